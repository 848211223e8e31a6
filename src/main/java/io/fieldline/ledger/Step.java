package io.fieldline.ledger;

import java.util.Optional;

/**
 * One write that brings the books to what they are to hold.
 *
 * @param entry as it is; one without a reference is created
 * @param content what it is to hold; empty to void it
 */
public record Step(LedgerEntry entry, Optional<Content> content) {}
