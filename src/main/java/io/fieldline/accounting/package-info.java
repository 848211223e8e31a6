/** The steps that bring ServiceTitan's invoices, payments and credits into a tenant's books, whichever books these are. */
package io.fieldline.accounting;
