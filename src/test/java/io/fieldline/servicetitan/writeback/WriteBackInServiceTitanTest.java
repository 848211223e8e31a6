package io.fieldline.servicetitan.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.SyncException;
import io.fieldline.outreach.writeback.ContactDesk.ContactRow;
import io.fieldline.outreach.writeback.WriteBackRules;
import io.fieldline.sandbox.SandboxCredentials;
import io.fieldline.sandbox.SandboxServer;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.RateBudgets;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Environment;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.Tenant;

/** Over a local ServiceTitan that refuses what ServiceTitan refuses. */
class WriteBackInServiceTitanTest {

    private static final long TENANT = 1001;
    private static final long FIRST = 10_000_001;
    private static final String NUMBER = "+13125550142";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private SandboxServer server;
    private Tenant tenant;
    private Calls calls;
    private ServiceTitanContacts contacts;
    private ServiceTitanJobNotes notes;

    @BeforeEach
    void start() {
        server = SandboxServer.start(SandboxSettings.builder().jobs(100).rateLimit(100_000).speed(0).writeLag(Duration.ZERO)
                .start(Instant.parse("2026-06-01T14:00:00Z")).build());
        SandboxCredentials credentials = SandboxCredentials.of(TENANT);
        tenant = tenant(new ServiceTitanAccount(Environment.SANDBOX, TENANT, Secret.literal(credentials.appKey()),
                credentials.clientId(), Secret.literal(credentials.clientSecret()), server.url(), server.url(), 1000, false,
                Optional.empty()), Map.of());
        ServiceTitanClient client = new ServiceTitanClient(http,
                new TokenCache(new TokenEndpoint(http, Clock.systemUTC()), Clock.systemUTC()), new RateBudgets(),
                Clock.systemUTC());
        calls = new Calls(client, Catalog.load());
        contacts = new ServiceTitanContacts(client, Catalog.load());
        notes = new ServiceTitanJobNotes(client, Catalog.load());
    }

    private static Tenant tenant(ServiceTitanAccount account, Map<String, Connection> connections) {
        return new Tenant("acme", "Acme", ZoneId.of("UTC"), account, connections, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void phone(String collection, long owner, String value) {
        calls.send(tenant, calls.operation("crm", collection, "create"), Map.of("id", Long.toString(owner)),
                Map.of("type", "MobilePhone", "value", value));
    }

    private List<Map<String, Object>> rows(String module, String collection, String parameter, String value) {
        return calls.rows(tenant, calls.operation(module, collection, "list"), Map.of(),
                List.of(new QueryValue(parameter, value)));
    }

    private static Map<String, Boolean> preferences(ServiceTitanContacts desk, boolean enabled) {
        Map<String, Boolean> all = new TreeMap<>();
        desk.preferenceNames().forEach(name -> all.put(name, enabled));
        return all;
    }

    @Test
    void contactsOfCustomersAndLocationsAreFoundHoweverTheNumberIsWritten() {
        long location = location();
        phone("customers/contacts", FIRST, "(312) 555-0142");
        phone("customers/contacts", FIRST, "312-555-0143");
        phone("locations/contacts", location, "1 312 555 0142");

        List<ContactRow> found = contacts.contacts(tenant, NUMBER, List.of(FIRST));

        assertThat(found).extracting(ContactRow::customerId, ContactRow::locationId, ContactRow::preferences)
                .containsExactlyInAnyOrder(tuple(FIRST, OptionalLong.empty(), preferences(contacts, true)),
                        tuple(FIRST, OptionalLong.of(location), preferences(contacts, true)));
        assertThat(contacts.contacts(tenant, NUMBER, List.of())).as("found by the number alone").isNotEmpty();
        assertThat(contacts.contacts(tenant, "+13125559999", List.of(FIRST))).isEmpty();
    }

    private long location() {
        return (Long) rows("crm", "locations", "customerId", Long.toString(FIRST)).get(0).get("id");
    }

    @Test
    void preferencesAreShownAsTheyWereWritten() {
        long location = location();
        phone("customers/contacts", FIRST, "(312) 555-0142");
        phone("locations/contacts", location, "1 312 555 0142");

        contacts.contacts(tenant, NUMBER, List.of(FIRST))
                .forEach(contact -> contacts.prefer(tenant, contact, preferences(contacts, false)));

        assertThat(contacts.contacts(tenant, NUMBER, List.of(FIRST))).hasSize(2)
                .allSatisfy(contact -> assertThat(contact.preferences()).isEqualTo(preferences(contacts, false)));
    }

    @Test
    void aCustomerBearsATagUntilItIsTakenOff() {
        Set<Long> some = Set.of(FIRST, FIRST + 1);
        String tag = rows("settings", "tag-types", "pageSize", "50").stream().map(row -> row.get("name").toString())
                .filter(name -> contacts.tagged(tenant, some, name).isEmpty()).findFirst().orElseThrow();

        contacts.tag(tenant, FIRST, tag, true);
        assertThat(contacts.tagged(tenant, some, tag.toUpperCase(Locale.ROOT))).containsExactly(FIRST);
        contacts.tag(tenant, FIRST, tag, false);
        assertThat(contacts.tagged(tenant, some, tag)).isEmpty();
        assertThatThrownBy(() -> contacts.tag(tenant, FIRST, "Hush", true)).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("no tag 'Hush'");
    }

    @Test
    void aJobHasANoteOnceItWasAdded() {
        long job = job();

        assertThat(notes.has(tenant, job, "Fieldline t1")).isFalse();
        notes.add(tenant, job, "Text message sent\n[Fieldline t1]");

        assertThat(notes.has(tenant, job, "Fieldline t1")).isTrue();
        assertThat(notes.has(tenant, job, "Fieldline t2")).isFalse();
        assertThatThrownBy(() -> notes.has(tenant, 1, "Fieldline t1")).isInstanceOf(SyncException.class);
        assertThatThrownBy(() -> notes.add(tenant, 1, "x")).isInstanceOf(RejectedRecordException.class);
    }

    private long job() {
        return (Long) rows("jpm", "jobs", "pageSize", "1").get(0).get("id");
    }

    @Test
    void whatIsWantedDecidesWhichScopesAreNeeded() {
        WriteBackScopes scopes = new WriteBackScopes(Catalog.load());

        assertThat(scopes.of(tenant)).isEmpty();
        assertThat(scopes.of(connected(Map.of("optOuts", "none")))).isEmpty();
        assertThat(scopes.of(connected(Map.of()))).containsExactly("tn.crm.customers:r", "tn.crm.customers:w",
                "tn.crm.locations:r", "tn.crm.locations:w");
        assertThat(scopes.of(connected(Map.of("optOuts", "tag", "jobNotes", true)))).contains("tn.crm.customers:w",
                "tn.stt.tagtypes:r", "tn.jpm.jobs:w").doesNotContain("tn.crm.locations:w");
        assertThat(WriteBackRules.all(connected(Map.of()))).singleElement()
                .satisfies(rules -> assertThat(rules.jobNotes()).isFalse());
    }

    private Tenant connected(Map<String, Object> options) {
        return tenant(tenant.serviceTitan(), Map.of("sms", new Connection("sms", "twilio", options)));
    }
}
