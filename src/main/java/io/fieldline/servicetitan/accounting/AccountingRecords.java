package io.fieldline.servicetitan.accounting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.ReadPage;
import io.fieldline.ledger.coding.SourceDeposit;
import io.fieldline.ledger.coding.SourceDocuments;
import io.fieldline.ledger.coding.SourcePayment;
import io.fieldline.ledger.coding.SourceSale;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.customer.Lists;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.ServiceTitanAccount;

/**
 * Pages of rows of accounting, as the feeds and lists bring them, as documents that can be coded. What the rows do not say
 * themselves is read for a whole page together, and only where the coding asks for it.
 */
public final class AccountingRecords implements SourceDocuments {

    static final String ACCOUNTING = "accounting";
    private static final Map<DocumentKind, String> COLLECTIONS = Map.of(DocumentKind.INVOICE, "invoices", DocumentKind.PAYMENT,
            "payments", DocumentKind.CREDIT_MEMO, "credit-memos", DocumentKind.BANK_DEPOSIT, "bank-deposits");

    private final String tenant;
    private final String books;
    private final Catalog catalog;
    private final Lists lists;
    private final LedgerStore ledger;

    /** @param books the connection that documents are posted to */
    public AccountingRecords(String tenant, String books, ServiceTitanAccount account, ServiceTitanClient client,
            Catalog catalog, LedgerStore ledger) {
        this.tenant = tenant;
        this.books = books;
        this.catalog = catalog;
        this.lists = new Lists(client, account);
        this.ledger = ledger;
    }

    @Override
    public ReadPage<SourceSale> invoices(List<Map<String, Object>> rows, Coding coding) {
        List<Row> page = page(rows);
        InvoiceReading reading = new InvoiceReading(around(coding).ofInvoices(page));
        return read(page, row -> reading.read(key(DocumentKind.INVOICE, row.id()), row));
    }

    @Override
    public ReadPage<SourcePayment> payments(List<Map<String, Object>> rows, Coding coding) {
        List<Row> page = page(rows);
        PaymentReading reading = new PaymentReading(around(coding).ofPayments(page));
        return read(page, row -> reading.read(key(DocumentKind.PAYMENT, row.id()), row));
    }

    /** Their lines are read too. */
    @Override
    public ReadPage<SourceSale> creditMemos(List<Map<String, Object>> rows, Coding coding) {
        List<Row> page = page(rows);
        List<Row> items = items(PageReader.gather(page, row -> List.of(row.id())));
        Map<Long, List<Row>> lines = items.stream().collect(Collectors.groupingBy(item -> item.number("creditMemoId")
                .orElse(0L)));
        CreditMemoReading reading = new CreditMemoReading(around(coding).ofCreditMemos(page, items));
        return read(page, row -> reading.read(key(DocumentKind.CREDIT_MEMO, row.id()), row,
                lines.getOrDefault(row.id(), List.of())));
    }

    /** Their transactions are payments, by the payments' ids. */
    @Override
    public ReadPage<SourceDeposit> deposits(List<Map<String, Object>> rows) {
        Operation transactions = list(ACCOUNTING, "bank-deposits/transactions");
        return read(page(rows), row -> DepositReading.read(key(DocumentKind.BANK_DEPOSIT, row.id()), row,
                page(lists.of(transactions, row.id()))));
    }

    @Override
    public List<Map<String, Object>> depositsChangedSince(Instant since) {
        return lists.all(list(ACCOUNTING, COLLECTIONS.get(DocumentKind.BANK_DEPOSIT)),
                List.of(new QueryValue("modifiedOnOrAfter", since.truncatedTo(ChronoUnit.SECONDS).toString())));
    }

    @Override
    public List<Map<String, Object>> byIds(DocumentKind kind, Collection<Long> ids) {
        Set<Long> wanted = new HashSet<>(ids);
        Operation list = list(ACCOUNTING, COLLECTIONS.get(kind));
        // A list may ignore what it is asked for, and then any record would come.
        return lists.inBatches(list, "ids", wanted, Lists.inactive(list)).stream()
                .filter(row -> row.get("id") instanceof Long id && wanted.contains(id)).toList();
    }

    @Override
    public List<Map<String, Object>> between(DocumentKind kind, LocalDate from, LocalDate until) {
        return new DocumentsOfDays(lists).read(kind, list(ACCOUNTING, COLLECTIONS.get(kind)), from, until);
    }

    @Override
    public Set<Long> invoicesOfJobsCompletedSince(Instant since) {
        // A cancelled job can have a time of completion too.
        List<QueryValue> query = List.of(new QueryValue("completedOnOrAfter", since.truncatedTo(ChronoUnit.SECONDS).toString()),
                new QueryValue("jobStatus", "Completed"));
        return lists.all(list("jpm", "jobs"), query).stream().map(Row::new)
                .flatMap(job -> job.number("invoiceId").stream()).collect(Collectors.toSet());
    }

    private List<Row> items(Set<Long> memos) {
        Operation list = list(ACCOUNTING, "credit-memos/credit-memo-items");
        return lists.inBatches(list, "creditMemoIds", memos, Lists.inactive(list)).stream().map(Row::new).toList();
    }

    private PageReader around(Coding coding) {
        return new PageReader(coding, lists, this::list, this::known,
                invoices -> page(byIds(DocumentKind.INVOICE, invoices)));
    }

    /** Those of the invoices that the ledger posted. */
    private Set<Long> known(Set<Long> invoices) {
        List<DocumentKey> keys = invoices.stream().map(id -> key(DocumentKind.INVOICE, id)).toList();
        return ledger.of(keys).entrySet().stream()
                .filter(found -> found.getValue().stream().anyMatch(entry -> !entry.adopted()))
                .map(found -> found.getKey().id())
                .collect(Collectors.toSet());
    }

    private Operation list(String module, String collection) {
        return catalog.collection(module, collection).operation("list");
    }

    private DocumentKey key(DocumentKind kind, long id) {
        return new DocumentKey(tenant, books, kind, id);
    }

    private static List<Row> page(List<Map<String, Object>> rows) {
        return rows.stream().map(Row::new).toList();
    }

    private static <T> ReadPage<T> read(List<Row> page, Function<Row, T> reading) {
        List<T> documents = new ArrayList<>();
        List<ReadPage.Refused> refused = new ArrayList<>();
        for (Row row : page) {
            try {
                documents.add(reading.apply(row));
            } catch (RejectedRecordException unreadable) {
                refused.add(new ReadPage.Refused(row.fields(), unreadable));
            }
        }
        return new ReadPage<>(documents, refused);
    }
}
