package io.fieldline.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.QuarantinedDocument;

/** What a document settles is kept beside its content as well, so that what is open of another can be added up. */
final class JdbcLedgerStore implements LedgerStore {

    private static final String OF_BOOKS = "tenant = ? and books = ? ";
    private static final String SELECT = "select " + LedgerRows.COLUMNS + " from ledger_entry where " + OF_BOOKS;
    private static final String COLUMNS_OF_ENTRY = List.of(LedgerRows.COLUMNS.split(", ")).stream()
            .map(column -> "e." + column).collect(Collectors.joining(", "));
    private static final String OF_ENTRY = OF_BOOKS + "and source = ? and family = ? and part = ?";

    private final StateDatabase database;

    JdbcLedgerStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public Map<DocumentKey, List<LedgerEntry>> of(Collection<DocumentKey> sources) {
        Map<DocumentKey, List<LedgerEntry>> found = new LinkedHashMap<>();
        sources.forEach(source -> found.put(source, new ArrayList<>()));
        byBooks(sources).forEach((books, keys) -> database.query(
                SELECT + "and source " + database.dialect().membersOfJsonArray() + " order by source, family, part",
                LedgerRows::entry, books.get(0), books.get(1), texts(keys))
                .forEach(entry -> found.get(entry.key().source()).add(entry)));
        return found;
    }

    @Override
    public List<LedgerEntry> referring(String tenant, String books, Collection<String> ids) {
        return database.query(
                SELECT + "and ref_id " + database.dialect().membersOfJsonArray() + " order by source, family, part",
                LedgerRows::entry, tenant, books, StateDatabase.jsonArray(List.copyOf(ids)));
    }

    @Override
    public List<LedgerEntry> onDays(String tenant, String books, LocalDate from, LocalDate until) {
        return database.query(SELECT + "and content is not null and day between ? and ? order by source, family, part",
                LedgerRows::entry, tenant, books, from.toString(), until.toString());
    }

    @Override
    public List<LedgerEntry> underWay(String tenant, String books) {
        return database.query(SELECT + "and intent is not null order by source, family, part", LedgerRows::entry, tenant,
                books);
    }

    @Override
    public void keep(Collection<LedgerEntry> entries) {
        database.unitOfWork().execute(() -> {
            Map<List<String>, Long> positions = new HashMap<>();
            List<Object[]> rows = new ArrayList<>();
            List<Object[]> places = new ArrayList<>();
            List<Object[]> applied = new ArrayList<>();
            entries.forEach(entry -> {
                DocumentKey source = entry.key().source();
                long position = positions.computeIfAbsent(List.of(source.tenant(), source.books()),
                        books -> position(source.tenant(), source.books()) + 1);
                rows.add(LedgerRows.values(entry, position));
                places.add(place(entry.key()));
                entry.content().ifPresent(content -> applied(entry.key(), content, applied));
            });
            database.batch("delete from ledger_entry where " + OF_ENTRY, places);
            database.batch("delete from ledger_applied where " + OF_ENTRY, places);
            database.batch("insert into ledger_entry (" + LedgerRows.COLUMNS
                    + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
            database.batch("insert into ledger_applied (tenant, books, source, family, part, target, target_part, amount) "
                    + "values (?, ?, ?, ?, ?, ?, ?, ?)", applied);
            return null;
        });
    }

    private static Object[] place(EntryKey key) {
        return new Object[]{key.source().tenant(), key.source().books(), LedgerRows.text(key.source()), key.family().name(),
                key.part() };
    }

    private static void applied(EntryKey key, Content content, List<Object[]> rows) {
        Map<EntryKey, BigDecimal> amounts = new LinkedHashMap<>();
        content.applied().forEach(one -> amounts.merge(one.target(), one.amount(), BigDecimal::add));
        amounts.forEach((target, amount) -> rows.add(new Object[]{key.source().tenant(), key.source().books(),
                LedgerRows.text(key.source()), key.family().name(), key.part(), LedgerRows.text(target.source()),
                target.part(), amount.toPlainString() }));
    }

    @Override
    public Map<EntryKey, BigDecimal> settled(Collection<EntryKey> targets) {
        Map<EntryKey, BigDecimal> settled = new HashMap<>();
        byBooks(targets.stream().map(EntryKey::source).toList()).forEach((books, keys) -> database.query(
                "select target, target_part, amount from ledger_applied where " + OF_BOOKS + "and target "
                        + database.dialect().membersOfJsonArray(),
                row -> settled.merge(
                        LedgerRows.target(LedgerRows.source(books.get(0), books.get(1), row.getString(1)), row.getInt(2)),
                        new BigDecimal(row.getString(3)), BigDecimal::add),
                books.get(0), books.get(1), texts(keys)));
        settled.keySet().retainAll(Set.copyOf(targets));
        return settled;
    }

    @Override
    public List<LedgerEntry> settling(EntryKey target) {
        DocumentKey source = target.source();
        return database.query("select " + COLUMNS_OF_ENTRY + """
                 from ledger_entry e join ledger_applied a on a.tenant = e.tenant and a.books = e.books
                and a.source = e.source and a.family = e.family and a.part = e.part
                where a.tenant = ? and a.books = ? and a.target = ? and a.target_part = ?
                order by e.position, e.source, e.family, e.part
                """, LedgerRows::entry, source.tenant(), source.books(), LedgerRows.text(source), target.part());
    }

    @Override
    public long position(String tenant, String books) {
        return database.find("select coalesce(max(position), 0) from ledger_entry where " + OF_BOOKS, row -> row.getLong(1),
                tenant, books).orElse(0L);
    }

    @Override
    public void awaits(Map<DocumentKey, ? extends Collection<DocumentKey>> awaited, long position) {
        database.unitOfWork().execute(() -> {
            database.batch("delete from ledger_wait where " + OF_BOOKS + "and waiting = ?", places(awaited.keySet()));
            awaited.forEach((waiting, some) -> awaitsToo(waiting, some, position));
            return null;
        });
    }

    @Override
    public void awaitsToo(DocumentKey waiting, Collection<DocumentKey> awaited, long position) {
        database.batch("""
                insert into ledger_wait (tenant, books, waiting, awaited, position) values (?, ?, ?, ?, ?)
                on conflict (tenant, books, waiting, awaited) do update set position = excluded.position
                """, awaited.stream().map(one -> new Object[]{waiting.tenant(), waiting.books(), LedgerRows.text(waiting),
                LedgerRows.text(one), position }).toList());
    }

    @Override
    public List<DocumentKey> ready(String tenant, String books, int limit) {
        return database.query("""
                select distinct w.waiting from ledger_wait w where w.tenant = ? and w.books = ? and exists (
                    select 1 from ledger_entry e where e.tenant = w.tenant and e.books = w.books and e.source = w.awaited
                    and e.position > w.position)
                order by w.waiting limit ?
                """, row -> LedgerRows.source(tenant, books, row.getString(1)), tenant, books, limit);
    }

    @Override
    public List<DocumentKey> awaited(DocumentKey waiting) {
        return database.query("select awaited from ledger_wait where " + OF_BOOKS + "and waiting = ? order by awaited",
                row -> LedgerRows.source(waiting.tenant(), waiting.books(), row.getString(1)), waiting.tenant(),
                waiting.books(), LedgerRows.text(waiting));
    }

    @Override
    public void quarantine(DocumentKey key, List<Gap> gaps, Instant now) {
        database.update("""
                insert into ledger_quarantine (tenant, books, source, gaps, since) values (?, ?, ?, ?, ?)
                on conflict (tenant, books, source) do update set gaps = excluded.gaps
                """, key.tenant(), key.books(), LedgerRows.text(key), LedgerRows.gaps(gaps), TimeText.of(now));
    }

    @Override
    public void describe(DocumentKey key, String number, LocalDate date) {
        database.update("update ledger_quarantine set number = ?, day = ? where " + OF_BOOKS + "and source = ?", number,
                date.toString(), key.tenant(), key.books(), LedgerRows.text(key));
    }

    @Override
    public Map<DocumentKey, List<Gap>> gaps(Collection<DocumentKey> keys) {
        Map<DocumentKey, List<Gap>> gaps = new HashMap<>();
        byBooks(keys).forEach((books, some) -> database.query(
                "select source, gaps from ledger_quarantine where " + OF_BOOKS + "and source "
                        + database.dialect().membersOfJsonArray(),
                row -> gaps.put(LedgerRows.source(books.get(0), books.get(1), row.getString(1)),
                        LedgerRows.gaps(row.getString(2))),
                books.get(0), books.get(1), texts(some)));
        return gaps;
    }

    @Override
    public void release(Collection<DocumentKey> keys) {
        database.batch("delete from ledger_quarantine where " + OF_BOOKS + "and source = ?", places(keys));
    }

    private static List<Object[]> places(Collection<DocumentKey> keys) {
        return keys.stream().map(key -> new Object[]{key.tenant(), key.books(), LedgerRows.text(key) }).toList();
    }

    @Override
    public List<QuarantinedDocument> quarantined(String tenant, String books) {
        return database.query(
                "select source, number, day, gaps, since from ledger_quarantine where " + OF_BOOKS + "order by since, source",
                row -> new QuarantinedDocument(LedgerRows.source(tenant, books, row.getString(1)),
                        Optional.ofNullable(row.getString(2)), Optional.ofNullable(row.getString(3)).map(LocalDate::parse),
                        LedgerRows.gaps(row.getString(4)), TimeText.parse(row.getString(5))),
                tenant, books);
    }

    @Override
    public long quarantinedCount(String tenant, String books) {
        return database.find("select count(*) from ledger_quarantine where " + OF_BOOKS, row -> row.getLong(1), tenant, books)
                .orElse(0L);
    }

    private static Map<List<String>, List<DocumentKey>> byBooks(Collection<DocumentKey> keys) {
        return keys.stream().distinct().collect(Collectors.groupingBy(key -> List.of(key.tenant(), key.books())));
    }

    private static String texts(List<DocumentKey> keys) {
        return StateDatabase.jsonArray(keys.stream().map(LedgerRows::text).toList());
    }
}
