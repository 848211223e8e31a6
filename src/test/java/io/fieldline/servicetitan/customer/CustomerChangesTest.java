package io.fieldline.servicetitan.customer;

import static io.fieldline.servicetitan.customer.CustomerSandbox.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Refused;
import io.fieldline.sync.pair.WriteOutcome.Written;

/** How customers that are there are changed. */
class CustomerChangesTest {

    private static final long FIRST = 10_000_001;
    private static final String EMAIL = "contacts[type=Email].value";
    private static final String CONTACTS = "crm/customers/contacts";

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ZERO);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private WriteOutcome write(Map<String, Object> fields) {
        return write(sandbox.record(FIRST), fields);
    }

    private WriteOutcome write(SideRecord record, Map<String, Object> fields) {
        sandbox.step(Duration.ofSeconds(1));
        return sandbox.side().write(List.of(change(record, fields))).get(0);
    }

    private Object field(String path) {
        return Values.at(sandbox.record(FIRST).fields(), path);
    }

    private List<Map<String, Object>> contacts() {
        return CustomerRecords.maps(sandbox.record(FIRST).fields().get("contacts"));
    }

    @Test
    void setsFieldsAndTellsTheVersionThatTheRecordHasNow() {
        WriteOutcome outcome = write(Map.of("name", "Zoë 🌻 ‏שלום", "type", "Commercial", "doNotMail", true));

        SideRecord record = sandbox.record(FIRST);
        assertThat(outcome).isEqualTo(new Written("10000001", record.version()));
        assertThat(record.fields()).containsEntry("name", "Zoë 🌻 ‏שלום").containsEntry("type", "Commercial")
                .containsEntry("doNotMail", true);
        assertThat(record.otherId()).isEqualTo("sf:1");
    }

    @Test
    void sendsTheWholeAddressWhenAPartOfItChanges() {
        Object city = field("address.city");

        assertThat(write(Map.of("address.street", "1 New Road", "address.unit", "B"))).isInstanceOf(Written.class);
        assertThat(field("address.street")).isEqualTo("1 New Road");
        assertThat(field("address.unit")).isEqualTo("B");
        assertThat(field("address.city")).isEqualTo(city);
        assertThat(write(Collections.singletonMap("address.unit", null))).isInstanceOf(Written.class);
        assertThat(field("address.unit")).isIn("", null);
        assertThat(write(Collections.singletonMap("address.zip", null))).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactly("address.zip"));
    }

    @Test
    void changesTheFirstContactOfATypeAndLeavesTheOthers() {
        sandbox.office(CONTACTS,
                "{\"customerId\":10000001,\"type\":\"Email\",\"value\":\"second@example.com\",\"phoneSettings\":{}}");

        assertThat(write(Map.of(EMAIL, "first@example.com", "contacts[type=Email].memo", "home")))
                .isInstanceOf(Written.class);

        assertThat(contacts()).filteredOn(row -> row.get("type").equals("Email")).extracting(row -> row.get("value"))
                .containsExactly("first@example.com", "second@example.com");
        assertThat(contacts().get(1)).containsEntry("memo", "home");
    }

    @Test
    void deletesThatContactOnlyWhenItsValueIsEmptied() {
        sandbox.office(CONTACTS,
                "{\"customerId\":10000001,\"type\":\"Email\",\"value\":\"second@example.com\",\"phoneSettings\":{}}");

        assertThat(write(Collections.singletonMap(EMAIL, null))).isInstanceOf(Written.class);

        assertThat(contacts()).filteredOn(row -> row.get("type").equals("Email")).extracting(row -> row.get("value"))
                .containsExactly("second@example.com");
    }

    @Test
    void addsAContactWhereThereIsNoneOfItsType() {
        assertThat(write(Map.of("contacts[type=Phone].value", "+13125550100",
                "contacts[type=Phone].preferences.marketingUpdatesEnabled", false))).isInstanceOf(Written.class);

        Map<String, Object> added = contacts().get(2);
        assertThat(added).containsEntry("type", "Phone").containsEntry("value", "+13125550100");
        assertThat(Values.at(added, "preferences.marketingUpdatesEnabled")).isEqualTo(false);
        assertThat(Values.at(added, "preferences.jobRemindersEnabled")).isEqualTo(true);
        assertThat(write(Collections.singletonMap("contacts[type=Fax].value", null))).isInstanceOf(Written.class);
    }

    @Test
    void setsOnePreferenceOfAContactAndKeepsTheOthers() {
        assertThat(write(Map.of("contacts[type=Email].preferences.statementNotification", false)))
                .isInstanceOf(Written.class);

        assertThat(CustomerRecords.map(contacts().get(1).get("preferences")))
                .containsEntry("statementNotification", false).containsEntry("invoiceNotification", true)
                .containsEntry("marketingUpdatesEnabled", true);
    }

    @Test
    void refusesWhatNoOperationSets() {
        sandbox.requests();
        String path = "contacts[type=MobilePhone].phoneSettings.doNotText";

        assertThat(write(Map.of(path, true, "name", "New name"))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).contains("cannot be set by ServiceTitan's API");
            assertThat(refused.fields()).containsExactly(path);
        });
        assertThat(sandbox.requests()).doesNotContainKey("crm/customers update");
        assertThat(write(Map.of(path, false))).isInstanceOf(Written.class);
    }

    @Test
    void replacesTagsByNameAndKeepsOneThatIsNoLongerGiven() {
        sandbox.office("crm/customers", "{\"id\":10000001,\"tagTypeIds\":[508]}");
        String retired = ((List<?>) sandbox.record(FIRST).fields().get("tags")).get(0).toString();

        assertThat(write(Map.of("tags", List.of(retired, "vip")))).isInstanceOf(Written.class);
        assertThat((List<?>) sandbox.record(FIRST).fields().get("tags")).isEqualTo(List.of(retired, "VIP"));
        assertThat(write(Map.of("tags", List.of()))).isInstanceOf(Written.class);
        assertThat((List<?>) sandbox.record(FIRST).fields().get("tags")).isEmpty();
        assertThat(write(Map.of("tags", List.of(retired)))).isInstanceOf(Refused.class);
    }

    @Test
    void changesOneCustomFieldAndKeepsTheOthers() {
        Object referredBy = CustomerRecords.maps(field("customFields")).get(0).get("value");

        assertThat(write(Map.of("customFields[name=Account number].value", "A-1", "customFields[typeId=70].value",
                new BigDecimal("1800")))).isInstanceOf(Written.class);

        assertThat(CustomerRecords.maps(field("customFields"))).extracting(row -> row.get("name"), row -> row.get("value"))
                .containsExactlyInAnyOrder(tuple("Referred by", referredBy),
                        tuple("Account number", "A-1"),
                        tuple("Square feet", "1800"));
        assertThat(write(Collections.singletonMap("customFields[typeId=71].value", null))).isInstanceOf(Written.class);
        assertThat(CustomerRecords.maps(field("customFields"))).extracting(row -> row.get("typeId")).containsOnly(69L, 70L);
    }

    @Test
    void namesWhatItDoesNotKnowWithWhatMayHaveBeenMeantAndSendsNothing() {
        SideRecord record = sandbox.record(FIRST);
        sandbox.requests();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nmae", "x");
        fields.put("tags", List.of("VIPP"));
        fields.put("customFields[name=Refered by].value", "x");
        fields.put("contacts[type=Mail].value", "x");
        fields.put("address.town", "x");
        fields.put("balance", BigDecimal.ONE);

        assertThat(write(record, fields)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.fields()).containsExactlyInAnyOrderElementsOf(fields.keySet());
            assertThat(refused.reason()).contains("did you mean name?", "did you mean VIP?", "did you mean Referred by?",
                    "Email, Fax, MobilePhone, Phone", "street, unit, city");
        });
        assertThat(sandbox.requests()).doesNotContainKeys("crm/customers update", "crm/customers/contacts update");
    }

    @Test
    void passesOnWhatServiceTitanRefusesInItsWords() {
        assertThat(write(Map.of("customFields[name=Referred by].value", "A bird"))).isInstanceOfSatisfying(Refused.class,
                refused -> {
                    assertThat(refused.reason()).contains("A bird", "is not valid for the custom field Referred by");
                    assertThat(refused.fields()).containsExactly("customFields[name=Referred by].value");
                });
        assertThat(write(Map.of(EMAIL, "nobody"))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).contains("nobody");
            assertThat(refused.fields()).containsExactly(EMAIL);
        });
        assertThat(write(Map.of("doNotMail", "yes"))).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactly("doNotMail"));
    }

    @Test
    void saysThatAPartWasWrittenWhenALaterRequestIsRefused() {
        assertThat(write(Map.of("name", "Half", EMAIL, "nobody"))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).startsWith("A part was written before this");
            assertThat(refused.fields()).containsExactly(EMAIL);
        });
        assertThat(field("name")).isEqualTo("Half");
    }

    @Test
    void doesNotWriteOverWhatMovedOn() {
        SideRecord record = sandbox.record(FIRST);
        sandbox.office(CONTACTS, "{\"id\":30000001,\"memo\":\"changed meanwhile\"}");

        assertThat(write(record, Map.of("name", "Late"))).isEqualTo(new WriteOutcome.Stale());
        assertThat(field("name")).isEqualTo(record.fields().get("name"));
    }

    @Test
    void deactivatesAndActivates() {
        CustomerSide side = sandbox.side();

        assertThat(side.write(List.of(new SideWrite("10000001", "sf:1", Map.of(), null, State.INACTIVE))).get(0))
                .isInstanceOf(Written.class);
        assertThat(sandbox.record(FIRST).state()).isEqualTo(State.INACTIVE);
        assertThat(side.write(List.of(new SideWrite("10000001", "sf:1", Map.of(), null, State.ACTIVE))).get(0))
                .isInstanceOf(Written.class);
        assertThat(sandbox.record(FIRST).state()).isEqualTo(State.ACTIVE);
        assertThat(side.write(List.of(new SideWrite("10000001", "sf:1", Map.of(), null, State.DELETED))).get(0))
                .isInstanceOf(Refused.class);
    }

    @Test
    void tellsACustomerThatIsNotThereFromOneThatWasMerged() {
        sandbox.office("crm/customers", "{\"id\":10000001,\"active\":false,\"mergedToId\":10000002}");

        List<WriteOutcome> outcomes = sandbox.side().write(List.of(
                new SideWrite("7", "sf:7", Map.of("name", "x"), null, null),
                new SideWrite("seven", "sf:8", Map.of("name", "x"), null, null),
                new SideWrite("10000001", "sf:1", Map.of("name", "x"), null, null)));

        assertThat(outcomes).startsWith(new WriteOutcome.Gone(), new WriteOutcome.Gone());
        assertThat(outcomes.get(2)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.reason()).contains("merged into customer 10000002"));
    }

    @Test
    void sendsNothingForWhatStandsAlready() {
        SideRecord before = sandbox.record(FIRST);
        CustomerSide side = sandbox.side(Optional.empty());
        sandbox.requests();

        assertThat(side.write(List.of(change(before, Map.of("name", before.fields().get("name"), "tags", List.of(),
                "address.city", Values.at(before.fields(), "address.city"))))))
                .containsExactly(new Written("10000001", before.version()));
        assertThat(sandbox.requests()).containsOnlyKeys("crm/customers list", "crm/customers/contacts list");
    }

    @Test
    void readsAndReadsBackManyWritesTogether() {
        List<SideRecord> records = sandbox.side()
                .read(LongStream.range(FIRST, FIRST + 16).mapToObj(Long::toString).toList());
        CustomerSide side = sandbox.side(Optional.empty());
        sandbox.requests();

        assertThat(side.write(records.stream().map(record -> change(record, Map.of("name", "N" + record.id()))).toList()))
                .hasSize(16).allMatch(Written.class::isInstance);
        assertThat(sandbox.requests()).containsEntry("crm/customers list", 2).containsEntry("crm/customers/contacts list", 2)
                .containsEntry("crm/customers update", 16);
    }

    @Test
    void throwsWhenServiceTitanIsAwayBeforeAnythingWasWritten() {
        SideRecord record = sandbox.record(FIRST);
        sandbox.fault("server-error=1");

        assertThatThrownBy(() -> write(record, Map.of("name", "x"))).isInstanceOf(RetryLaterException.class);
    }
}
