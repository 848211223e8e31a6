package io.fieldline.servicetitan.accounting;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fieldline.ledger.BooksCustomer;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.customer.Lists;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.ServiceTitanAccount;

/** Customers as the books are told of them, read when they are asked for. */
public final class BilledCustomers implements BooksCustomer.Source {

    private static final String CRM = "crm";

    private final Catalog catalog;
    private final Lists lists;

    public BilledCustomers(ServiceTitanAccount account, ServiceTitanClient client, Catalog catalog) {
        this.catalog = catalog;
        this.lists = new Lists(client, account);
    }

    @Override
    public Map<Long, BooksCustomer> find(Collection<Long> customers) {
        if (customers.isEmpty()) {
            return Map.of();
        }
        Operation list = catalog.collection(CRM, "customers").operation("list");
        Operation contacts = catalog.collection(CRM, "customers/contacts").operation("list");
        Map<Long, String> emails = lists.inBatches(contacts, "customerIds", customers, List.of()).stream().map(Row::new)
                .filter(contact -> contact.text("type").filter("Email"::equals).isPresent()
                        && contact.text("value").isPresent() && contact.number("customerId").isPresent())
                .collect(Collectors.toMap(contact -> contact.number("customerId").get(),
                        contact -> contact.text("value").get(), (first, more) -> first));
        Map<Long, BooksCustomer> found = new HashMap<>();
        lists.inBatches(list, "ids", customers, Lists.inactive(list)).stream().map(Row::new)
                .filter(row -> customers.contains(row.id()))
                .forEach(row -> found.put(row.id(), new BooksCustomer(row.id(), row.text("name").orElse(""),
                        Optional.ofNullable(emails.get(row.id())), row.held("address").map(BilledCustomers::address))));
        return found;
    }

    private static BooksCustomer.Address address(Row address) {
        return new BooksCustomer.Address(part(address, "street"), part(address, "unit"), part(address, "city"),
                part(address, "state"), part(address, "zip"), part(address, "country"));
    }

    private static String part(Row address, String name) {
        return address.text(name).orElse("");
    }
}
