package io.fieldline.accounting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Judged;
import io.fieldline.ledger.Result;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.coding.ReadPage;

/**
 * What became of documents.
 *
 * @param results of those that could be read
 * @param leftAlone why those were that were
 * @param refused rows that could not be read
 * @param gone those that were asked for and that ServiceTitan does not have
 */
record Outcome(Map<DocumentKey, Result> results, Map<DocumentKey, String> leftAlone, List<ReadPage.Refused> refused,
        Set<DocumentKey> gone) {

    static Outcome none() {
        return new Outcome(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashSet<>());
    }

    static Outcome of(Reading reading, Map<DocumentKey, Result> results) {
        Outcome outcome = none();
        outcome.results.putAll(results);
        outcome.refused.addAll(reading.refused());
        for (Judged one : reading.judged()) {
            if (one.verdict() instanceof Verdict.LeftAlone alone) {
                outcome.leftAlone.put(one.key(), alone.reason());
            }
        }
        return outcome;
    }

    void add(Outcome other) {
        results.putAll(other.results);
        leftAlone.putAll(other.leftAlone);
        refused.addAll(other.refused);
        gone.addAll(other.gone);
    }

    long count(DocumentKind kind, Result result) {
        return results.entrySet().stream().filter(one -> one.getKey().kind() == kind && one.getValue() == result).count();
    }
}
