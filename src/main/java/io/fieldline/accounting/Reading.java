package io.fieldline.accounting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Judged;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.coding.Coder;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.DepositCoder;
import io.fieldline.ledger.coding.ReadPage;
import io.fieldline.ledger.coding.SourceDeposit;
import io.fieldline.ledger.coding.SourceDocuments;
import io.fieldline.ledger.coding.SourcePayment;
import io.fieldline.ledger.coding.SourceSale;

/**
 * What rows of ServiceTitan mean to the books, by the coding as it is now.
 *
 * @param sales invoices and credit memos that could be read
 * @param payments those that could be read
 * @param deposits those that could be read
 * @param judged what each of them means, in the order of the rows
 * @param refused rows that could not be read
 */
record Reading(List<SourceSale> sales, List<SourcePayment> payments, List<SourceDeposit> deposits, List<Judged> judged,
        List<ReadPage.Refused> refused) {

    /** Which of some documents the ledger posted. */
    @FunctionalInterface
    interface Ours {
        Set<DocumentKey> of(List<DocumentKey> documents);
    }

    static Reading of(DocumentKind kind, List<Map<String, Object>> rows, SourceDocuments documents, Coding coding,
            BooksCatalogue catalogue, LedgerStore ledger) {
        return of(kind, rows, documents, coding, catalogue, posted(ledger));
    }

    static Reading of(DocumentKind kind, List<Map<String, Object>> rows, SourceDocuments documents, Coding coding,
            BooksCatalogue catalogue, Ours ours) {
        List<Map<String, Object>> once = once(rows);
        Coder coder = new Coder(coding, catalogue);
        if (kind == DocumentKind.PAYMENT) {
            ReadPage<SourcePayment> page = documents.payments(once, coding);
            return new Reading(List.of(), page.documents(), List.of(),
                    judged(page.documents(), SourcePayment::key, coder::payment, ours), page.refused());
        }
        if (kind == DocumentKind.BANK_DEPOSIT) {
            ReadPage<SourceDeposit> page = documents.deposits(once);
            return new Reading(List.of(), List.of(), page.documents(),
                    judged(page.documents(), SourceDeposit::key, new DepositCoder(coding, catalogue)::deposit, ours),
                    page.refused());
        }
        ReadPage<SourceSale> page = kind == DocumentKind.INVOICE
                ? documents.invoices(once, coding)
                : documents.creditMemos(once, coding);
        return new Reading(page.documents(), List.of(), List.of(),
                judged(page.documents(), SourceSale::key, coder::sale, ours), page.refused());
    }

    /** The later of two rows of one document counts. */
    private static List<Map<String, Object>> once(List<Map<String, Object>> rows) {
        Map<Object, Map<String, Object>> byId = new LinkedHashMap<>();
        List<Map<String, Object>> nameless = new ArrayList<>();
        rows.forEach(row -> {
            if (row.get("id") == null) {
                nameless.add(row);
            } else {
                byId.put(row.get("id"), row);
            }
        });
        nameless.addAll(0, byId.values());
        return nameless;
    }

    private interface Judging<T> {
        Verdict of(T document, boolean ours);
    }

    private static <T> List<Judged> judged(List<T> documents, Function<T, DocumentKey> key, Judging<T> judging, Ours ours) {
        Set<DocumentKey> posted = ours.of(documents.stream().map(key).toList());
        return documents.stream()
                .map(one -> new Judged(key.apply(one), judging.of(one, posted.contains(key.apply(one))))).toList();
    }

    /** Those that it posted itself; one that was there before is not ours. */
    static Ours posted(LedgerStore ledger) {
        return documents -> ledger.of(documents).entrySet().stream()
                .filter(found -> found.getValue().stream().anyMatch(entry -> !entry.adopted())).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
