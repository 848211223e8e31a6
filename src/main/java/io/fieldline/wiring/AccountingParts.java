package io.fieldline.wiring;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.accounting.Bookkeepers;
import io.fieldline.accounting.BooksReports;
import io.fieldline.accounting.CodingSuggestions;
import io.fieldline.accounting.PostingDesk;
import io.fieldline.accounting.PostingStep;
import io.fieldline.accounting.PostingTurns;
import io.fieldline.accounting.Rhythm;
import io.fieldline.accounting.SourceNames;
import io.fieldline.accounting.Sources;
import io.fieldline.destination.quickbooks.QuickBooksCompanies;
import io.fieldline.destination.quickbooks.QuickBooksCustomers;
import io.fieldline.destination.quickbooks.QuickBooksProbe;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.ops.AccountingEdits;
import io.fieldline.ops.AccountingFindings;
import io.fieldline.ops.AccountingQuarantine;
import io.fieldline.ops.Check;
import io.fieldline.ops.CompareBooks;
import io.fieldline.ops.RetryAccounting;
import io.fieldline.ops.ShowAccounting;
import io.fieldline.ops.SuggestCoding;
import io.fieldline.ops.TenantProbe;
import io.fieldline.ops.Verb;
import io.fieldline.servicetitan.ServiceTitanServices;
import io.fieldline.servicetitan.accounting.AccountingRecords;
import io.fieldline.servicetitan.accounting.BilledCustomers;
import io.fieldline.servicetitan.accounting.DepositScopes;
import io.fieldline.servicetitan.accounting.KeptNames;
import io.fieldline.store.StateStore;
import io.fieldline.sync.DeadLetter;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** What brings ServiceTitan's documents into books. */
final class AccountingParts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountingParts.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private static final Map<SourceNames.Kept, String> SETTINGS = Map.of(SourceNames.Kept.BUSINESS_UNITS,
            "settings/business-units", SourceNames.Kept.MEMBERSHIP_TYPES, "memberships/membership-types",
            SourceNames.Kept.PAYMENT_TYPES, "accounting/payment-types", SourceNames.Kept.PAYMENT_TERMS,
            "accounting/payment-terms", SourceNames.Kept.TAX_ZONES, "accounting/tax-zones");

    private final Tenants tenants;
    private final StateStore store;
    private final DepositScopes deposits;
    private final Codings codings;
    private final QuickBooksCompanies companies;
    private final BooksAccounts books;
    private final Bookkeepers bookkeepers;
    private final PostingStep step;
    private final TenantTurns turns;
    private final TellingParts tellings;
    private final List<Verb> verbs;

    AccountingParts(ConfigurationFolder configuration, Tenants tenants, ServiceTitanServices serviceTitan, StateStore store,
            Consumer<DeadLetter> parking, Clock clock) {
        this.tenants = tenants;
        this.store = store;
        codings = new Codings(configuration, refusal -> LOG.error("{}", refusal));
        deposits = new DepositScopes(codings, serviceTitan.catalog());
        companies = new QuickBooksCompanies(store.sealedTokens(), clock);
        books = new BooksAccounts(companies, store, codings, (tenant, connection) -> new BilledCustomers(tenant.serviceTitan(),
                serviceTitan.client(), serviceTitan.catalog()));
        Sources sources = (tenant, connection) -> new AccountingRecords(tenant.name(), connection, tenant.serviceTitan(),
                serviceTitan.client(), serviceTitan.catalog(), store.ledger());
        bookkeepers = new Bookkeepers(books, sources, codings, store.ledger(), clock);
        step = new PostingStep(tenants, bookkeepers, parking, clock);
        PostingTurns posting = new PostingTurns(tenants, bookkeepers, codings, store.ledger(), store.booksEdits(),
                store.checkpoints(), new FlowsInLanes(serviceTitan.lanes()), Rhythm.usual(), clock);
        turns = new TenantTurns("posting", "posting what waits and looking at the books", tenants, posting::run);
        tellings = new TellingParts(tenants, store, serviceTitan, clock);
        SourceNames settings = (tenant, what) -> {
            String[] collection = SETTINGS.get(what).split("/", 2);
            return new KeptNames(tenant.serviceTitan(), serviceTitan.client(), serviceTitan.catalog()).all(collection[0],
                    collection[1]);
        };
        verbs = List.of(tellings.verb(), new AccountingQuarantine(tenants, store.ledger()),
                new AccountingEdits(tenants, store.ledger(), store.booksEdits()),
                new ShowAccounting(tenants, store.ledger(), store.booksEdits()),
                new RetryAccounting(new PostingDesk(tenants, bookkeepers)),
                new CompareBooks(new BooksReports(tenants, bookkeepers)),
                new SuggestCoding(new CodingSuggestions(tenants, books, sources, settings, codings, clock)));
    }

    List<Verb> verbs() {
        return verbs;
    }

    PostingStep step() {
        return step;
    }

    Tenants.Listener listener() {
        return books;
    }

    /** Makes the customers of a company the CRM of a customer sync. */
    CrmAccounts.Maker customers() {
        return (tenant, connection, fields) -> new QuickBooksCustomers(companies, store.customerLinks(), tenant.name(),
                connection, fields);
    }

    /** @param customers says what else a flow that keeps customers in step lacks */
    Check.ConnectionProbe probe(Check.ConnectionProbe customers) {
        return new BooksProbe(new QuickBooksProbe(companies), codings, customers);
    }

    /** Scopes that a tenant's coding needs, and telling its ServiceTitan of documents in the books. */
    Set<String> scopes(Tenant tenant) {
        Set<String> scopes = new TreeSet<>(tellings.scopes(tenant));
        if (!Bookkeepers.flows(tenant).isEmpty()) {
            scopes.addAll(deposits.of(tenant.name()));
        }
        return scopes;
    }

    /** What <code>check</code> says of a tenant's coding, of what waits and is to be told, after what others say of it. */
    TenantProbe after(TenantProbe others) {
        AccountingFindings findings = new AccountingFindings(codings, books, store.ledger(), store.booksEdits());
        return tenant -> Stream.of(others, tellings.findings(), findings).flatMap(one -> one.of(tenant).stream()).toList();
    }

    /** How many documents wait in quarantine, of each tenant that posts. */
    Map<String, Long> quarantined() {
        Map<String, Long> counts = new TreeMap<>();
        tenants.all().forEach(tenant -> Bookkeepers.flows(tenant).stream().map(flow -> flow.values().get("connection"))
                .filter(String.class::isInstance).distinct().forEach(connection -> counts.merge(tenant.name(),
                        store.ledger().quarantinedCount(tenant.name(), connection.toString()), Long::sum)));
        return counts;
    }

    /** @param held whether the store is not this process's own now */
    void follow(BooleanSupplier held) {
        turns.follow(EVERY, held);
        tellings.follow(held);
    }

    @Override
    public void close() {
        tellings.close();
        turns.close();
        books.close();
    }
}
