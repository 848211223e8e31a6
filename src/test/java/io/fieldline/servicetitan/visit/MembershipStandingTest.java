package io.fieldline.servicetitan.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.Standing.Stands;
import io.fieldline.outreach.Standing.Stopped;
import io.fieldline.outreach.Subject;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.CustomerSandbox;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

class MembershipStandingTest {

    private static final String END = "2026-06-20";

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ZERO);
    private final FixedTenants tenants = new FixedTenants();
    private final Offices offices = new Offices(tenants, sandbox.client(), Catalog.load(), Clock.systemUTC());
    private long membership;
    private long customer;
    private long location;

    @BeforeEach
    void start() {
        tenants.apply(new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), sandbox.account(), Map.of(), Map.of()));
        Map<String, Object> first = new SequenceRecords(offices).of("acme", "memberships/memberships", Map.of()).get(0);
        membership = (Long) first.get("id");
        customer = (Long) first.get("customerId");
        location = (Long) offices.of(tenants.find("acme").orElseThrow())
                .rows("crm", "locations", "customerId", customer, "customerId").get(0).get("id");
        change(membership, "\"status\": \"Active\", \"from\": \"2025-06-20T00:00:00Z\", \"to\": \"" + END
                + "T00:00:00Z\", \"renewedById\": null, \"locationId\": " + location);
        others().forEach(other -> change((Long) other.get("id"), "\"status\": \"Expired\""));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void oneThatEndsStandsWithItsCustomerAndItsEnd() {
        Stands stands = (Stands) look();

        assertThat(stands.facts().customer().id()).isEqualTo(customer);
        assertThat(stands.facts().location()).hasValueSatisfying(place -> assertThat(place.id()).isEqualTo(location));
        assertThat(stands.facts().job()).isEmpty();
        assertThat(stands.values()).containsEntry("membershipEnd", LocalDate.parse(END));
        assertThat(stands.values().get("membershipName").toString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "status": "Canceled"               | membership-cancelled
            "status": "Suspended"              | membership-suspended
            "status": "Deleted"                | membership-gone
            "renewedById": 7                   | renewed
            "to": null                         | never-expires
            "to": "2027-06-20T00:00:00Z"       | renewed
            """)
    void endsWhereThereIsNoReasonAnyMore(String fields, String condition) {
        change(membership, fields);
        assertThat(look()).isInstanceOfSatisfying(Stopped.class,
                stopped -> assertThat(stopped.condition()).isEqualTo(condition));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            active: the day after   | "status": "Active", "from": "2026-06-21T00:00:00Z", "to": "2027-06-20T00:00:00Z"      | true
            without an end          | "status": "Active", "from": "2025-06-21T00:00:00Z", "to": null                       | true
            begins too late         | "status": "Active", "from": "2026-06-22T00:00:00Z", "to": "2027-06-20T00:00:00Z"      | false
            ends too early          | "status": "Active", "from": "2025-06-21T00:00:00Z", "to": "2026-06-20T00:00:00Z"      | false
            not active              | "status": "Expired", "active": true, "from": "2026-06-21T00:00:00Z", "to": null       | false
            """)
    void anotherOneOfTheCustomerAtTheSamePlaceMayGoOn(String what, String fields, boolean renews) {
        long other = insert(location, fields);
        assertThat(look() instanceof Stopped).as(what).isEqualTo(renews);

        change(other, "\"locationId\": null");
        assertThat(look()).as("elsewhere").isInstanceOf(Stands.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            begins much later       | "status": "Active", "from": "2026-08-01T00:00:00Z", "to": "2027-08-01T00:00:00Z"      | true
            of all locations        | "status": "Active", "from": "2026-08-01T00:00:00Z", "to": null, "locationId": null    | true
            suspended               | "status": "Suspended", "from": "2026-08-01T00:00:00Z", "to": null                      | false
            expired as well         | "status": "Expired", "active": true, "from": "2026-08-01T00:00:00Z", "to": null       | false
            """)
    void aLapsedMemberIsOneAgainByAnyOtherActiveMembershipOfThePlace(String what, String fields, boolean again) {
        lapsed();
        assertThat(look()).isInstanceOf(Stands.class);
        long other = insert(location, fields);
        assertThat(look() instanceof Stopped stopped && stopped.condition().equals("member-again")).as(what).isEqualTo(again);

        change(other, "\"locationId\": 1");
        assertThat(look()).as("at another place").isInstanceOf(Stands.class);
    }

    @Test
    void aLapsedMembershipThatIsActiveAgainOrWasRenewedIsOver() {
        lapsed();
        change(membership, "\"status\": \"Active\"");
        assertThat(look()).isInstanceOfSatisfying(Stopped.class,
                stopped -> assertThat(stopped.condition()).isEqualTo("member-again"));
        change(membership, "\"status\": \"Expired\", \"renewedById\": 7");
        assertThat(look()).isInstanceOfSatisfying(Stopped.class,
                stopped -> assertThat(stopped.condition()).isEqualTo("renewed"));
    }

    private void lapsed() {
        change(membership, "\"status\": \"Expired\"");
        String flow = "membership-renewal-sequence";
        tenants.apply(new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), sandbox.account(), Map.of(),
                Map.of(flow, new FlowSettings(flow, Duration.ofMinutes(1), Map.of("sequence", "lapsed-member")))));
    }

    private Standing look() {
        Instant now = Instant.parse("2026-06-01T14:00:00Z");
        return new VisitStandings(offices, Clock.systemUTC()).look(new MessageRequest(
                new MessageKey("acme", "membership-renewal-sequence", "x", new Subject("membership", membership, END)),
                MessageKind.MARKETING, ChannelKind.EMAIL, "mail", "x", customer, OptionalLong.of(location), now, now,
                Map.of()));
    }

    private List<Map<String, Object>> others() {
        return new SequenceRecords(offices).of("acme", "memberships/memberships", Map.of()).stream()
                .filter(row -> row.get("customerId").equals(customer))
                .filter(row -> !row.get("id").equals(membership)).toList();
    }

    private void change(long id, String fields) {
        sandbox.office("memberships/memberships", "{\"id\": " + id + ", " + fields + "}");
    }

    private long insert(long place, String fields) {
        return sandbox.office("memberships/memberships", "{\"customerId\": " + customer + ", \"locationId\": " + place + ", "
                + fields + "}").path("id").asLong();
    }
}
