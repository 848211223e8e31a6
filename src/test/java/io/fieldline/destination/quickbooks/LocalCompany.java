package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCustomer;
import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.Line;
import io.fieldline.ledger.PostOutcome;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/** A company of the local QuickBooks, a store, and the books of one tenant over both. */
final class LocalCompany implements AutoCloseable {

    static final LocalDate DAY = LocalDate.of(2026, 10, 5);
    static final QuickBooksSettings UNLIMITED = QuickBooksSettings.usual()
            .withLimits(new QuickBooksSettings.Limits(0, 0, 0, 30));

    final QuickBooksStandIn quickBooks;
    final StateStore store;
    final QuickBooksCompanies companies;
    final Connection connection;
    final QuickBooks company;
    final Books books;
    final Map<Long, BooksCustomer> customers = new HashMap<>();
    boolean creates = true;
    private int requests;

    LocalCompany(Path folder) {
        this(folder, UNLIMITED);
    }

    LocalCompany(Path folder, QuickBooksSettings settings) {
        quickBooks = QuickBooksStandIn.start(settings);
        store = StateStore.open(StateStoreSettings.sqlite(folder), StateStore.Access.OWNER, InstantSource.system());
        companies = new QuickBooksCompanies(store.sealedTokens(), InstantSource.system());
        connection = connection(quickBooks, Map.of());
        company = new QuickBooks(companies, "acme", connection);
        books = company.books(store.customerLinks(), this::cards, () -> creates);
        for (long id = 1; id <= 3; id++) {
            customer(id, "Customer " + id);
        }
    }

    /** @param options in place of the usual ones */
    static Connection connection(QuickBooksStandIn quickBooks, Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>(
                Map.of("url", quickBooks.url().toString(), "realmId", QuickBooksSettings.REALM_ID, "clientId",
                        QuickBooksSettings.CLIENT_ID, "clientSecret", Secret.literal(QuickBooksSettings.CLIENT_SECRET),
                        "callsPerMinute",
                        600_000L));
        if (!options.containsKey("refreshToken")) {
            all.put("refreshToken", Secret.literal(quickBooks.connect()));
        }
        all.putAll(options);
        return new Connection("books", "quickbooks", all);
    }

    private Map<Long, BooksCustomer> cards(Collection<Long> ids) {
        Map<Long, BooksCustomer> found = new HashMap<>(customers);
        found.keySet().retainAll(ids);
        return found;
    }

    void customer(long id, String name) {
        customers.put(id, new BooksCustomer(id, name, Optional.of("c" + id + "@example.com"),
                Optional.of(new BooksCustomer.Address("1 Main St", "", "Springfield", "IL", "62701", "USA"))));
    }

    static EntryKey sale(long invoice) {
        return new EntryKey(new DocumentKey("acme", "books", DocumentKind.INVOICE, invoice),
                Family.SALE, 0);
    }

    static EntryKey money(long payment) {
        return new EntryKey(new DocumentKey("acme", "books", DocumentKind.PAYMENT, payment),
                Family.SETTLEMENT, 0);
    }

    static EntryKey application(long invoice) {
        return new EntryKey(new DocumentKey("acme", "books", DocumentKind.INVOICE, invoice),
                Family.APPLICATION, 0);
    }

    static Header header(long customer, String number) {
        return new Header(customer, DAY, Optional.of(DAY.plusDays(30)), number, "a memo", Optional.of("Net 30"),
                Optional.of("Springfield"), Optional.of("Springfield"), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Header moneyHeader(long customer, String number) {
        return new Header(customer, DAY, Optional.empty(), number, "", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of("Check"), Optional.of("Undeposited Funds"), Optional.of("Refund"));
    }

    static Line line(String item, String amount) {
        return new Line(item, "HVAC - Service", true, new BigDecimal(amount), item + " as agreed",
                Optional.of(new BigDecimal(2)));
    }

    static Content sale(long customer, String number, String tax, String... amounts) {
        List<Line> lines = new ArrayList<>();
        for (String amount : amounts) {
            lines.add(line("HVAC Service", amount));
        }
        return Content.sale(header(customer, number), lines, new BigDecimal(tax));
    }

    BooksWrite write(EntryKey entry, Form form, Optional<BooksRef> current, Optional<Content> before,
            Optional<Content> content, BooksWrite.Settled... settled) {
        return new BooksWrite("request-" + ++requests, entry, form, current, before, content, List.of(settled), List.of(),
                false);
    }

    BooksWrite creation(EntryKey entry, Content content, BooksWrite.Settled... settled) {
        return write(entry, content.form(), Optional.empty(), Optional.empty(), Optional.of(content), settled);
    }

    PostOutcome post(BooksWrite write) {
        return books.post(List.of(write)).get(0);
    }

    BooksRef create(EntryKey entry, Content content, BooksWrite.Settled... settled) {
        PostOutcome outcome = post(creation(entry, content, settled));
        if (outcome instanceof PostOutcome.Posted posted) {
            return posted.ref();
        }
        throw new AssertionError(outcome);
    }

    JsonNode record(String entity, BooksRef ref) {
        return quickBooks.owner().record(entity, ref.id());
    }

    int writes() {
        return quickBooks.calls().entrySet().stream().filter(call -> call.getKey().startsWith("POST "))
                .filter(call -> !call.getKey().equals("POST batch")).mapToInt(Map.Entry::getValue).sum();
    }

    @Override
    public void close() {
        company.close();
        store.close();
        quickBooks.close();
    }
}
