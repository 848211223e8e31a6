package io.fieldline.ledger;

import java.time.Instant;

/**
 * A document that the ledger wrote and that somebody changed in the books.
 *
 * @param how it differs from what was written, for people
 * @param since when it was noticed
 */
public record BooksEdit(EntryKey entry, String how, Instant since) {}
