package io.fieldline.destination.quickbooks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

import io.fieldline.ledger.BooksCustomer;
import io.fieldline.ledger.CustomerLinks;

/**
 * Which customers of QuickBooks are ServiceTitan's: by link, else by name, else created where the tenant allows it. Customers of
 * the same name are told apart in the order of their numbers. Safe for use by many threads, one after the other.
 */
final class CustomerRefs {

    private final QuickBooksClient client;
    private final Queries queries;
    private final Workers workers;
    private final CustomerLinks links;
    private final BooksCustomer.Source source;
    private final BooleanSupplier creates;
    private final CustomerCreation creation;
    private final String tenant;
    private final String books;

    CustomerRefs(QuickBooksClient client, Queries queries, Workers workers, CustomerLinks links, BooksCustomer.Source source,
            BooleanSupplier creates, CustomerCreation creation, String tenant, String books) {
        this.client = client;
        this.queries = queries;
        this.workers = workers;
        this.links = links;
        this.source = source;
        this.creates = creates;
        this.creation = creation;
        this.tenant = tenant;
        this.books = books;
    }

    /**
     * QuickBooks' ids of customers.
     *
     * @param ids those that were found
     * @param problems why the others were not
     */
    record Found(Map<Long, String> ids, Map<Long, String> problems) {}

    synchronized Found find(Collection<Long> customers) {
        return find(customers, creates.getAsBoolean());
    }

    synchronized Optional<String> findOnly(long customer) {
        return Optional.ofNullable(find(List.of(customer), false).ids().get(customer));
    }

    /**
     * Another customer in place of one that QuickBooks does not have in use any more, because somebody merged it or made it
     * inactive there. It keeps its link where none bears its name, so that a person decides; to make it active again is not ours.
     *
     * @param refused QuickBooks' id
     * @return empty where it is in use, or where there is no other
     */
    synchronized Optional<String> instead(long customer, String refused) {
        String linked = links.find(tenant, books, List.of(customer)).getOrDefault(customer, refused);
        if (!linked.equals(refused)) {
            return Optional.of(linked);
        }
        boolean inUse = client.get("/customer/" + refused).map(body -> body.path("Customer"))
                .filter(row -> row.has("Id") && row.path("Active").asBoolean(true)).isPresent();
        BooksCustomer card = inUse ? null : source.find(List.of(customer)).get(customer);
        if (card == null) {
            return Optional.empty();
        }
        CustomerSearch search = new CustomerSearch(queries, links, tenant, books, client.account().batchSize());
        search.read(List.of(card));
        Optional<String> found = search.take(card).filter(id -> !id.equals(refused));
        found.ifPresent(id -> links.link(tenant, books, customer, id));
        return found;
    }

    private Found find(Collection<Long> customers, boolean create) {
        Found found = new Found(new HashMap<>(links.find(tenant, books, customers)), new HashMap<>());
        TreeSet<Long> unknown = new TreeSet<>(customers);
        unknown.removeAll(found.ids().keySet());
        if (unknown.isEmpty()) {
            return found;
        }
        Map<Long, BooksCustomer> cards = source.find(unknown);
        CustomerSearch search = new CustomerSearch(queries, links, tenant, books, client.account().batchSize());
        search.read(cards.values());
        List<Callable<Void>> creations = new ArrayList<>();
        for (long id : unknown) {
            BooksCustomer card = cards.get(id);
            Optional<String> there = card == null ? Optional.empty() : search.take(card);
            if (card == null) {
                found.problems().put(id, "ServiceTitan does not have its customer " + id);
            } else if (there.isPresent()) {
                link(found, id, there.get());
            } else if (create) {
                String name = search.name(card);
                creations.add(() -> create(found, card, name));
            } else {
                found.problems().put(id, "QuickBooks has no customer by the name of its customer " + id
                        + " that is nobody else's, and the coding does not let customers be created");
            }
        }
        workers.all(creations);
        return found;
    }

    private Void create(Found found, BooksCustomer card, String name) {
        try {
            link(found, card.id(), creation.create(Long.toString(card.id()), CustomerNames.of(card), name,
                    CustomerCreation.body(card)).path("Id").asText());
        } catch (CannotWrite reason) {
            synchronized (found) {
                found.problems().put(card.id(), reason.getMessage());
            }
        }
        return null;
    }

    private void link(Found found, long customer, String id) {
        links.link(tenant, books, customer, id);
        synchronized (found) {
            found.ids().put(customer, id);
        }
    }
}
