package io.fieldline.destination.quickbooks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.ledger.BooksCustomer;
import io.fieldline.ledger.CustomerLinks;
import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.tenant.Connection;

/**
 * The customers of a company as the CRM of a customer sync. Fields are named as in QuickBooks, <code>Customer.DisplayName</code>,
 * <code>Customer.BillAddr.City</code>. QuickBooks has no field for another system's id: a line of the customer's notes says
 * whose it is. A version is the SyncToken, and every write is conditional on it.
 *
 * <p>
 * A new customer is looked for by its name first, and named, in the same way as one that a document needs. A customer that owes
 * something or has credit is not made inactive. QuickBooks merges customers only by hand and does not tell into which
 * one; it keeps no activities.
 */
public final class QuickBooksCustomers implements Crm, AutoCloseable {

    private final String tenant;
    private final String books;
    private final CustomerLinks links;
    private final Set<String> fields;
    private final QuickBooksClient client;
    private final Queries queries;
    private final CustomerRows customers;
    private final CustomerChanges changes;
    private final CustomerWriter writer;
    private final Workers workers;

    /**
     * @param connection one of type {@link QuickBooksConnectionType}
     * @param links by which a customer that a document was posted to is not taken for another one
     * @param fields the fields to read; empty for all
     * @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong
     */
    public QuickBooksCustomers(QuickBooksCompanies companies, CustomerLinks links, String tenant, Connection connection,
            Set<String> fields) {
        this.tenant = tenant;
        this.books = connection.name();
        this.links = links;
        this.fields = Set.copyOf(fields);
        this.client = companies.client(connection);
        this.queries = new Queries(client);
        this.customers = new CustomerRows(queries, companies.time(), fields);
        this.changes = new CustomerChanges(client, queries, customers, companies.time());
        String owner = tenant + "|" + books;
        this.writer = new CustomerWriter(client, customers, new CustomerCreation(client, queries, companies.time(), owner),
                companies.time(), owner);
        this.workers = new Workers(tenant + "-" + books + "-customers", client.account().connections());
    }

    @Override
    public Map<String, SideField> describe() {
        return CustomerFields.described();
    }

    @Override
    public List<SideRecord> read(Collection<String> ids) {
        return customers.find(ids).values().stream().map(customers::record).toList();
    }

    @Override
    public Changes changes(String after) {
        return changes.after(after, row -> true);
    }

    @Override
    public Changes changesOfStrangers(String after) {
        return changes.after(after, row -> CustomerMark.in(row).isEmpty());
    }

    @Override
    public List<WriteOutcome> write(List<SideWrite> writes) {
        Map<String, JsonNode> rows = customers
                .find(writes.stream().filter(write -> !write.creates()).map(SideWrite::id).toList());
        Map<SideWrite, Callable<WriteOutcome>> creations = creations(writes.stream().filter(SideWrite::creates).toList());
        return workers.all(writes.stream().<Callable<WriteOutcome>>map(write -> () -> outcome(write.creates()
                ? creations.get(write)
                : () -> writer.change(write, rows.get(write.id())))).toList());
    }

    /** Names are given in the order of the customers' numbers, whoever is created first then. */
    private Map<SideWrite, Callable<WriteOutcome>> creations(List<SideWrite> writes) {
        Map<SideWrite, BooksCustomer> cards = new HashMap<>();
        writes.forEach(write -> cards.put(write, card(write)));
        CustomerSearch search = new CustomerSearch(queries, links, tenant, books, client.account().batchSize());
        search.read(cards.values());
        Map<SideWrite, Callable<WriteOutcome>> creations = new HashMap<>();
        List<SideWrite> inOrder = new ArrayList<>(writes);
        inOrder.sort(Comparator.comparing(write -> cards.get(write).id()));
        inOrder.forEach(write -> creations.put(write, creation(write, cards.get(write), search)));
        return creations;
    }

    private static BooksCustomer card(SideWrite write) {
        return new BooksCustomer(Long.parseLong(write.otherId()), text(write, CustomerField.NAME).orElse(""),
                text(write, CustomerField.EMAIL), Optional.empty());
    }

    private static Optional<String> text(SideWrite write, String field) {
        return Optional.ofNullable(write.fields().get(field)).map(Object::toString);
    }

    private Callable<WriteOutcome> creation(SideWrite write, BooksCustomer card, CustomerSearch search) {
        if (card.name().isBlank()) {
            return () -> writer.create(write, CustomerChange.creating(write), "");
        }
        Optional<String> there = search.take(card);
        if (there.isPresent()) {
            return () -> new WriteOutcome.Duplicate("QuickBooks has a customer of this name", List.of(there.get()), true);
        }
        String name = search.name(card);
        return () -> writer.create(write, CustomerChange.creating(write), name);
    }

    /** What was taken of the others must not be lost with one that failed. */
    private static WriteOutcome outcome(Callable<WriteOutcome> work) throws Exception {
        try {
            return work.call();
        } catch (RetryLaterException e) {
            return new WriteOutcome.Later(e.getMessage());
        } catch (CannotWrite reason) {
            return new WriteOutcome.Refused(reason.getMessage(), reason.fields());
        } catch (RejectedRecordException e) {
            return new WriteOutcome.Refused(e.getMessage(), List.of());
        }
    }

    @Override
    public List<WriteOutcome> writeActivities(List<Activity> activities) {
        return activities.stream()
                .<WriteOutcome>map(any -> new WriteOutcome.Refused("QuickBooks keeps no activities of customers", List.of()))
                .toList();
    }

    @Override
    public List<String> missing(boolean fix) {
        return fields.isEmpty() || fields.contains(CustomerField.NAME)
                ? List.of()
                : List.of("The field mapping has no row for " + CustomerField.NAME
                        + ", and QuickBooks takes no customer without a name.");
    }

    @Override
    public void close() {
        workers.close();
    }
}
