package io.fieldline.wiring;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.accounting.Bookkeepers;
import io.fieldline.accounting.BooksReports;
import io.fieldline.accounting.CodingSuggestions;
import io.fieldline.accounting.PostingStep;
import io.fieldline.accounting.SourceNames;
import io.fieldline.accounting.Sources;
import io.fieldline.destination.quickbooks.QuickBooksCompanies;
import io.fieldline.destination.quickbooks.QuickBooksCustomers;
import io.fieldline.destination.quickbooks.QuickBooksProbe;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.ops.Check;
import io.fieldline.ops.CompareBooks;
import io.fieldline.ops.SuggestCoding;
import io.fieldline.ops.Verb;
import io.fieldline.servicetitan.ServiceTitanServices;
import io.fieldline.servicetitan.accounting.AccountingRecords;
import io.fieldline.servicetitan.accounting.BilledCustomers;
import io.fieldline.servicetitan.accounting.KeptNames;
import io.fieldline.store.StateStore;
import io.fieldline.sync.DeadLetter;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Tenants;

/** What brings ServiceTitan's documents into books. */
final class AccountingParts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountingParts.class);

    private static final Map<SourceNames.Kept, String> SETTINGS = Map.of(SourceNames.Kept.BUSINESS_UNITS,
            "settings/business-units", SourceNames.Kept.MEMBERSHIP_TYPES, "memberships/membership-types",
            SourceNames.Kept.PAYMENT_TYPES, "accounting/payment-types", SourceNames.Kept.PAYMENT_TERMS,
            "accounting/payment-terms", SourceNames.Kept.TAX_ZONES, "accounting/tax-zones");

    private final QuickBooksCompanies companies;
    private final BooksAccounts books;
    private final StateStore store;
    private final PostingStep step;
    private final List<Verb> verbs;

    AccountingParts(ConfigurationFolder configuration, Tenants tenants, ServiceTitanServices serviceTitan, StateStore store,
            Consumer<DeadLetter> parking, Clock clock) {
        this.store = store;
        Codings codings = new Codings(configuration, refusal -> LOG.error("{}", refusal));
        companies = new QuickBooksCompanies(store.sealedTokens(), clock);
        books = new BooksAccounts(companies, store, codings, (tenant, connection) -> new BilledCustomers(tenant.serviceTitan(),
                serviceTitan.client(), serviceTitan.catalog()));
        Sources sources = (tenant, connection) -> new AccountingRecords(tenant.name(), connection, tenant.serviceTitan(),
                serviceTitan.client(), serviceTitan.catalog(), store.ledger());
        Bookkeepers bookkeepers = new Bookkeepers(books, sources, codings, store.ledger(), clock);
        step = new PostingStep(tenants, bookkeepers, parking, clock);
        SourceNames settings = (tenant, what) -> {
            String[] collection = SETTINGS.get(what).split("/", 2);
            return new KeptNames(tenant.serviceTitan(), serviceTitan.client(), serviceTitan.catalog()).all(collection[0],
                    collection[1]);
        };
        verbs = List.of(new CompareBooks(new BooksReports(tenants, bookkeepers)),
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
        QuickBooksProbe probe = new QuickBooksProbe(companies);
        return (tenant, connection, fix) -> Stream
                .concat(probe.problem(connection).stream(), customers.problem(tenant, connection, fix).stream())
                .reduce((one, other) -> one + "; " + other);
    }

    @Override
    public void close() {
        books.close();
    }
}
