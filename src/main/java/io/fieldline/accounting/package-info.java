/**
 * The steps that bring ServiceTitan's invoices, payments and credits into a tenant's books, whichever books these are, and what
 * looks after documents that wait.
 */
package io.fieldline.accounting;
