package io.fieldline.ledger;

/** A document of ServiceTitan and what it means to the books. */
public record Judged(DocumentKey key, Verdict verdict) {}
