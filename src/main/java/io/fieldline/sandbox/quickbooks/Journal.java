package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The books: what each transaction debits and credits. Not safe for use by many threads. */
final class Journal {

    private record Key(EntityKind kind, String id) {}

    /** The postings of one transaction. */
    record Entry(EntityKind kind, String id, LocalDate date, List<Posting> postings) {}

    private final UnitOfWork work;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private final Map<String, BigDecimal> balances = new TreeMap<>();

    Journal(UnitOfWork work) {
        this.work = work;
    }

    /**
     * Books a transaction, in place of what was booked for it before.
     *
     * @throws IllegalStateException where debits and credits differ, which no request may bring about
     */
    void book(EntityKind kind, String id, LocalDate date, List<Posting> postings) {
        BigDecimal sum = sum(postings);
        if (sum.signum() != 0) {
            throw new IllegalStateException(kind.apiName() + " " + id + " is out of balance by " + sum);
        }
        exchange(new Key(kind, id), new Entry(kind, id, date, List.copyOf(postings)));
    }

    void strike(EntityKind kind, String id) {
        exchange(new Key(kind, id), null);
    }

    /** Debits less credits of an account, or of a customer's receivables as in {@link #receivableKey}. */
    BigDecimal balance(String account) {
        return balances.getOrDefault(account, Fields.cents(BigDecimal.ZERO));
    }

    /** Debits less credits of each account that has any, on the evening of a day. */
    Map<String, BigDecimal> balancesOn(LocalDate day) {
        Map<String, BigDecimal> result = new TreeMap<>();
        entries.values().stream().filter(entry -> !entry.date().isAfter(day))
                .forEach(entry -> entry.postings()
                        .forEach(posting -> result.merge(posting.account(), posting.amount(), BigDecimal::add)));
        return result;
    }

    /** The entries that touch an account, in the order in which their transactions were first booked. */
    List<Entry> entriesOf(String account) {
        return entries.values().stream()
                .filter(entry -> entry.postings().stream().anyMatch(posting -> posting.account().equals(account))).toList();
    }

    List<Posting> postings(EntityKind kind, String id) {
        Entry entry = entries.get(new Key(kind, id));
        return entry == null ? List.of() : entry.postings();
    }

    static String receivableKey(String account, String customer) {
        return account + "/" + customer;
    }

    static BigDecimal sum(List<Posting> postings) {
        return postings.stream().map(Posting::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void exchange(Key key, Entry next) {
        Entry before = next == null ? entries.remove(key) : entries.put(key, next);
        count(before, -1);
        count(next, 1);
        work.did(() -> {
            count(next, -1);
            count(before, 1);
            if (before == null) {
                entries.remove(key);
            } else {
                entries.put(key, before);
            }
        });
    }

    private void count(Entry entry, int sign) {
        List<Posting> postings = entry == null ? new ArrayList<>() : entry.postings();
        for (Posting posting : postings) {
            BigDecimal amount = posting.amount().multiply(BigDecimal.valueOf(sign));
            balances.merge(posting.account(), amount, BigDecimal::add);
            if (!posting.customer().isEmpty()) {
                balances.merge(receivableKey(posting.account(), posting.customer()), amount, BigDecimal::add);
            }
        }
    }
}
