package io.fieldline.servicetitan.visit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.outreach.ContactFacts;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.customer.Lists;
import io.fieldline.servicetitan.customer.NamedTypes;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.RecordList;
import io.fieldline.servicetitan.poll.RecordParser;
import io.fieldline.tenant.ServiceTitanAccount;

/**
 * One tenant's records as they are at this moment. Whatever cannot be read is an exception, so that nobody takes a consent
 * for granted that could not be read.
 */
final class Office {

    private final ServiceTitanAccount account;
    private final ServiceTitanClient client;
    private final Catalog catalog;
    private final Lists lists;
    private final NamedTypes jobTypes;
    private final NamedTypes tagTypes;
    private final NamedTypes membershipTypes;
    private final NamedTypes customFields;

    Office(ServiceTitanAccount account, ServiceTitanClient client, Catalog catalog, InstantSource clock) {
        this.account = account;
        this.client = client;
        this.catalog = catalog;
        this.lists = new Lists(client, account);
        this.jobTypes = types("jpm", "job-types", clock);
        this.tagTypes = types("settings", "tag-types", clock);
        this.membershipTypes = types("memberships", "membership-types", clock);
        this.customFields = types("crm", "customers/custom-fields", clock);
    }

    private NamedTypes types(String module, String collection, InstantSource clock) {
        Operation list = list(module, collection);
        return new NamedTypes(() -> lists.all(list, Lists.inactive(list)), clock);
    }

    boolean isOf(ServiceTitanAccount other) {
        return account.equals(other);
    }

    NamedTypes jobTypes() {
        return jobTypes;
    }

    NamedTypes tagTypes() {
        return tagTypes;
    }

    NamedTypes membershipTypes() {
        return membershipTypes;
    }

    /** Custom fields of customers. */
    NamedTypes customFields() {
        return customFields;
    }

    /**
     * A collection, rows that are not in use too.
     *
     * @param query by parameters of its list; a list may ignore what it is asked for
     */
    List<Map<String, Object>> all(String module, String collection, Map<String, String> query) {
        Operation list = list(module, collection);
        List<QueryValue> asked = query.entrySet().stream().map(one -> new QueryValue(one.getKey(), one.getValue())).toList();
        return lists.all(list, Lists.join(asked, Lists.inactive(list)));
    }

    /** A record whether or not it is in use; empty when there is none. Invoices and some others have no other way. */
    Optional<Map<String, Object>> find(String module, String collection, long id) {
        return rows(module, collection, "ids", id, "id").stream().findFirst();
    }

    /** @throws Ended when there is none */
    Map<String, Object> need(String module, String collection, Object id, String what) {
        return Optional.ofNullable(id).filter(Long.class::isInstance).map(Long.class::cast)
                .flatMap(one -> find(module, collection, one))
                .orElseThrow(() -> new Ended(what + "-gone", "the " + what + " is not there any more"));
    }

    /**
     * Rows that belong to another record, in the order of their ids.
     *
     * @param parameter by which the list is asked
     * @param field of a row that must hold the id: a list may ignore what it is asked for
     */
    List<Map<String, Object>> rows(String module, String collection, String parameter, long id, String field) {
        Operation list = list(module, collection);
        List<QueryValue> query = Lists.join(List.of(new QueryValue(parameter, Long.toString(id))), Lists.inactive(list));
        return lists.all(list, query).stream().filter(row -> row.get(field) instanceof Long owner && owner == id)
                .sorted(Comparator.comparing(row -> (Long) row.get("id"))).toList();
    }

    /** Appointments in use that begin at a moment or later. */
    List<Map<String, Object>> appointmentsFrom(Instant start) {
        return lists.all(list("jpm", "appointments"), List.of(new QueryValue("startsOnOrAfter", start.toString())));
    }

    /**
     * What happened to a job, as its history has it: <code>eventType</code>, <code>date</code>; in no certain order. Empty where
     * ServiceTitan has no such job.
     */
    List<Map<?, ?>> history(long job) {
        Operation get = catalog.collection("jpm", "jobs/history").operation("get");
        ApiRequest request = ApiRequest.of(get, Map.of("id", Long.toString(job)), List.of());
        try {
            Object answer = client.call(account, request, Patience.POLL, RecordParser::read).body();
            return answer instanceof Map<?, ?> body && body.get("history") instanceof List<?> rows
                    ? rows.stream().filter(Map.class::isInstance).<Map<?, ?>>map(row -> (Map<?, ?>) row).toList()
                    : List.of();
        } catch (RejectedRecordException noSuchJob) {
            // Whether there is reason for a message is looked at before it is planned; the history adds only what passed.
            return List.of();
        }
    }

    /** When a job was called off last; empty when no log says so. */
    Optional<Instant> canceledOn(long job) {
        Operation log = catalog.collection("jpm", "jobs/canceled-log").operation("list");
        Stream<Map<String, Object>> rows = StreamSupport.stream(
                new RecordList(client, account, log, Map.of("id", Long.toString(job)), List.of()).spliterator(), false);
        return rows.filter(row -> !Boolean.FALSE.equals(row.get("active")))
                .flatMap(row -> Moments.instant(row.get("createdOn")).stream()).max(Comparator.naturalOrder());
    }

    /** Who is assigned, to whatever they are. */
    List<Map<String, Object>> assignments(String parameter, long id, String field) {
        return rows("dispatch", "appointment-assignments", parameter, id, field).stream()
                .filter(row -> Boolean.TRUE.equals(row.get("active"))).toList();
    }

    /**
     * The people of a message and what they agreed to, with their contacts as they are now.
     *
     * @param location null where the message is about none
     * @param job null where the message is about none
     */
    ContactFacts facts(Map<String, Object> customer, Map<String, Object> location, ContactFacts.Job job) {
        return new ContactFacts(customer(customer), Optional.ofNullable(location).map(this::location),
                Optional.ofNullable(job), Map.of());
    }

    private ContactFacts.Customer customer(Map<String, Object> row) {
        return ContactFacts.Customer.of(row,
                Optional.of(rows("crm", "customers/contacts", "customerIds", (Long) row.get("id"), "customerId")));
    }

    private ContactFacts.Location location(Map<String, Object> row) {
        return ContactFacts.Location.of(row,
                Optional.of(rows("crm", "locations/contacts", "locationIds", (Long) row.get("id"), "locationId")));
    }

    private Operation list(String module, String collection) {
        return catalog.collection(module, collection).operation("list");
    }
}
