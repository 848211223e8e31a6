package io.fieldline.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One page of documents on its way into the books. A document that came to grief is left out of what follows. */
final class PageTurn {

    private final LedgerStore store;
    private final Writing writing;
    private final OpenPeriod period;
    private final List<Judged> page;
    private final Allocations allocations;
    private final Deposits deposits;
    private final Map<DocumentKey, Verdict.Wanted> wanted = new LinkedHashMap<>();
    private final Map<DocumentKey, List<Gap>> gaps = new LinkedHashMap<>();
    private final Map<DocumentKey, List<Gap>> before;
    private final Set<DocumentKey> written = new HashSet<>();
    private long since;
    private long bankedSince;

    /** @param unended why writes of documents are still under way, which nothing is derived from then */
    PageTurn(LedgerStore store, Books books, Writing writing, OpenPeriod period, List<Judged> page,
            Map<DocumentKey, List<Gap>> unended) {
        this.store = store;
        this.writing = writing;
        this.period = period;
        this.page = page;
        this.allocations = new Allocations(store, books);
        this.deposits = new Deposits(store, period);
        this.before = store.gaps(page.stream().map(Judged::key).toList());
        page.forEach(one -> {
            if (unended.containsKey(one.key())) {
                add(one.key(), unended.get(one.key()));
            } else if (one.verdict() instanceof Verdict.Wanted wants) {
                wanted.put(one.key(), wants);
            } else if (one.verdict() instanceof Verdict.Held held) {
                add(one.key(), held.gaps());
            }
        });
    }

    Map<DocumentKey, List<Gap>> gaps() {
        return gaps;
    }

    Result done(DocumentKey key) {
        return !wanted.containsKey(key) ? Result.LEFT_ALONE : written.contains(key) ? Result.POSTED : Result.UNCHANGED;
    }

    void sales() {
        Map<DocumentKey, List<LedgerEntry>> entries = store.of(wanted.keySet());
        Set<EntryKey> fixed = new HashSet<>();
        Map<DocumentKey, Plan> plans;
        List<Step> steps;
        List<Step> releases;
        do {
            plans = plans(entries, fixed);
            steps = plans.values().stream().flatMap(plan -> plan.steps().stream()).toList();
            releases = new Releases(store).before(steps);
        } while (fixed.addAll(paidInClosedPeriods(steps, releases)));
        plans.forEach(this::addWaits);
        long before = position();
        releases.forEach(release -> store.awaitsToo(release.entry().key().source(),
                release.entry().content().orElseThrow().applied().stream().map(one -> one.target().source()).distinct()
                        .toList(),
                before));
        carryOut(releases);
        carryOut(steps);
    }

    private Map<DocumentKey, Plan> plans(Map<DocumentKey, List<LedgerEntry>> entries, Set<EntryKey> fixed) {
        Map<DocumentKey, Plan> plans = new LinkedHashMap<>();
        wanted.forEach((key, wants) -> {
            if (key.kind().family() == Family.SALE) {
                plans.put(key, Plan.of(new EntryKey(key, Family.SALE, 0), wants.content(),
                        family(entries.get(key), Family.SALE), period, fixed));
            }
        });
        return plans;
    }

    /** What a payment of a closed period was given to cannot be taken off it: the document is corrected by another one. */
    private Set<EntryKey> paidInClosedPeriods(List<Step> steps, List<Step> releases) {
        Set<EntryKey> paid = releases.stream().map(Step::entry).filter(entry -> !period.holds(entry.date()))
                .flatMap(entry -> entry.content().orElseThrow().applied().stream()).map(Applied::target)
                .collect(Collectors.toSet());
        paid.retainAll(steps.stream().map(step -> step.entry().key()).collect(Collectors.toSet()));
        return paid;
    }

    void settlements() {
        wanted.keySet().removeAll(gaps.keySet());
        since = position();
        allocations.read(wanted);
        allocations.missing().forEach(this::add);
        wanted.keySet().removeAll(gaps.keySet());
        Map<DocumentKey, List<LedgerEntry>> entries = store.of(wanted.keySet());
        Map<DocumentKey, Optional<Content>> targets = new LinkedHashMap<>();
        wanted.forEach((key, wants) -> {
            if (key.kind() == DocumentKind.PAYMENT) {
                targets.put(key, wants.content().map(content -> applied(key, content, wants, entries.get(key))));
            }
        });
        settle(targets, entries);
    }

    private void settle(Map<DocumentKey, Optional<Content>> targets, Map<DocumentKey, List<LedgerEntry>> entries) {
        Deposited deposited = new Deposited(store, period);
        Set<EntryKey> fixed = new HashSet<>();
        Map<DocumentKey, Plan> plans = new LinkedHashMap<>();
        List<Step> steps;
        do {
            targets.forEach((key, target) -> plans.put(key, Plan.of(new EntryKey(key, Family.SETTLEMENT, 0), target,
                    family(entries.get(key), Family.SETTLEMENT), period, fixed)));
            steps = plans.values().stream().flatMap(plan -> plan.steps().stream()).toList();
        } while (fixed.addAll(deposited.closed(steps)));
        Map<DocumentKey, DocumentKey> unended = deposited.unended(steps);
        unended.forEach((key, deposit) -> add(key, List.of(Gap.of("deposit",
                "it is in the " + deposit.spoken() + ", a write of which is under way"))));
        plans.keySet().removeAll(unended.keySet());
        plans.forEach(this::addWaits);
        List<Step> possible = plans.values().stream().flatMap(plan -> plan.steps().stream()).toList();
        letGo(deposited.before(possible));
        carryOut(possible);
    }

    /** A deposit that had to let go of a payment is derived anew, whatever becomes of the payment. */
    private void letGo(List<Step> releases) {
        long before = position();
        releases.forEach(release -> store.awaitsToo(release.entry().key().source(),
                List.of(release.entry().key().source()), before));
        carryOut(releases);
    }

    /** A refund settles nothing, and what is closed stays applied as it is. */
    private Content applied(DocumentKey key, Content content, Verdict.Wanted wants, List<LedgerEntry> entries) {
        List<LedgerEntry> own = of(entries, Family.SETTLEMENT);
        return content.form() == Form.PAYMENT && own.stream().allMatch(entry -> period.holds(entry.date()))
                ? content.applying(allocations.payment(key, content, wants.settles(), own))
                : content;
    }

    void applications() {
        wanted.keySet().removeAll(gaps.keySet());
        Map<DocumentKey, List<LedgerEntry>> entries = store.of(wanted.keySet());
        List<Step> steps = new ArrayList<>();
        wanted.forEach((key, wants) -> {
            if (key.kind().family() == Family.SALE && credits(entries.get(key))) {
                steps.addAll(application(key, wants, entries.get(key)));
            }
        });
        carryOut(steps);
    }

    private static boolean credits(List<LedgerEntry> entries) {
        return entries.stream()
                .anyMatch(entry -> entry.stands() && (entry.form() == Form.CREDIT || entry.form() == Form.APPLICATION));
    }

    private List<Step> application(DocumentKey key, Verdict.Wanted wants, List<LedgerEntry> entries) {
        List<LedgerEntry> open = of(entries, Family.APPLICATION).stream().filter(entry -> period.holds(entry.date())).toList();
        List<Content> targets = allocations.credits(key, wants.settles(), open);
        return Plan
                .ofApplications(new EntryKey(key, Family.APPLICATION, 0), targets, family(entries, Family.APPLICATION), period)
                .steps();
    }

    /** Last, because they take payments as they stand by then. */
    void deposits() {
        wanted.keySet().removeAll(gaps.keySet());
        Map<DocumentKey, Verdict.Wanted> all = new LinkedHashMap<>(wanted);
        all.keySet().removeIf(key -> key.kind() != DocumentKind.BANK_DEPOSIT);
        if (all.isEmpty()) {
            return;
        }
        bankedSince = position();
        deposits.read(all);
        deposits.missing().forEach(this::add);
        letGo(deposits.releases());
        Map<DocumentKey, Plan> plans = deposits.plans();
        plans.forEach(this::addWaits);
        carryOut(plans.values().stream().flatMap(plan -> plan.steps().stream()).toList());
    }

    private void addWaits(DocumentKey key, Plan plan) {
        plan.waits().ifPresent(why -> add(key, List.of(Gap.of("closed", why))));
    }

    private static List<LedgerEntry> of(List<LedgerEntry> entries, Family family) {
        return family(entries, family).stream().filter(LedgerEntry::stands).toList();
    }

    /** Void ones too. */
    private static List<LedgerEntry> family(List<LedgerEntry> entries, Family family) {
        return entries.stream().filter(entry -> entry.key().family() == family).toList();
    }

    /** Last of all: a document that is waited for no more was derived with all that there is. */
    void waits() {
        Map<DocumentKey, Set<DocumentKey>> awaited = new LinkedHashMap<>();
        Map<DocumentKey, Set<DocumentKey>> banked = new LinkedHashMap<>();
        page.stream().map(Judged::key).forEach(key -> {
            if (key.kind() == DocumentKind.BANK_DEPOSIT) {
                banked.put(key, deposits.awaited(key));
            } else {
                awaited.put(key, allocations.awaited(key));
            }
        });
        store.awaits(awaited, since);
        store.awaits(banked, bankedSince);
    }

    private long position() {
        return store.position(page.get(0).key().tenant(), page.get(0).key().books());
    }

    /** What the books made something else of, and was taken back for it, is not written once more as it was. */
    private void carryOut(List<Step> steps) {
        Map<Boolean, List<Step>> inVain = steps.stream()
                .collect(Collectors.partitioningBy(step -> takenBack(step).isPresent()));
        inVain.get(true).forEach(step -> add(step.entry().key().source(), List.of(takenBack(step).orElseThrow())));
        writing.carryOut(inVain.get(false)).forEach(this::add);
        inVain.get(false).forEach(step -> written.add(step.entry().key().source()));
    }

    private Optional<Gap> takenBack(Step step) {
        Optional<String> content = step.content().map(Content::fingerprint);
        return before.getOrDefault(step.entry().key().source(), List.of()).stream()
                .filter(gap -> gap.content().isPresent() && gap.content().equals(content)).findFirst();
    }

    private void add(DocumentKey key, List<Gap> more) {
        gaps.computeIfAbsent(key, none -> new ArrayList<>()).addAll(more);
    }
}
