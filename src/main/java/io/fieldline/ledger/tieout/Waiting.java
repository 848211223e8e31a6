package io.fieldline.ledger.tieout;

import java.util.List;
import java.util.Map;

import io.fieldline.ledger.Gap;

/**
 * Documents that are known not to be in the books as they should.
 *
 * @param quarantined by document: what each waits for
 * @param notFinal by document: why it is not posted yet
 */
public record Waiting(Map<String, List<Gap>> quarantined, Map<String, String> notFinal) {

    public static final Waiting NONE = new Waiting(Map.of(), Map.of());

    public Waiting {
        quarantined = Map.copyOf(quarantined);
        notFinal = Map.copyOf(notFinal);
    }
}
