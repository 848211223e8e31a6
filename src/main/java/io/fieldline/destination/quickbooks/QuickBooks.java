package io.fieldline.destination.quickbooks;

import java.util.function.BooleanSupplier;

import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.BooksCustomer;
import io.fieldline.ledger.CustomerLinks;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.tenant.Connection;

/** One tenant's company as books. Safe for use by many threads. */
public final class QuickBooks implements AutoCloseable {

    private final String tenant;
    private final String name;
    private final QuickBooksCompanies companies;
    private final QuickBooksClient client;
    private final Queries queries;
    private final Catalogue catalogue;
    private final Workers workers;
    private final CompanySettings settings;
    private final Expected expected;

    /** @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong */
    public QuickBooks(QuickBooksCompanies companies, String tenant, Connection connection) {
        this.tenant = tenant;
        this.name = connection.name();
        this.companies = companies;
        this.client = companies.client(connection);
        this.queries = new Queries(client);
        this.catalogue = new Catalogue(queries, companies.time());
        this.workers = new Workers(tenant + "-" + name, client.account().connections());
        this.settings = new CompanySettings(client, companies.time());
        this.expected = new Expected(catalogue, settings);
    }

    /** What a coding may name. */
    public BooksCatalogue catalogue() {
        return catalogue;
    }

    /**
     * @param source of customers that are to be found or created
     * @param creates whether customers that the company does not have are created
     */
    public Books books(CustomerLinks links, BooksCustomer.Source source, BooleanSupplier creates) {
        DocumentLookup lookup = new DocumentLookup(client, queries);
        return new QuickBooksBooks(settings,
                new CustomerRefs(client, queries, workers, links, source, creates,
                        new CustomerCreation(client, queries, companies.time(), tenant + "|" + name), tenant, name),
                new DocumentWriter(client, catalogue, lookup, expected), lookup, workers);
    }

    public BooksChanges changes(LedgerStore ledger) {
        return new ChangesInBooks(client, queries, expected, ledger, companies.time(), tenant, name);
    }

    public BookedDocument.Reader booked() {
        return new BookedInQuickBooks(queries, catalogue, name);
    }

    @Override
    public void close() {
        workers.close();
    }
}
