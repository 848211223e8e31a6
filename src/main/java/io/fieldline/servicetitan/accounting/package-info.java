/** ServiceTitan's invoices, payments, credit memos and bank deposits as documents that the ledger codes. */
package io.fieldline.servicetitan.accounting;
