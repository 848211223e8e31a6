/**
 * What ServiceTitan is told of documents that stand in the books: that they were exported, and under which id and number. What
 * is to be told is what the ledger shows, so that nothing is lost while ServiceTitan is away.
 */
package io.fieldline.ledger.told;
