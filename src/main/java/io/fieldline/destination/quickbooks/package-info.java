/** A company of QuickBooks Online as books of the ledger, and its customers as the CRM of a customer sync. */
package io.fieldline.destination.quickbooks;
