package io.fieldline.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which payments a deposit took to the bank. Books do not let such a payment become another amount, go to another account or be
 * void before its deposit lets go of it.
 */
final class Deposited {

    private final LedgerStore store;
    private final OpenPeriod period;

    Deposited(LedgerStore store, OpenPeriod period) {
        this.store = store;
        this.period = period;
    }

    /** The deposits that took any of some payments, by payment. */
    Map<LedgerEntry, List<LedgerEntry>> holders(Collection<LedgerEntry> payments) {
        Set<EntryKey> taken = store.settled(payments.stream().map(LedgerEntry::key).toList()).keySet();
        Map<LedgerEntry, List<LedgerEntry>> holders = new LinkedHashMap<>();
        payments.stream().filter(payment -> taken.contains(payment.key()))
                .forEach(payment -> holders.put(payment, store.settling(payment.key())));
        return holders;
    }

    /** Payments that steps change although a deposit of a closed day took them. */
    Set<EntryKey> closed(List<Step> steps) {
        Set<EntryKey> closed = new HashSet<>();
        holders(moved(steps)).forEach((payment, deposits) -> {
            if (deposits.stream().anyMatch(deposit -> !period.holds(deposit.date()))) {
                closed.add(payment.key());
            }
        });
        return closed;
    }

    /** Documents whose steps have to wait, because nobody knows yet what a deposit that took them holds. */
    Map<DocumentKey, DocumentKey> unended(List<Step> steps) {
        Map<DocumentKey, DocumentKey> unended = new LinkedHashMap<>();
        holders(moved(steps)).forEach((payment, deposits) -> deposits.stream().filter(one -> one.intent().isPresent())
                .forEach(deposit -> unended.put(payment.key().source(), deposit.key().source())));
        return unended;
    }

    /** What has to be done before the steps: payments that they change are taken off their deposits. */
    List<Step> before(List<Step> steps) {
        return release(holders(moved(steps)));
    }

    /** Takes payments off deposits, each deposit in one step. */
    static List<Step> release(Map<LedgerEntry, List<LedgerEntry>> holders) {
        Map<EntryKey, LedgerEntry> deposits = new LinkedHashMap<>();
        Map<EntryKey, Map<EntryKey, BigDecimal>> off = new LinkedHashMap<>();
        holders.forEach((payment, some) -> some.forEach(deposit -> {
            deposits.put(deposit.key(), deposit);
            off.computeIfAbsent(deposit.key(), none -> new LinkedHashMap<>()).put(payment.key(),
                    payment.content().orElseThrow().total());
        }));
        List<Step> steps = new ArrayList<>();
        deposits.forEach((key, deposit) -> steps
                .add(new Step(deposit, deposit.content().orElseThrow().withoutTaken(off.get(key)))));
        return steps;
    }

    private static List<LedgerEntry> moved(List<Step> steps) {
        return steps.stream().filter(step -> step.entry().stands()).filter(Deposited::moves).map(Step::entry).toList();
    }

    private static boolean moves(Step step) {
        Content before = step.entry().content().orElseThrow();
        Optional<Content> same = step.content().filter(after -> after.total().compareTo(before.total()) == 0
                && after.header().account().equals(before.header().account()));
        return same.isEmpty();
    }
}
