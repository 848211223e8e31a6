package io.fieldline.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * On which documents in the books a payment or a credit goes. An invoice that is not in the books yet is waited for; one from
 * before the cut-over is looked for there by its number.
 */
final class Allocations {

    private final LedgerStore store;
    private final Books books;
    private final OpenAmounts open;
    private final Map<DocumentKey, List<Gap>> missing = new LinkedHashMap<>();
    private final Map<DocumentKey, Set<DocumentKey>> awaited = new LinkedHashMap<>();

    Allocations(LedgerStore store, Books books) {
        this.store = store;
        this.books = books;
        this.open = new OpenAmounts(store);
    }

    /** Reads what the documents may go on, all of it together. */
    void read(Map<DocumentKey, Verdict.Wanted> documents) {
        Collection<DocumentKey> all = documents.entrySet().stream().flatMap(one -> Stream.concat(Stream.of(one.getKey()),
                one.getValue().settles().stream().map(settling -> invoice(one.getKey(), settling)))).toList();
        open.read(List.copyOf(all));
        documents.forEach((key, wanted) -> wanted.content().ifPresent(content -> wanted.settles().stream()
                .filter(Verdict.Settling::older).filter(settling -> !open.known(invoice(key, settling)))
                .forEach(settling -> adopt(key, content.header().customer(), settling))));
    }

    private void adopt(DocumentKey key, long customer, Verdict.Settling settling) {
        Optional<Books.FoundInvoice> found = books.find(settling.number(), customer);
        if (found.isEmpty() && key.kind() != DocumentKind.PAYMENT) {
            // A credit stands without what it is for; money that nobody can place does not.
            return;
        }
        if (found.isEmpty()) {
            missing.computeIfAbsent(key, none -> new ArrayList<>()).add(new Gap("invoice", settling.number(),
                    "it settles invoice " + settling.number() + " of before the cut-over, which the books do not have",
                    Optional.empty()));
            return;
        }
        EntryKey entry = new EntryKey(invoice(key, settling), Family.SALE, 0);
        store.keep(List.of(LedgerEntry.adopted(entry, customer, settling.number(), found.get())));
        open.readAgain(entry.source());
    }

    /** Why documents cannot be posted; to be asked after {@link #read}. */
    Map<DocumentKey, List<Gap>> missing() {
        return missing;
    }

    /** What a document is to be derived anew after, because less was open than it settles. */
    Set<DocumentKey> awaited(DocumentKey key) {
        return awaited.getOrDefault(key, Set.of());
    }

    /** @param own what the document settled until now, in the open period */
    List<Applied> payment(DocumentKey key, Content content, List<Verdict.Settling> settles, List<LedgerEntry> own) {
        own.forEach(open::giveBack);
        return onInvoices(key, content.header().customer(), content.total(), settles);
    }

    /**
     * Credits on invoices, both sides of it in equal amounts: first on what the same document owes, then on what ServiceTitan
     * says.
     *
     * @param own the applications until now, in the open period
     * @return one content for each customer
     */
    List<Content> credits(DocumentKey key, List<Verdict.Settling> settles, List<LedgerEntry> own) {
        own.forEach(open::giveBack);
        Map<Header.Group, Content> contents = new LinkedHashMap<>();
        for (LedgerEntry credit : open.standing(key).stream().filter(one -> one.form() == Form.CREDIT).toList()) {
            Header header = credit.content().orElseThrow().header();
            List<Applied> applied = new ArrayList<>(open.take(key, Form.INVOICE, header.customer(), open.of(credit)));
            applied.addAll(onInvoices(key, header.customer(), open.of(credit).subtract(total(applied)), settles));
            if (!applied.isEmpty()) {
                open.take(credit, total(applied));
                applied.add(new Applied(credit.key(), total(applied)));
                contents.merge(header.group(), Content.application(header, applied), Allocations::together);
            }
        }
        return List.copyOf(contents.values());
    }

    private static Content together(Content one, Content other) {
        return one.applying(Stream.concat(one.applied().stream(), other.applied().stream()).toList());
    }

    private static BigDecimal total(List<Applied> applied) {
        return Cents.sum(applied.stream().map(Applied::amount));
    }

    private List<Applied> onInvoices(DocumentKey key, long customer, BigDecimal amount, List<Verdict.Settling> settles) {
        List<Applied> applied = new ArrayList<>();
        List<DocumentKey> notYet = new ArrayList<>();
        BigDecimal left = amount;
        for (Verdict.Settling settling : settles) {
            BigDecimal part = settling.amount().min(left).max(Cents.ZERO);
            List<Applied> taken = open.take(invoice(key, settling), Form.INVOICE, customer, part);
            BigDecimal given = total(taken);
            applied.addAll(taken);
            left = left.subtract(given);
            if (given.compareTo(part) < 0) {
                notYet.add(invoice(key, settling));
            }
        }
        awaited.computeIfAbsent(key, none -> new LinkedHashSet<>()).addAll(notYet);
        return applied;
    }

    private static DocumentKey invoice(DocumentKey key, Verdict.Settling settling) {
        return new DocumentKey(key.tenant(), key.books(), DocumentKind.INVOICE, settling.invoice());
    }
}
