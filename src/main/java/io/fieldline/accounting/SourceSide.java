package io.fieldline.accounting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.report.LeftOut;
import io.fieldline.ledger.tieout.Amount;
import io.fieldline.ledger.tieout.Amounts;
import io.fieldline.ledger.tieout.Waiting;

/** ServiceTitan's side of a comparison: what counts of it, what waits and why, and what is left alone for good. */
final class SourceSide {

    private static final int CENTS = 2;

    private final Days days;
    private final Amounts amounts;
    private final LeftOut.Tally leftOut;
    private final List<Amount> counted = new ArrayList<>();
    private final Set<DocumentKey> seen = new HashSet<>();
    private final Set<List<Object>> elsewhere = new HashSet<>();
    private final List<String> notInCents = new ArrayList<>();
    private final Map<String, List<Gap>> quarantined = new HashMap<>();
    private final Map<String, String> notFinal = new HashMap<>();

    SourceSide(Days days, Amounts amounts, LeftOut.Tally leftOut) {
        this.days = days;
        this.amounts = amounts;
        this.leftOut = leftOut;
    }

    void add(Coded one) {
        seen.add(one.key());
        if (one.verdict() instanceof Verdict.Wanted wanted) {
            wanted.content().ifPresent(content -> counted.addAll(amounts.of(one.key(), content)));
        } else if (one.verdict() instanceof Verdict.Held held) {
            quarantined.put(one.key().spoken(), held.gaps());
            held(one);
        } else if (one.verdict() instanceof Verdict.LeftAlone left && !left.forGood()) {
            notYet(one, left.reason());
        } else if (one.verdict() instanceof Verdict.LeftAlone left) {
            leftAlone(one, left.reason());
        }
    }

    private void held(Coded one) {
        if (one.total().signum() == 0) {
            leave(one, "it waits in quarantine, and comes to nothing");
        } else {
            whole(one);
        }
    }

    private void whole(Coded one) {
        if (one.total().stripTrailingZeros().scale() > CENTS) {
            notInCents.add(one.key().spoken() + ": its total " + one.total() + " is no amount in cents");
        } else {
            counted.add(Amounts.whole(one.key(), one.family(), one.number(), one.day(), one.total()));
        }
    }

    private void notYet(Coded one, String reason) {
        if (one.total().signum() == 0) {
            leave(one, reason + ", and comes to nothing");
        } else {
            notFinal.put(one.key().spoken(), reason);
            whole(one);
        }
    }

    private void leftAlone(Coded one, String reason) {
        if (one.elsewhere()) {
            elsewhere.add(place(one.family(), one.number()));
        }
        leave(one, reason);
    }

    private void leave(Coded one, String reason) {
        if (days.hold(one.day())) {
            leftOut.add(one.kind(), reason, one.total());
        }
    }

    private static List<Object> place(Family family, String number) {
        return List.of(family, number);
    }

    /** Whether ServiceTitan says that somebody else posted a document of this number. */
    boolean postedByOthers(Family family, String number) {
        return elsewhere.contains(place(family, number));
    }

    Set<DocumentKey> seen() {
        return seen;
    }

    List<Amount> amounts() {
        return counted;
    }

    /** Documents that cannot be compared, because there is less than a cent in them; a sentence for each. */
    List<String> notInCents() {
        return notInCents;
    }

    /** @param kept what the ledger keeps in quarantine, for reasons that only the books could give too */
    Waiting waiting(Map<String, List<Gap>> kept) {
        Map<String, List<Gap>> all = new HashMap<>(kept);
        all.putAll(quarantined);
        return new Waiting(all, notFinal);
    }
}
