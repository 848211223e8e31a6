package io.fieldline.ledger.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fieldline.ledger.Cents;

/**
 * Documents that do not count, by reason.
 *
 * @param what of which there are some, such as <code>ServiceTitan's payments</code>
 * @param amount what they come to
 */
public record LeftOut(String what, String reason, long documents, BigDecimal amount) {

    public static final List<String> HEADINGS = List.of("Left out", "Documents", "Amount", "Reason");

    /** As the headings say. */
    public List<String> row() {
        return List.of(what, Long.toString(documents), amount.toPlainString(), reason);
    }

    /** Counts what is left out. */
    public static final class Tally {

        private final Map<List<String>, LeftOut> counted = new LinkedHashMap<>();

        public void add(String what, String reason, BigDecimal amount) {
            counted.merge(List.of(what, reason), new LeftOut(what, reason, 1, Cents.ZERO.add(amount)),
                    (one, other) -> new LeftOut(what, reason, one.documents + 1, one.amount.add(other.amount)));
        }

        public List<LeftOut> all() {
            return new ArrayList<>(counted.values());
        }
    }
}
