package io.fieldline.ledger;

import java.time.Instant;

/**
 * A document that the ledger wrote and that somebody changed in the books.
 *
 * @param how it differs from what was written, for people
 * @param revision of the ledger's entry when it was looked at
 * @param since when it was noticed
 */
public record BooksEdit(EntryKey entry, String how, int revision, Instant since) {}
