/** A stand-in for QuickBooks Online: a company with books in double entry, which refuses what QuickBooks refuses. */
package io.fieldline.sandbox.quickbooks;
