package io.fieldline.accounting;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.coding.SourcePayment;

/** Tells from payments which bank deposits they came to or left, as a deposit need not change with them. */
final class Banking {

    private final LedgerStore ledger;

    Banking(LedgerStore ledger) {
        this.ledger = ledger;
    }

    /** Deposits in which ServiceTitan has a payment and the ledger has not, or the other way round. */
    Set<DocumentKey> moved(Collection<SourcePayment> payments) {
        Map<DocumentKey, Set<DocumentKey>> held = held(payments.stream().map(SourcePayment::key).toList());
        Set<DocumentKey> moved = new LinkedHashSet<>();
        for (SourcePayment payment : payments) {
            DocumentKey key = payment.key();
            Optional<DocumentKey> wanted = payment.deposit()
                    .map(id -> new DocumentKey(key.tenant(), key.books(), DocumentKind.BANK_DEPOSIT, id));
            Set<DocumentKey> there = held.getOrDefault(key, Set.of());
            wanted.filter(deposit -> !there.contains(deposit)).ifPresent(moved::add);
            there.stream().filter(deposit -> !wanted.equals(Optional.of(deposit))).forEach(moved::add);
        }
        return moved;
    }

    private Map<DocumentKey, Set<DocumentKey>> held(List<DocumentKey> payments) {
        List<EntryKey> standing = ledger.of(payments).values().stream().flatMap(List::stream).filter(LedgerEntry::stands)
                .map(LedgerEntry::key).toList();
        Map<DocumentKey, Set<DocumentKey>> held = new HashMap<>();
        ledger.settled(standing).keySet().forEach(payment -> held
                .computeIfAbsent(payment.source(), none -> new LinkedHashSet<>())
                .addAll(ledger.settling(payment).stream().map(deposit -> deposit.key().source()).collect(Collectors.toSet())));
        return held;
    }
}
