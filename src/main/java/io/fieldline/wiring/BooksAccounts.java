package io.fieldline.wiring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

import io.fieldline.accounting.Companies;
import io.fieldline.accounting.Company;
import io.fieldline.destination.quickbooks.QuickBooks;
import io.fieldline.destination.quickbooks.QuickBooksCompanies;
import io.fieldline.destination.quickbooks.QuickBooksConnectionType;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.BooksCustomer;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.store.StateStore;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** The books in use; one is opened for each connection, and anew when the connection changed. */
final class BooksAccounts implements Companies, Tenants.Listener, AutoCloseable {

    private final QuickBooksCompanies companies;
    private final StateStore store;
    private final Codings codings;
    private final BiFunction<Tenant, Connection, BooksCustomer.Source> customers;
    private final Map<String, Map<String, Opened>> opened = new ConcurrentHashMap<>();

    /** @param customers where those are known that are to be found or created in the books */
    BooksAccounts(QuickBooksCompanies companies, StateStore store, Codings codings,
            BiFunction<Tenant, Connection, BooksCustomer.Source> customers) {
        this.companies = companies;
        this.store = store;
        this.codings = codings;
        this.customers = customers;
    }

    private record Opened(Connection connection, QuickBooks quickBooks, Company company) {}

    @Override
    public Company of(Tenant tenant, String name) {
        Connection connection = tenant.connections().get(name);
        if (connection == null || !connection.type().equals(QuickBooksConnectionType.NAME)) {
            throw new MisconfiguredException("Tenant " + tenant.name() + ": the connection " + name + (connection == null
                    ? " is not there"
                    : " is of type " + connection.type() + ", which leads to no books"));
        }
        return opened.computeIfAbsent(tenant.name(), any -> new ConcurrentHashMap<>())
                .compute(name, (any, known) -> known != null && known.connection().equals(connection)
                        ? known
                        : open(tenant, connection, known))
                .company();
    }

    private Opened open(Tenant tenant, Connection connection, Opened before) {
        if (before != null) {
            before.quickBooks().close();
        }
        QuickBooks quickBooks = new QuickBooks(companies, tenant.name(), connection);
        return new Opened(connection, quickBooks, new Company() {

            @Override
            public BooksCatalogue catalogue() {
                return quickBooks.catalogue();
            }

            @Override
            public Books books() {
                return quickBooks.books(store.customerLinks(), customers.apply(tenant, connection),
                        () -> codings.coding(tenant.name()).createsCustomers());
            }

            @Override
            public BookedDocument.Reader booked() {
                return quickBooks.booked();
            }

            @Override
            public BooksChanges changes() {
                return quickBooks.changes(store.ledger());
            }
        });
    }

    @Override
    public void applied(Tenant tenant) {
        // The connection is looked at when it is next asked for: a document often changes in other places.
    }

    @Override
    public void removed(String tenant) {
        Map<String, Opened> gone = opened.remove(tenant);
        if (gone != null) {
            gone.values().forEach(one -> one.quickBooks().close());
        }
    }

    @Override
    public void close() {
        opened.keySet().forEach(this::removed);
    }
}
