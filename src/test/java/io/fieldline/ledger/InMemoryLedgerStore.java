package io.fieldline.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A ledger in memory; what it was given before a crash, it has after it. */
public final class InMemoryLedgerStore implements LedgerStore {

    private record Wait(DocumentKey waiting, DocumentKey awaited) {}

    /** Runs before and after each operation that writes. */
    Runnable hook = () -> {
    };

    final Map<EntryKey, LedgerEntry> entries = new LinkedHashMap<>();
    private final Map<DocumentKey, Long> changed = new HashMap<>();
    private final Map<Wait, Long> waits = new LinkedHashMap<>();
    private final Map<DocumentKey, QuarantinedDocument> quarantine = new LinkedHashMap<>();
    private long sequence;

    @Override
    public Map<DocumentKey, List<LedgerEntry>> of(Collection<DocumentKey> sources) {
        Map<DocumentKey, List<LedgerEntry>> found = new LinkedHashMap<>();
        sources.forEach(source -> found.put(source, entries.values().stream().filter(one -> one.key().source().equals(source))
                .sorted(Comparator.comparing(one -> one.key().part())).toList()));
        return found;
    }

    @Override
    public List<LedgerEntry> referring(String tenant, String books, Collection<String> ids) {
        return of(tenant, books).filter(one -> one.ref().filter(ref -> ids.contains(ref.id())).isPresent()).toList();
    }

    @Override
    public List<LedgerEntry> onDays(String tenant, String books, LocalDate from, LocalDate until) {
        return of(tenant, books).filter(LedgerEntry::stands)
                .filter(one -> !one.date().isBefore(from) && !one.date().isAfter(until)).toList();
    }

    @Override
    public List<LedgerEntry> underWay(String tenant, String books) {
        return of(tenant, books).filter(one -> one.intent().isPresent()).toList();
    }

    @Override
    public void keep(Collection<LedgerEntry> given) {
        hook.run();
        given.forEach(one -> {
            entries.put(one.key(), one);
            changed.put(one.key().source(), ++sequence);
        });
        hook.run();
    }

    @Override
    public Map<EntryKey, BigDecimal> settled(Collection<EntryKey> targets) {
        Map<EntryKey, BigDecimal> settled = new HashMap<>();
        entries.values().stream().flatMap(one -> one.content().stream()).flatMap(content -> content.applied().stream())
                .filter(one -> targets.contains(one.target()))
                .forEach(one -> settled.merge(one.target(), one.amount(), BigDecimal::add));
        return settled;
    }

    @Override
    public List<LedgerEntry> settling(EntryKey target) {
        return entries.values().stream().filter(one -> one.content().stream()
                .flatMap(content -> content.applied().stream()).anyMatch(applied -> applied.target().equals(target))).toList();
    }

    @Override
    public long position(String tenant, String books) {
        return sequence;
    }

    @Override
    public void awaits(Map<DocumentKey, ? extends Collection<DocumentKey>> awaited, long position) {
        hook.run();
        waits.keySet().removeIf(one -> awaited.containsKey(one.waiting()));
        awaited.forEach((waiting, some) -> some.forEach(one -> waits.put(new Wait(waiting, one), position)));
        hook.run();
    }

    @Override
    public void awaitsToo(DocumentKey waiting, Collection<DocumentKey> awaited, long position) {
        hook.run();
        awaited.forEach(one -> waits.put(new Wait(waiting, one), position));
        hook.run();
    }

    @Override
    public List<DocumentKey> ready(String tenant, String books, int limit) {
        return waits.entrySet().stream().filter(one -> changed.getOrDefault(one.getKey().awaited(), 0L) > one.getValue())
                .map(one -> one.getKey().waiting()).filter(one -> isOf(one, tenant, books)).distinct().limit(limit).toList();
    }

    @Override
    public List<DocumentKey> awaited(DocumentKey waiting) {
        return waits.keySet().stream().filter(one -> one.waiting().equals(waiting)).map(Wait::awaited)
                .sorted(Comparator.comparing(DocumentKey::written)).toList();
    }

    @Override
    public void quarantine(DocumentKey key, List<Gap> gaps, Instant now) {
        hook.run();
        QuarantinedDocument before = quarantine.getOrDefault(key,
                new QuarantinedDocument(key, Optional.empty(), Optional.empty(), gaps, now));
        quarantine.put(key, new QuarantinedDocument(key, before.number(), before.date(), gaps, before.since()));
        hook.run();
    }

    @Override
    public void describe(DocumentKey key, String number, LocalDate date) {
        hook.run();
        quarantine.computeIfPresent(key, (same, one) -> new QuarantinedDocument(key, Optional.of(number), Optional.of(date),
                one.gaps(), one.since()));
    }

    @Override
    public Map<DocumentKey, List<Gap>> gaps(Collection<DocumentKey> keys) {
        return quarantine.values().stream().filter(one -> keys.contains(one.key()))
                .collect(Collectors.toMap(QuarantinedDocument::key, QuarantinedDocument::gaps));
    }

    @Override
    public void release(Collection<DocumentKey> keys) {
        hook.run();
        quarantine.keySet().removeAll(keys);
    }

    @Override
    public List<QuarantinedDocument> quarantined(String tenant, String books) {
        return quarantine.values().stream().filter(one -> isOf(one.key(), tenant, books))
                .sorted(Comparator.comparing(QuarantinedDocument::since).thenComparing(one -> one.key().written())).toList();
    }

    @Override
    public long quarantinedCount(String tenant, String books) {
        return quarantined(tenant, books).size();
    }

    private Stream<LedgerEntry> of(String tenant, String books) {
        return entries.values().stream().filter(one -> isOf(one.key().source(), tenant, books));
    }

    private static boolean isOf(DocumentKey key, String tenant, String books) {
        return key.tenant().equals(tenant) && key.books().equals(books);
    }
}
