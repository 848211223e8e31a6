/** Tables as plain text, as CSV, and as one HTML page, for what people are shown of the ledger. */
package io.fieldline.ledger.report;
