/** What would be posted of some days, before anything is. */
package io.fieldline.ledger.draft;
