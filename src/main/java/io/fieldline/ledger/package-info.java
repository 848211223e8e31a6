/** Money: what was posted where, to the cent, and what follows for the books when a document changes. */
package io.fieldline.ledger;
