package io.fieldline.crm;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.destination.quickbooks.QuickBooks;
import io.fieldline.destination.quickbooks.QuickBooksCompanies;
import io.fieldline.destination.quickbooks.QuickBooksCustomers;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.Judged;
import io.fieldline.ledger.Line;
import io.fieldline.ledger.OpenPeriod;
import io.fieldline.ledger.Poster;
import io.fieldline.ledger.Result;
import io.fieldline.ledger.Verdict;
import io.fieldline.mapping.FieldMappings;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.InMemoryRunStore;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.Run;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.Conflict;
import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.PairCounts;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.Tenant;

/** One tenant's customers, kept in step with the local QuickBooks by the shipped mapping, and documents posted beside it. */
final class BooksOffice implements AutoCloseable {

    static final String CUSTOMER = "Customer";
    private static final LocalDate DAY = LocalDate.of(2026, 10, 5);

    final QuickBooksStandIn quickBooks;
    final EnteredCustomers serviceTitan;
    final StateStore store;
    final QuickBooksCustomers customers;
    private final QuickBooks company;
    private final Books books;
    private final CustomerSync sync;
    private final FixedTenants tenants = new FixedTenants();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private Instant now = Instant.parse("2026-10-05T14:00:00Z");
    private String position;

    BooksOffice(Path folder) {
        serviceTitan = new EnteredCustomers(() -> now);
        quickBooks = QuickBooksStandIn.start(
                QuickBooksSettings.usual().withLimits(new QuickBooksSettings.Limits(0, 0, 0, 30)), () -> now);
        store = StateStore.open(StateStoreSettings.sqlite(folder), StateStore.Access.OWNER, () -> now);
        QuickBooksCompanies companies = new QuickBooksCompanies(store.sealedTokens(), () -> now);
        Connection connection = new Connection("books", "quickbooks", Map.of("url", quickBooks.url().toString(), "tokenUrl",
                quickBooks.url() + "/oauth2/v1/tokens/bearer", "realmId", QuickBooksSettings.REALM_ID, "clientId",
                QuickBooksSettings.CLIENT_ID, "clientSecret", Secret.literal(QuickBooksSettings.CLIENT_SECRET), "refreshToken",
                Secret.literal(quickBooks.connect()), "callsPerMinute", 600_000L));
        company = new QuickBooks(companies, "acme", connection);
        books = company.books(store.customerLinks(), serviceTitan::cards, () -> true);
        customers = new QuickBooksCustomers(companies, store.customerLinks(), "acme", connection, Set.of());
        InMemoryRunStore runs = new InMemoryRunStore();
        runs.save(new Run("r1", new StreamKey("acme", "customer-to-quickbooks", "crm/customers"), Run.Kind.POLL, now, now,
                Counts.NONE, null, Run.Outcome.COMPLETE, ""));
        sync = new CustomerSync(tenants, (tenant, name) -> customers, (tenant, name) -> serviceTitan,
                new FieldMappings(ConfigurationFolder.in(Path.of("no-such-folder")), refusal -> {
                }), store.pairs(), store.contactCopy(), store.checkpoints(), runs, () -> now);
        settings(connection, "ask", true);
    }

    private void settings(Connection connection, String merged, boolean back) {
        Map<String, FlowSettings> flows = new HashMap<>();
        flows.put("customer-to-quickbooks", new FlowSettings("customer-to-quickbooks", Duration.ofMinutes(1),
                Map.of("connection", "books", "mapping", "customer-quickbooks", "country", "US", "mergedInServiceTitan",
                        merged)));
        if (back) {
            flows.put("quickbooks-to-customer", new FlowSettings("quickbooks-to-customer", Duration.ofMinutes(1),
                    Map.of("connection", "books", "deletedInCrm", "ask")));
        }
        tenants.apply(new Tenant("acme", "Acme", ZoneOffset.UTC, null, Map.of("books", connection), flows));
    }

    void merged(String setting) {
        settings(tenants.find("acme").orElseThrow().connections().get("books"), setting, true);
    }

    /** A minute later, customers that changed in ServiceTitan are looked at. */
    PairCounts look(long... ids) {
        now = now.plusSeconds(60);
        Exchange exchange = exchange("customer-to-quickbooks", "crm/customers");
        exchange.getMessage().setBody(
                new RecordPage("crm/customers", LongStream.of(ids).mapToObj(serviceTitan::row).toList(), null));
        sync.customersChanged(exchange);
        return exchange.getVariable("pairs", PairCounts.class);
    }

    /** A moment later, contacts are looked at that the feed gave. */
    PairCounts lookAtContacts(List<Map<String, Object>> rows) {
        now = now.plusSeconds(1);
        Exchange exchange = exchange("customer-to-quickbooks", "crm/customers/contacts");
        exchange.getMessage().setBody(new RecordPage("crm/customers/contacts", rows, null));
        sync.customersChanged(exchange);
        return exchange.getVariable("pairs", PairCounts.class);
    }

    Instant now() {
        return now;
    }

    /** A minute later, what changed in QuickBooks since the last look is looked at. */
    void lookBack() {
        now = now.plusSeconds(60);
        boolean more = true;
        while (more) {
            Crm.Changes changes = customers.changes(position);
            Exchange exchange = exchange("quickbooks-to-customer", "books");
            exchange.getMessage().setBody(new ArrayList<>(changes.records()));
            sync.recordsChanged(exchange);
            position = changes.next();
            more = changes.more();
        }
    }

    private Exchange exchange(String flow, String stream) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(DeliveryProperties.STREAM, new StreamKey("acme", flow, stream));
        return exchange;
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    List<Conflict> waiting() {
        return store.pairs().conflicts().list("acme", null, 100);
    }

    /** @return what is left to decide about the same records */
    List<Conflict> resolve(Conflict conflict, String take) {
        now = now.plusSeconds(60);
        return sync.resolve(conflict, take, Map.of());
    }

    Judged invoice(long id, long customer, String amount) {
        Header header = new Header(customer, DAY, Optional.empty(), "I" + id, "", Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new Judged(new DocumentKey("acme", "books", DocumentKind.INVOICE, id), new Verdict.Wanted(
                Optional.of(Content.sale(header, List.of(
                        new Line("HVAC Service", "", false, new BigDecimal(amount), "", Optional.empty())),
                        new BigDecimal("0.00"))),
                List.of()));
    }

    Result post(Judged document) {
        return new Poster(store.ledger(), () -> now)
                .post(books, new OpenPeriod(Optional.empty(), DAY.plusDays(10), true), List.of(document)).get(document.key());
    }

    /** The customer in QuickBooks to whom an invoice was posted. */
    String billed(long invoice) {
        return quickBooks.owner().records("Invoice").stream()
                .filter(row -> row.path("DocNumber").asText().equals("I" + invoice)).findFirst().orElseThrow()
                .path("CustomerRef").path("value").asText();
    }

    /** @param properties as names and values in turn */
    String enters(String... properties) {
        return quickBooks.owner().create(CUSTOMER, json(properties).toString());
    }

    void edits(String id, String... properties) {
        quickBooks.owner().edit(CUSTOMER, id, json(properties).toString());
    }

    private static ObjectNode json(String... properties) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int at = 0; at < properties.length; at += 2) {
            String[] path = properties[at].split("\\.");
            ObjectNode holder = path.length == 1 ? json : json.withObject("/" + path[0]);
            String value = properties[at + 1];
            if (value.equals("true") || value.equals("false")) {
                holder.put(path[path.length - 1], Boolean.parseBoolean(value));
            } else {
                holder.put(path[path.length - 1], value);
            }
        }
        return json;
    }

    JsonNode customer(String id) {
        return quickBooks.owner().record(CUSTOMER, id);
    }

    /** The customers in QuickBooks by their names. */
    Map<String, JsonNode> inQuickBooks() {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        quickBooks.owner().records(CUSTOMER).forEach(row -> byName.put(row.path("DisplayName").asText(), row));
        return byName;
    }

    int writes() {
        return quickBooks.calls().getOrDefault("POST customer", 0);
    }

    @Override
    public void close() {
        customers.close();
        company.close();
        store.close();
        quickBooks.close();
    }
}
