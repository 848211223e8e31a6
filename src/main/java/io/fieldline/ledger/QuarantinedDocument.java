package io.fieldline.ledger;

import java.time.Instant;
import java.util.List;

/** A document that waits for a person, or for what it lacks. */
public record QuarantinedDocument(DocumentKey key, List<Gap> gaps, Instant since) {

    public QuarantinedDocument {
        gaps = List.copyOf(gaps);
    }
}
