package io.fieldline.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is still open of documents in the books, while a page of payments and credits is given out on them. Nothing is applied
 * twice, and nothing beyond what is open, whatever ServiceTitan says: the books would refuse it.
 */
final class OpenAmounts {

    private final LedgerStore store;
    private final Map<DocumentKey, List<LedgerEntry>> entries = new HashMap<>();
    private final Map<EntryKey, BigDecimal> open = new HashMap<>();

    OpenAmounts(LedgerStore store) {
        this.store = store;
    }

    /** Looks at documents together, so that each is not asked for by itself. */
    void read(List<DocumentKey> sources) {
        List<DocumentKey> unknown = sources.stream().filter(key -> !entries.containsKey(key)).distinct().toList();
        Map<DocumentKey, List<LedgerEntry>> found = store.of(unknown);
        unknown.forEach(key -> entries.put(key, found.getOrDefault(key, List.of())));
        List<LedgerEntry> standing = unknown.stream().flatMap(key -> standing(key).stream()).toList();
        Map<EntryKey, BigDecimal> settled = store.settled(standing.stream().map(LedgerEntry::key).toList());
        standing.forEach(entry -> open.put(entry.key(),
                entry.content().orElseThrow().total().abs().subtract(settled.getOrDefault(entry.key(), Cents.ZERO))));
    }

    void readAgain(DocumentKey source) {
        entries.remove(source);
        read(List.of(source));
    }

    boolean known(DocumentKey source) {
        return !standing(source).isEmpty();
    }

    /** What an entry settles is open again, because it is about to be given out anew. */
    void giveBack(LedgerEntry entry) {
        entry.content().ifPresent(content -> content.applied()
                .forEach(one -> open.computeIfPresent(one.target(), (key, amount) -> amount.add(one.amount()))));
    }

    /**
     * Gives out up to an amount on a document's parts, in their order, where the customer is the same.
     *
     * @param form of the parts that it is given out on
     */
    List<Applied> take(DocumentKey source, Form form, long customer, BigDecimal amount) {
        List<Applied> taken = new ArrayList<>();
        BigDecimal left = amount;
        for (LedgerEntry entry : standing(source)) {
            BigDecimal part = left.min(open.get(entry.key()));
            if (entry.form() == form && part.signum() > 0
                    && entry.content().orElseThrow().header().customer() == customer) {
                taken.add(new Applied(entry.key(), part));
                take(entry, part);
                left = left.subtract(part);
            }
        }
        return taken;
    }

    void take(LedgerEntry entry, BigDecimal amount) {
        open.merge(entry.key(), amount.negate(), BigDecimal::add);
    }

    BigDecimal of(LedgerEntry entry) {
        return open.get(entry.key());
    }

    /** Sales that stand, adopted ones too. */
    List<LedgerEntry> standing(DocumentKey source) {
        return entries.get(source).stream().filter(LedgerEntry::stands)
                .filter(entry -> entry.key().family() == Family.SALE).toList();
    }
}
