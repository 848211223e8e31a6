/** A company of QuickBooks Online as books of the ledger. */
package io.fieldline.destination.quickbooks;
