package io.fieldline.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which documents in the books deposits take to the bank. A payment that is not there, or not as the deposit has it, makes the
 * deposit wait; one that stands in another deposit is taken off that one, because ServiceTitan has it in one at a time.
 */
final class Deposits {

    private final LedgerStore store;
    private final Deposited deposited;
    private final OpenPeriod period;
    private final Map<DocumentKey, List<Gap>> missing = new LinkedHashMap<>();
    private final Map<DocumentKey, Set<DocumentKey>> awaited = new LinkedHashMap<>();
    private final Map<DocumentKey, Optional<Content>> targets = new LinkedHashMap<>();
    private final Map<LedgerEntry, List<LedgerEntry>> elsewhere = new LinkedHashMap<>();

    Deposits(LedgerStore store, OpenPeriod period) {
        this.store = store;
        this.deposited = new Deposited(store, period);
        this.period = period;
    }

    /** Reads what the deposits take, all of it together. */
    void read(Map<DocumentKey, Verdict.Wanted> deposits) {
        List<DocumentKey> payments = deposits.entrySet().stream()
                .flatMap(one -> taken(one.getValue()).stream().map(payment -> payment(one.getKey(), payment))).distinct()
                .toList();
        Map<DocumentKey, List<LedgerEntry>> entries = store.of(payments);
        deposits.forEach((key, wanted) -> {
            Set<DocumentKey> own = new LinkedHashSet<>();
            taken(wanted).forEach(payment -> own.add(payment(key, payment)));
            awaited.put(key, own);
            target(key, wanted, entries);
        });
    }

    private void target(DocumentKey key, Verdict.Wanted wanted, Map<DocumentKey, List<LedgerEntry>> entries) {
        List<LedgerEntry> takes = new ArrayList<>();
        for (Verdict.Banked.Payment payment : taken(wanted)) {
            List<LedgerEntry> standing = entries.get(payment(key, payment)).stream().filter(LedgerEntry::stands).toList();
            problem(payment, standing, wanted.banked().orElseThrow().from()).ifPresentOrElse(
                    why -> lacks(key, payment, why), () -> takes.addAll(standing));
        }
        others(key, takes);
        if (!missing.containsKey(key)) {
            targets.put(key, wanted.content().map(content -> content.applying(takes.stream()
                    .map(entry -> new Applied(entry.key(), entry.content().orElseThrow().total().abs())).toList())));
        }
    }

    private static Optional<String> problem(Verdict.Banked.Payment payment, List<LedgerEntry> standing, Set<String> from) {
        if (standing.isEmpty()) {
            return Optional.of("is not in the books");
        }
        if (standing.stream().anyMatch(entry -> entry.intent().isPresent())) {
            return Optional.of("has a write under way");
        }
        BigDecimal there = Cents.sum(standing.stream().map(entry -> entry.content().orElseThrow().total()));
        if (there.compareTo(payment.amount()) != 0) {
            return Optional.of("is " + there + " in the books, and " + payment.amount() + " in the deposit");
        }
        return standing.stream().map(entry -> entry.content().orElseThrow().header().account().orElse(""))
                .filter(account -> !from.contains(account)).findFirst()
                .map(account -> "stands in " + account + " in the books, where no deposit takes it from");
    }

    private void others(DocumentKey key, List<LedgerEntry> takes) {
        deposited.holders(takes).forEach((payment, holders) -> {
            List<LedgerEntry> others = holders.stream().filter(holder -> !holder.key().source().equals(key)).toList();
            others.stream().filter(other -> other.intent().isPresent() || !period.holds(other.date())).findFirst()
                    .ifPresent(other -> lacks(key, payment.content().orElseThrow().header().number(),
                            "was taken by the " + other.key().source().spoken() + ", "
                                    + (other.intent().isPresent() ? "a write of which is under way" : "whose day is closed")));
            if (!others.isEmpty()) {
                elsewhere.put(payment, others);
            }
        });
    }

    private void lacks(DocumentKey key, Verdict.Banked.Payment payment, String why) {
        lacks(key, payment.number(), why);
    }

    private void lacks(DocumentKey key, String number, String why) {
        missing.computeIfAbsent(key, none -> new ArrayList<>())
                .add(new Gap("payment", number, "its payment " + number + " " + why, Optional.empty()));
    }

    /** Why deposits cannot be posted; to be asked after {@link #read}. */
    Map<DocumentKey, List<Gap>> missing() {
        return missing;
    }

    /** What a deposit is to be derived anew after: its payments, whether they are there or not. */
    Set<DocumentKey> awaited(DocumentKey key) {
        return awaited.getOrDefault(key, Set.of());
    }

    /** Takes payments of the deposits that can be posted off the others that hold them. */
    List<Step> releases() {
        Map<LedgerEntry, List<LedgerEntry>> taken = new LinkedHashMap<>(elsewhere);
        Set<EntryKey> wanted = new LinkedHashSet<>();
        targets.values().forEach(target -> target.ifPresent(
                content -> content.applied().forEach(one -> wanted.add(one.target()))));
        taken.keySet().removeIf(payment -> !wanted.contains(payment.key()));
        return Deposited.release(taken);
    }

    /** @return what brings each to what it takes; to be asked once the releases were made */
    Map<DocumentKey, Plan> plans() {
        Map<DocumentKey, List<LedgerEntry>> entries = store.of(targets.keySet());
        Map<DocumentKey, Plan> plans = new LinkedHashMap<>();
        targets.forEach((key, target) -> plans.put(key,
                Plan.ofDeposit(new EntryKey(key, Family.DEPOSIT, 0), target, entries.get(key), period)));
        return plans;
    }

    private static List<Verdict.Banked.Payment> taken(Verdict.Wanted wanted) {
        return wanted.banked().map(Verdict.Banked::payments).orElse(List.of());
    }

    private static DocumentKey payment(DocumentKey deposit, Verdict.Banked.Payment payment) {
        return new DocumentKey(deposit.tenant(), deposit.books(), DocumentKind.PAYMENT, payment.id());
    }
}
