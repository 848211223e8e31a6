package io.fieldline.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fieldline.failure.RetryLaterException;

/**
 * Carries out steps: keeps what is about to be written, writes it, and keeps what the books confirmed. A crash at any moment
 * leaves a write under way, which is written again with its request id before anything else is.
 */
final class Writing {

    private final LedgerStore store;
    private final Books books;
    private final InstantSource clock;

    Writing(LedgerStore store, Books books, InstantSource clock) {
        this.store = store;
        this.books = books;
        this.clock = clock;
    }

    /**
     * @return why documents were not written as they should be; those whose steps were all made are not among them
     * @throws RetryLaterException when the books did not take something for now; what they took is kept
     */
    Map<DocumentKey, List<Gap>> carryOut(List<Step> steps) {
        Map<DocumentKey, List<Gap>> gaps = new LinkedHashMap<>();
        List<LedgerEntry> entries = new ArrayList<>();
        for (Step step : steps) {
            if (step.entry().intent().isPresent()) {
                add(gaps, step.entry(), unanswered("a write of before is still in doubt"));
            } else {
                entries.add(step.entry().intending(step.content()));
            }
        }
        if (!entries.isEmpty()) {
            store.keep(entries);
            addAll(gaps, write(entries, false));
        }
        return gaps;
    }

    /**
     * Ends the writes that were under way when the process ended.
     *
     * @return also why writes stay under way that the books do not answer, while they answer otherwise
     */
    Map<DocumentKey, List<Gap>> finish(String tenant, String name) {
        List<LedgerEntry> underWay = store.underWay(tenant, name);
        return underWay.isEmpty() ? Map.of() : write(underWay, true);
    }

    private Map<DocumentKey, List<Gap>> write(List<LedgerEntry> entries, boolean again) {
        Map<EntryKey, LedgerEntry> targets = targets(entries);
        List<PostOutcome> outcomes = books.post(entries.stream().map(entry -> write(entry, targets, again)).toList());
        List<LedgerEntry> ended = new ArrayList<>();
        List<LedgerEntry> wrong = new ArrayList<>();
        Map<DocumentKey, List<Gap>> gaps = new LinkedHashMap<>();
        Map<LedgerEntry, PostOutcome.Later> late = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            LedgerEntry entry = entries.get(i);
            PostOutcome outcome = outcomes.get(i);
            if (outcome instanceof PostOutcome.Posted posted) {
                LedgerEntry confirmed = entry.confirmed(posted.ref());
                if (posted.total().compareTo(expected(confirmed)) == 0) {
                    ended.add(confirmed);
                } else if (confirmed.content().isEmpty()) {
                    ended.add(entry.refused());
                    add(gaps, entry, Gap.of("total", "the books were to void it, and have it with " + posted.total()));
                } else {
                    // Kept together with what takes it back, so that a crash between the two cannot leave it there.
                    LedgerEntry back = confirmed.intending(Optional.empty());
                    ended.add(back);
                    wrong.add(back);
                    add(gaps, entry, Gap.takenBack("the books make it " + posted.total() + " where ServiceTitan has "
                            + expected(confirmed) + ", so it was taken back", confirmed.content().orElseThrow()));
                }
            } else if (outcome instanceof PostOutcome.Removed) {
                ended.add(entry.removed());
            } else if (outcome instanceof PostOutcome.Later one) {
                late.put(entry, one);
            } else {
                ended.add(entry.refused());
                add(gaps, entry, gap(outcome));
            }
        }
        store.keep(ended);
        if (!wrong.isEmpty()) {
            addAll(gaps, write(wrong, false));
        }
        if (!late.isEmpty()) {
            addAll(gaps, inDoubt(late));
        }
        return gaps;
    }

    /**
     * What the books did not answer to is asked for again, and everything waits for it, unless they have long answered to
     * everything else.
     */
    private Map<DocumentKey, List<Gap>> inDoubt(Map<LedgerEntry, PostOutcome.Later> late) {
        Map<DocumentKey, List<Gap>> sticking = new LinkedHashMap<>();
        Optional<PostOutcome.Later> waits = late.values().stream().filter(one -> one.after().isPresent()).findFirst();
        if (waits.isEmpty() && books.answer()) {
            Instant now = clock.instant();
            List<LedgerEntry> doubted = late.keySet().stream().map(entry -> entry.doubted(now)).toList();
            store.keep(doubted);
            List<PostOutcome.Later> reasons = List.copyOf(late.values());
            for (int i = 0; i < doubted.size(); i++) {
                if (doubted.get(i).intent().orElseThrow().sticks(now)) {
                    add(sticking, doubted.get(i), unanswered(reasons.get(i).reason()));
                } else {
                    waits = Optional.of(reasons.get(i));
                }
            }
        } else if (waits.isEmpty()) {
            waits = late.values().stream().findFirst();
        }
        waits.ifPresent(one -> {
            throw new RetryLaterException("The books did not take a document yet: " + one.reason(),
                    one.after().orElse(null), null);
        });
        return sticking;
    }

    private static Gap unanswered(String reason) {
        return Gap.of("unanswered", "the books do not say what became of it, while they answer to the rest; it is asked for"
                + " again and again: " + reason);
    }

    private static void addAll(Map<DocumentKey, List<Gap>> gaps, Map<DocumentKey, List<Gap>> more) {
        more.forEach((key, some) -> gaps.computeIfAbsent(key, none -> new ArrayList<>()).addAll(some));
    }

    /** Positive, as the books have it. */
    private static BigDecimal expected(LedgerEntry entry) {
        return entry.content().map(Content::total).map(BigDecimal::abs).orElse(Cents.ZERO);
    }

    private static Gap gap(PostOutcome outcome) {
        if (outcome instanceof PostOutcome.Edited edited) {
            return Gap.of("edited", "somebody changed it in the books: " + edited.how());
        }
        if (outcome instanceof PostOutcome.Closed) {
            return Gap.of("closed", "the books are closed on its day, since a moment ago");
        }
        return Gap.of("refused", ((PostOutcome.Refused) outcome).reason());
    }

    private static void add(Map<DocumentKey, List<Gap>> gaps, LedgerEntry entry, Gap gap) {
        gaps.computeIfAbsent(entry.key().source(), none -> new ArrayList<>()).add(gap);
    }

    private Map<EntryKey, LedgerEntry> targets(Collection<LedgerEntry> entries) {
        List<DocumentKey> sources = entries.stream()
                .flatMap(entry -> Stream.concat(entry.intent().orElseThrow().content().stream(), entry.content().stream()))
                .flatMap(content -> content.applied().stream()).map(one -> one.target().source()).distinct().toList();
        Map<EntryKey, LedgerEntry> targets = new LinkedHashMap<>();
        store.of(sources).values().forEach(found -> found.forEach(one -> targets.put(one.key(), one)));
        return targets;
    }

    private static BooksWrite write(LedgerEntry entry, Map<EntryKey, LedgerEntry> targets, boolean again) {
        Intent intent = entry.intent().orElseThrow();
        return new BooksWrite(intent.requestId(), entry.key(), entry.form(), entry.ref(), entry.content(), intent.content(),
                BooksWrite.Settled.of(intent.content(), targets), BooksWrite.Settled.of(entry.content(), targets), again);
    }
}
