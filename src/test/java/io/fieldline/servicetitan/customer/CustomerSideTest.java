package io.fieldline.servicetitan.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.sync.pair.ContactCopy;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;

/** How customers are read. */
class CustomerSideTest {

    private static final long FIRST = 10_000_001;
    private static final String CUSTOMERS = "crm/customers";
    private static final String CONTACTS = "crm/customers/contacts";

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ZERO);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void handsOutTheCustomerWithContactsTagNamesAndCustomFields() {
        sandbox.office(CUSTOMERS, "{\"id\":10000001,\"tagTypeIds\":[501,503]}");
        SideRecord record = sandbox.record(FIRST);

        assertThat(record.id()).isEqualTo("10000001");
        assertThat(record.fields()).containsKeys("name", "type", "address", "balance", "doNotMail");
        assertThat(CustomerRecords.maps(record.fields().get("contacts"))).extracting(row -> row.get("type"))
                .containsExactly("MobilePhone", "Email");
        assertThat(CustomerRecords.maps(record.fields().get("contacts")).get(0)).containsOnlyKeys("id", "type", "value", "memo",
                "phoneSettings", "preferences", "modifiedOn");
        assertThat(record.fields()).containsEntry("tags", List.of("VIP", "Financing"));
        assertThat(CustomerRecords.maps(record.fields().get("customFields")).get(0)).containsEntry("typeId", 71L)
                .containsEntry("name", "Referred by");
        assertThat(record.state()).isEqualTo(State.ACTIVE);
        assertThat(record.mergedInto()).isNull();
        assertThat(record.otherId()).isNull();
    }

    @Test
    void readsFiftyCustomersARequestAndTheirContactsLikewise() {
        CustomerSide side = sandbox.side(Optional.empty());
        side.read(List.of("10000004"));
        sandbox.requests();

        List<SideRecord> records = side
                .read(LongStream.range(FIRST, FIRST + 120).mapToObj(Long::toString).toList());

        assertThat(records).hasSize(120).extracting(SideRecord::id).doesNotHaveDuplicates();
        assertThat(sandbox.requests()).containsOnly(Map.entry("crm/customers list", 3),
                Map.entry("crm/customers/contacts list", 3));
    }

    @Test
    void leavesOutWhatNeverWas() {
        assertThat(sandbox.side().read(List.of("7", "sf:1", "10000001"))).extracting(SideRecord::id)
                .containsExactly("10000001");
        assertThat(sandbox.side().read(List.of())).isEmpty();
    }

    @Test
    void tellsWhenAContactChangedAlthoughTheCustomerDidNot() {
        SideRecord before = sandbox.record(FIRST);
        sandbox.office(CONTACTS, "{\"id\":30000002,\"value\":\"new@example.com\"}");
        SideRecord after = sandbox.record(FIRST);

        assertThat(after.modifiedOn()).isEqualTo(before.modifiedOn());
        assertThat(after.modifiedOn("contacts[type=Email].value")).isEqualTo(Instant.parse("2026-06-01T14:00:01Z"));
        assertThat(after.modifiedOn("name")).isEqualTo(before.modifiedOn());
        assertThat(after.version()).isNotEqualTo(before.version());
    }

    @Test
    void aContactThatIsShownLaterThanOneThatChangedAfterItMakesAnotherVersion() {
        CustomerSide side = sandbox.side();
        Map<String, Object> customer = sandbox.rows("crm", "customers", Long.toString(FIRST)).get(0);
        Map<String, Object> stored = side.contacts().of(List.of(FIRST)).get(FIRST).get(0);
        Map<String, Object> former = at(stored, 1, "2026-06-01T14:00:00Z");
        Map<String, Object> changed = at(stored, 1, "2026-06-01T14:00:05Z");
        Map<String, Object> newest = at(stored, 2, "2026-06-01T14:00:06Z");

        assertThat(versionWith(side, customer, former, newest)).isEqualTo(versionWith(side, customer, newest, former))
                .isNotEqualTo(versionWith(side, customer, changed, newest));
    }

    private static Map<String, Object> at(Map<String, Object> contact, long id, String modifiedOn) {
        Map<String, Object> other = new LinkedHashMap<>(contact);
        other.put("id", id);
        other.put("modifiedOn", modifiedOn);
        return other;
    }

    @SafeVarargs
    private static String versionWith(CustomerSide side, Map<String, Object> customer, Map<String, Object>... contacts) {
        return side.records(List.of(customer), ids -> Map.of(ids.iterator().next(), List.of(contacts))).get(0).version();
    }

    @Test
    void aDeletedContactMakesAnotherVersion() {
        SideRecord before = sandbox.record(FIRST);
        sandbox.office(CONTACTS, "{\"id\":30000001,\"active\":false}");

        assertThat(sandbox.record(FIRST).version()).isNotEqualTo(before.version());
    }

    @Test
    void followsMergesToTheCustomerThatIsLeft() {
        sandbox.office(CUSTOMERS, "{\"id\":10000001,\"active\":false,\"mergedToId\":10000002}");
        sandbox.office(CUSTOMERS, "{\"id\":10000002,\"active\":false,\"mergedToId\":10000003}");
        SideRecord record = sandbox.record(FIRST);

        assertThat(record.state()).isEqualTo(State.INACTIVE);
        assertThat(record.mergedInto()).isEqualTo("10000003");
    }

    @Test
    void endsACircleOfMerges() {
        sandbox.office(CUSTOMERS, "{\"id\":10000001,\"active\":false,\"mergedToId\":10000002}");
        sandbox.office(CUSTOMERS, "{\"id\":10000002,\"active\":false,\"mergedToId\":10000001}");

        assertThat(sandbox.record(FIRST).state()).isEqualTo(State.INACTIVE);
    }

    @Test
    void knowsATagThatIsNewerThanItsNames() {
        CustomerSide side = sandbox.side();
        side.read(List.of("10000001"));
        long tag = sandbox.office("settings/tag-types", "{\"name\":\"Gold plan\"}").path("id").asLong();
        sandbox.office(CUSTOMERS, "{\"id\":10000001,\"tagTypeIds\":[" + tag + ",999]}");

        SideRecord record = side.read(List.of("10000001")).get(0);

        assertThat(record.fields()).containsEntry("tags", List.of("Gold plan", "999"));
    }

    @Test
    void makesTheSameRecordOfRowsInHandAndACopyOfTheContacts() {
        CustomerSide side = sandbox.side(Optional.empty());
        SideRecord read = side.read(List.of("10000004")).get(0);
        Map<String, Object> row = new LinkedHashMap<>(read.fields());
        row.keySet().removeAll(List.of("contacts", "tags"));
        Kept copy = new Kept();
        copy.keep("acme", side.contacts().of(List.of(10_000_004L)).get(10_000_004L));
        sandbox.requests();

        List<SideRecord> records = side.records(List.of(row), new CopiedContacts(copy, "acme"));

        assertThat(records).containsExactly(read);
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void asksForTheContactsOfACustomerThatWasMadeAMomentAgo() {
        Map<String, Object> row = new LinkedHashMap<>(sandbox.rows("crm", "customers", "10000004").get(0));
        Instant made = Instant.parse("2026-06-01T14:00:00Z");
        row.put("createdOn", made.toString());

        assertThat(contactsWhenSeen(row, made.plusSeconds(60))).isNotEmpty();
        assertThat(contactsWhenSeen(row, made.plusSeconds(3_600))).as("the copy holds those of one that is older").isEmpty();
    }

    @Test
    void keepsTheContactsThatItAskedForSoThatTheirOwnerIsKnownShouldTheyMove() {
        Map<String, Object> row = new LinkedHashMap<>(sandbox.rows("crm", "customers", "10000004").get(0));
        Instant made = Instant.parse("2026-06-01T14:00:00Z");
        row.put("createdOn", made.toString());
        Kept copy = new Kept();
        FollowedCustomers customers = new FollowedCustomers(sandbox.side(Optional.empty()), copy, "acme", Catalog.load(),
                InstantSource.fixed(made.plusSeconds(60)));
        customers.records(List.of(row));
        List<Map<String, Object>> kept = copy.rows.get(10_000_004L);
        assertThat(kept).isNotEmpty().allSatisfy(contact -> assertThat(contact).containsEntry("customerId", 10_000_004L));

        customers.records(List.of(row));
        assertThat(copy.rows.get(10_000_004L)).as("what is known is not replaced").isSameAs(kept);
    }

    private List<Map<String, Object>> contactsWhenSeen(Map<String, Object> row, Instant now) {
        return CustomerRecords.maps(new FollowedCustomers(sandbox.side(Optional.empty()), new Kept(), "acme", Catalog.load(),
                InstantSource.fixed(now)).records(List.of(row)).get(0).fields().get("contacts"));
    }

    /** Holds the rows of one customer. */
    private static final class Kept implements ContactCopy {

        private final Map<Long, List<Map<String, Object>>> rows = new LinkedHashMap<>();

        @Override
        public Set<Long> owners(String tenant, Collection<Map<String, Object>> of) {
            return rows.keySet();
        }

        @Override
        public void keep(String tenant, Collection<Map<String, Object>> kept) {
            rows.put(10_000_004L, List.copyOf(kept));
        }

        @Override
        public Map<Long, List<Map<String, Object>>> of(String tenant, Collection<Long> customerIds) {
            return rows;
        }
    }
}
