package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.awaitility.core.ThrowingRunnable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.SandboxSettings;

/** A contractor's office: customers in a local ServiceTitan, and the service that keeps a CRM in step with them. */
final class Office implements AutoCloseable {

    static final long CONTRACTOR = 1001;
    static final String TENANT = "acme";
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final LocalServiceTitan serviceTitan;
    private final Installation installation;
    private final long contractor;
    private FieldlineProcess service;

    private Office(LocalServiceTitan serviceTitan, Installation installation, long contractor) {
        this.serviceTitan = serviceTitan;
        this.installation = installation;
        this.contractor = contractor;
    }

    Office(Path folder, int contractors) {
        this(new LocalServiceTitan(SandboxSettings.builder().contractors(contractors).jobs(12).build()),
                new Installation(folder), CONTRACTOR);
    }

    /** The next contractor's office, with the same service. */
    Office next() {
        return new Office(serviceTitan, installation, contractor + 1);
    }

    Installation installation() {
        return installation;
    }

    /** @param flows the lines of the block <code>flows</code>, indented by two */
    void signsUp(String tenant, String flows) {
        installation.tenant(tenant, Account.sandbox(contractor), serviceTitan.url(),
                "  applicationGuid: 6f9619ff-8b86-d011-b42d-00c04fc964ff", flows);
    }

    void opens() {
        FieldlineProcess prepared = installation.command("check", "--fix");
        assertThat(prepared.exitCode()).as(prepared.transcript()).isZero();
        service = installation.service();
    }

    static void awaited(String what, ThrowingRunnable holds) {
        await(what).atMost(LONGEST).pollInterval(Duration.ofMillis(100)).untilAsserted(holds);
    }

    List<JsonNode> customers() {
        return rows("crm/customers");
    }

    JsonNode customer(String id) {
        return customers().stream().filter(row -> row.path("id").asText().equals(id)).findFirst()
                .orElseThrow(() -> new AssertionError("no customer " + id));
    }

    /** Somebody enters a customer with an address and contacts, by their type. @return its id */
    String enters(String name, Map<String, String> contacts) {
        // A customer that is not in use yet is left alone until its contacts are there.
        String id = add("crm/customers", Map.of("name", name, "type", "Residential", "active", false, "balance", 0,
                "doNotMail", false, "doNotService", false,
                "address", Map.of("street", "1 Harbor Way", "city", "Austin", "state", "TX", "zip", "78701", "country",
                        "USA")));
        contacts.forEach((type, value) -> entersContact(id, type, value));
        edits(id, Map.of("active", true));
        return id;
    }

    /** A customer that has something in every field of a mapping that somebody may edit. */
    String entersWithAll(String name) {
        String number = String.format("%07d", Math.abs(name.hashCode()) % 10_000_000);
        return enters(name, Map.of("Email", "n" + number + "@example.com", "Phone", "512" + number, "MobilePhone",
                "737" + number, "Fax", "830" + number));
    }

    String entersContact(String customer, String type, String value) {
        return add("crm/customers/contacts", Map.of("customerId", Long.valueOf(customer), "type", type, "value", value,
                "preferences", Map.of(), "phoneSettings", Map.of("phoneNumber", value, "doNotText", false)));
    }

    void edits(String customer, Map<String, ?> fields) {
        change("crm/customers", customer, fields);
    }

    /** Of an address only the parts that change. */
    void editsAddress(String customer, Map<String, String> parts) {
        Map<String, Object> address = new LinkedHashMap<>();
        customer(customer).path("address").properties().forEach(part -> address.put(part.getKey(), part.getValue()));
        address.putAll(parts);
        edits(customer, Map.of("address", address));
    }

    void editsContact(String contact, Map<String, ?> fields) {
        change("crm/customers/contacts", contact, fields);
    }

    /** Somebody deletes the customer's contacts of a type, and touches the customer, so that it is soon looked at. */
    void deletesContacts(String customer, String type) {
        contacts(customer, type).forEach(contact -> editsContact(contact.path("id").asText(), Map.of("active", false)));
        edits(customer, Map.of());
    }

    List<JsonNode> contacts(String customer, String type) {
        return rows("crm/customers/contacts").stream().filter(row -> row.path("customerId").asText().equals(customer)
                && row.path("type").asText().equals(type) && row.path("active").asBoolean(true)).toList();
    }

    List<String> values(String customer, String type) {
        return contacts(customer, type).stream().map(row -> row.path("value").asText()).toList();
    }

    String add(String collection, Map<String, ?> fields) {
        return control("POST", "rows", collection, fields).path("id").asText();
    }

    void change(String collection, String id, Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.put("id", Long.valueOf(id));
        control("POST", "rows", collection, all);
    }

    List<JsonNode> rows(String collection) {
        List<JsonNode> rows = new ArrayList<>();
        control("GET", "rows", collection, Map.of()).forEach(rows::add);
        return rows;
    }

    private JsonNode control(String method, String verb, String collection, Map<String, ?> body) {
        try {
            return serviceTitan.control(method, verb + "?tenant=" + contractor + "&limit=1000&collection=" + collection,
                    JSON.writeValueAsString(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Jobs that complete from then on become activities. */
    void followsJobs(String flow) {
        awaited("jobs are followed", () -> assertThat(verb("runs", Map.of("tenant", TENANT, "limit", 500))
                .map(run -> run.path("flow").asText())).contains(flow));
    }

    /** Brings a job of the customer to its end. */
    void completes(String job, String customer, String summary) {
        change("jpm/jobs", job, Map.of("customerId", Long.valueOf(customer), "jobStatus", "Completed", "completedOn",
                serviceTitan.control("GET", "clock").path("now").asText(), "jobNumber", job, "summary", summary, "total",
                349.95));
    }

    /** One number of Austin, as five people write it. */
    static List<String> spellings(String line) {
        return List.of("(512) 555-" + line, "512.555." + line, "+1 512 555 " + line, "512555" + line, "1-512-555-" + line);
    }

    /** What waits for a person about a customer, or about a record of the CRM. */
    List<JsonNode> conflictsAbout(String id) {
        return verb("conflicts", Map.of("limit", 500)).filter(about(id)).toList();
    }

    private static Predicate<JsonNode> about(String id) {
        return row -> id.equals(row.path("customer").asText()) || id.equals(row.path("record").asText());
    }

    /** The one thing that waits about it. */
    JsonNode conflict(String id, String kind) {
        JsonNode[] found = new JsonNode[1];
        awaited("a conflict about " + id, () -> {
            List<JsonNode> all = conflictsAbout(id);
            assertThat(all).as("conflicts about %s\n%s", id, service.transcript()).hasSize(1);
            found[0] = all.get(0);
        });
        assertThat(found[0].path("kind").asText()).as(found[0].toString()).isEqualTo(kind);
        return found[0];
    }

    void settled(String id) {
        awaited("nothing waits about " + id, () -> assertThat(conflictsAbout(id)).isEmpty());
    }

    /** @return whether nothing is left of it */
    boolean resolves(JsonNode conflict, String take) {
        return verb("resolve-conflict", Map.of("id", conflict.path("id").asText(), "take", take))
                .allMatch(row -> row.path("outcome").asText().equals("resolved"));
    }

    Stream<JsonNode> deadLetters() {
        return verb("dead-letters", Map.of("tenant", TENANT));
    }

    /** As the command of that name asks it of the running service. */
    Stream<JsonNode> verb(String name, Map<String, ?> arguments) {
        return installation.verb(name, JSON.valueToTree(arguments)).path("rows").valueStream();
    }

    Optional<JsonNode> named(String name) {
        return customers().stream().filter(row -> row.path("name").asText().equals(name)).findFirst();
    }

    String log() {
        return service.transcript();
    }

    @Override
    public void close() {
        installation.close();
        serviceTitan.close();
    }
}
