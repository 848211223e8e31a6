package io.fieldline.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A document that waits for a person, or for what it lacks.
 *
 * @param number as people know it; empty where nobody told
 * @param date which it bears; empty where nobody told
 */
public record QuarantinedDocument(DocumentKey key, Optional<String> number, Optional<LocalDate> date, List<Gap> gaps,
        Instant since) {

    public QuarantinedDocument {
        gaps = List.copyOf(gaps);
    }
}
