package io.fieldline.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What has to be written so that the books hold what a document amounts to. Nothing of a closed period is touched: what
 * stands there is taken as given, and the difference goes into the open one. So at any time the documents of the books add up
 * to the document of ServiceTitan.
 *
 * <pre>
 * nothing closed     one document holds all of it: created, changed, or void
 * something closed   for each customer, location and tax code one further document holds the difference, as an invoice or
 *                    a credit by its sign; it is changed for as long as its own day is open
 * </pre>
 *
 * A void document is taken up again rather than left beside a new one, because its number is taken.
 *
 * @param waits why a person has to decide; then there are no steps
 */
public record Plan(List<Step> steps, Optional<String> waits) {

    private static final int LONGEST_NUMBER = 21;

    public Plan {
        steps = List.copyOf(steps);
    }

    /**
     * @param target what the books are to hold; empty for nothing
     * @param entries all of this source and family, void ones too
     * @param fixed entries that are not to be touched, although their day is open
     */
    public static Plan of(EntryKey first, Optional<Content> target, List<LedgerEntry> entries, OpenPeriod period,
            Set<EntryKey> fixed) {
        Predicate<LedgerEntry> free = entry -> period.holds(entry.date()) && !fixed.contains(entry.key());
        List<LedgerEntry> closed = entries.stream().filter(LedgerEntry::stands).filter(free.negate()).toList();
        List<LedgerEntry> open = entries.stream().filter(entry -> entry.ref().isEmpty() || free.test(entry)).toList();
        Planning planning = new Planning(first, entries, open, period);
        return closed.isEmpty() ? planning.whole(target) : planning.rest(target, closed);
    }

    /**
     * Of applications, which move no money: what is closed stays, and each target, of a customer of its own, is held by one open
     * document.
     *
     * @param targets dated on open days
     * @param entries as for {@link #of}
     */
    static Plan ofApplications(EntryKey first, List<Content> targets, List<LedgerEntry> entries, OpenPeriod period) {
        Planning planning = new Planning(first, entries,
                entries.stream().filter(entry -> entry.ref().isEmpty() || period.holds(entry.date())).toList(), period);
        targets.forEach(target -> {
            Optional<LedgerEntry> entry = planning.take(Form.APPLICATION,
                    standing -> Planning.sameGroup(standing, target));
            planning.hold(entry, target.with(target.header().dated(planning.dayOf(entry))));
        });
        return planning.rest();
    }

    /**
     * Of a deposit: what closed ones took stays with them, and what it takes besides goes into an open one. Nothing can be taken
     * off a closed one, because books have no deposit of less than nothing.
     *
     * @param entries as for {@link #of}
     */
    static Plan ofDeposit(EntryKey first, Optional<Content> target, List<LedgerEntry> entries, OpenPeriod period) {
        List<LedgerEntry> closed = entries.stream().filter(LedgerEntry::stands).filter(entry -> !period.holds(entry.date()))
                .toList();
        if (closed.isEmpty()) {
            return of(first, target, entries, period, Set.of());
        }
        List<Content> taken = closed.stream().map(entry -> entry.content().orElseThrow()).toList();
        List<LedgerEntry> open = entries.stream().filter(entry -> !closed.contains(entry)).toList();
        Optional<Content> rest = target.filter(content -> content.holdsMoreThan(taken)).map(content -> content.without(taken));
        boolean nothingMore = rest.filter(Content::isNothing).isPresent();
        if (rest.isEmpty() || !nothingMore && !period.corrects()) {
            return Planning.waits("it changed, and the books are closed until " + period.closedUntil().orElseThrow());
        }
        return new Planning(first, entries, open, period).whole(rest.filter(content -> !nothingMore));
    }

    private static final class Planning {

        private final EntryKey first;
        private final List<LedgerEntry> unused;
        private final OpenPeriod period;
        private final List<Step> steps = new ArrayList<>();
        private int parts;

        Planning(EntryKey first, List<LedgerEntry> all, List<LedgerEntry> open, OpenPeriod period) {
            this.first = first;
            this.unused = new ArrayList<>(open);
            this.period = period;
            this.parts = all.stream().mapToInt(entry -> entry.key().part() + 1).max().orElse(0);
        }

        Plan whole(Optional<Content> target) {
            if (target.isPresent()) {
                Content content = target.get();
                boolean late = !period.holds(content.header().date());
                Optional<LedgerEntry> entry = take(content.form(), standing -> true);
                if (late && entry.filter(LedgerEntry::stands).isEmpty() && !period.corrects()) {
                    return waits("it is dated " + content.header().date() + ", and the books are closed until "
                            + period.closedUntil().orElseThrow());
                }
                hold(entry, late ? content.with(content.header().dated(dayOf(entry))) : content);
            }
            return rest();
        }

        Plan rest(Optional<Content> target, List<LedgerEntry> closed) {
            Map<Header.Group, Header> groups = new LinkedHashMap<>();
            target.map(Content::header).ifPresent(header -> groups.put(header.group(), header));
            closed.stream().map(entry -> entry.content().orElseThrow().header())
                    .forEach(header -> groups.putIfAbsent(header.group(), header));
            Map<Header.Group, Content> differences = new LinkedHashMap<>();
            groups.forEach((group, header) -> {
                Content left = Content.difference(first.family(), header,
                        target.filter(content -> content.header().group().equals(group)),
                        closed.stream().map(entry -> entry.content().orElseThrow())
                                .filter(content -> content.header().group().equals(group)).toList());
                if (!left.isNothing()) {
                    differences.put(group, left);
                }
            });
            boolean changes = !differences.isEmpty() || unused.stream().anyMatch(LedgerEntry::stands);
            if (changes && !period.corrects()) {
                return waits("it changed, and the books are closed until " + period.closedUntil().orElseThrow());
            }
            differences.values().forEach(left -> {
                Optional<LedgerEntry> entry = take(left.form(), standing -> sameGroup(standing, left));
                hold(entry, left.with(left.header().dated(dayOf(entry))));
            });
            return rest();
        }

        /** An open document of the form, one that stands rather than a void one. */
        private Optional<LedgerEntry> take(Form form, Predicate<LedgerEntry> fits) {
            Optional<LedgerEntry> found = unused.stream().filter(entry -> entry.form() == form)
                    .filter(entry -> !entry.stands() || fits.test(entry))
                    .min(Comparator.comparing((LedgerEntry entry) -> !entry.stands())
                            .thenComparing(entry -> entry.key().part()));
            found.ifPresent(unused::remove);
            return found;
        }

        private static boolean sameGroup(LedgerEntry entry, Content content) {
            return entry.content().orElseThrow().header().group().equals(content.header().group());
        }

        /** What stands keeps its day. */
        private LocalDate dayOf(Optional<LedgerEntry> entry) {
            return entry.filter(LedgerEntry::stands).map(LedgerEntry::date).orElseGet(period::correctionDay);
        }

        private void hold(Optional<LedgerEntry> found, Content content) {
            LedgerEntry entry = found.orElseGet(
                    () -> LedgerEntry.coming(new EntryKey(first.source(), first.family(), parts++), content));
            Content numbered = content.with(content.header().numbered(number(content.header().number(), entry.key().part())));
            if (!entry.content().equals(Optional.of(numbered))) {
                steps.add(new Step(entry, Optional.of(numbered)));
            }
        }

        private static String number(String number, int part) {
            String ending = part == 0 ? "" : "-A" + part;
            return number.substring(0, Math.min(number.length(), LONGEST_NUMBER - ending.length())) + ending;
        }

        /** Documents that are left over are void from now on; first of all, so that their payments are free. */
        private Plan rest() {
            List<Step> voids = unused.stream().filter(LedgerEntry::stands).map(entry -> new Step(entry, Optional.empty()))
                    .toList();
            steps.addAll(0, voids);
            return new Plan(steps, Optional.empty());
        }

        private static Plan waits(String why) {
            return new Plan(List.of(), Optional.of(why));
        }
    }
}
