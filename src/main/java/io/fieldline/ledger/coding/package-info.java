/** How a tenant's documents are coded: which item, account, class and tax code of the books stands for what of ServiceTitan. */
package io.fieldline.ledger.coding;
