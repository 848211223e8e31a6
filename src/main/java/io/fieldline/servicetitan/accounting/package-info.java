/** ServiceTitan's invoices, payments and credit memos as documents that the ledger codes. */
package io.fieldline.servicetitan.accounting;
