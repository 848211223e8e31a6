/** Whether ServiceTitan, the ledger and the books agree, and which cent does not. */
package io.fieldline.ledger.tieout;
