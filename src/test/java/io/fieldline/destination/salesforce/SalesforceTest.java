package io.fieldline.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sandbox.salesforce.FieldDefinition;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Duplicate;
import io.fieldline.sync.pair.WriteOutcome.Gone;
import io.fieldline.sync.pair.WriteOutcome.Later;
import io.fieldline.sync.pair.WriteOutcome.Refused;
import io.fieldline.sync.pair.WriteOutcome.Stale;
import io.fieldline.sync.pair.WriteOutcome.Written;

class SalesforceTest {

    private final SalesforceOrg org = SalesforceOrg.usual();

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void aCustomerBecomesAnAccountAndItsContactAndIsReadAsOneRecord() {
        String id = created("42", "Account.Name", "Ada & Söhne 🚰", "Account.Phone", "+13125550100", "Contact.FirstName", "Ada",
                "Contact.LastName", "O'Hara", "Contact.Email", "ada@example.com");

        SideRecord record = read(id);

        assertThat(record.otherId()).isEqualTo("42");
        assertThat(record.state()).isEqualTo(State.ACTIVE);
        assertThat(record.fields()).containsEntry("Account.Name", "Ada & Söhne 🚰")
                .containsEntry("Account.IsPersonAccount", false).containsEntry("Contact.LastName", "O'Hara")
                .containsEntry("Contact.Email", "ada@example.com").containsEntry("Account.Fax", null);
        assertThat(record.partsModifiedOn()).containsOnlyKeys("Account.", "Contact.");
        assertThat(record.modifiedOn()).isEqualTo(SalesforceOrg.START);
        assertThat(org.standIn.rows("Contact")).singleElement()
                .satisfies(contact -> assertThat(contact.path("AccountId").asText()).isEqualTo(id));
    }

    @Test
    void aResidentialCustomerBecomesAPersonAccountAndIsReadUnderTheContactsNames() {
        org.standIn.define("Contact", FieldDefinition.text("Pet__c", 20));
        String id = created("7", "Account.IsPersonAccount", true, "Account.Name", "Grace Hopper", "Account.Phone", "1",
                "Contact.FirstName", "Grace", "Contact.LastName", "Hopper", "Contact.Email", "g@example.com", "Contact.Phone",
                "2", "Contact.Pet__c", "cat");

        JsonNode row = org.standIn.row(id);
        assertThat(row.path("PersonEmail").asText()).isEqualTo("g@example.com");
        assertThat(row.path("PersonHomePhone").asText()).isEqualTo("2");
        assertThat(row.path("Pet__pc").asText()).isEqualTo("cat");
        assertThat(read(id).fields()).containsEntry("Account.IsPersonAccount", true).containsEntry("Contact.Pet__c", "cat")
                .containsEntry("Account.Name", "Grace Hopper").containsEntry("Account.Phone", "1")
                .containsEntry("Contact.Phone", "2").doesNotContainKey("Account.PersonEmail");
        assertThat(org.standIn.rows("Contact")).isEmpty();
    }

    @Test
    void aPersonsWholeNameIsSplitWhereItsPartsAreNotGiven() {
        String id = created("7", "Account.IsPersonAccount", true, "Account.Name", "Jean Claude Petit");

        assertThat(org.standIn.row(id).path("FirstName").asText()).isEqualTo("Jean Claude");
        assertThat(org.standIn.row(id).path("LastName").asText()).isEqualTo("Petit");
        assertThat(read(id).fields()).containsEntry("Account.Name", "Jean Claude Petit")
                .as("one name, not two that could disagree").doesNotContainKeys("Contact.FirstName", "Contact.LastName");
    }

    @Test
    void aRefusedFieldOfAPersonIsNamedAsTheWriteNamedIt() {
        assertThat(
                write(create("7", "Account.IsPersonAccount", true, "Contact.LastName", "Hopper", "Contact.Email", "no mail")))
                .isInstanceOfSatisfying(Refused.class,
                        refused -> assertThat(refused.fields()).containsExactly("Contact.Email"));
    }

    @Test
    void manyNewCustomersTakeOneCallForTwoHundredRowsOfAKind() {
        List<SideWrite> writes = IntStream.range(0, 450)
                .mapToObj(i -> create("c" + i, "Account.Name", "Customer " + i, "Contact.LastName", "L" + i)).toList();
        org.crm.describe();
        org.standIn.forgetCalls();

        List<WriteOutcome> outcomes = org.crm.write(writes);

        assertThat(outcomes).hasSize(450).allMatch(Written.class::isInstance);
        assertThat(org.standIn.calls()).containsOnly(Map.entry("PATCH composite/sobjects", 6));
        List<String> ids = outcomes.stream().map(outcome -> ((Written) outcome).id()).toList();
        assertThat(org.standIn.row(ids.get(449)).path("ST_Customer_Id__c").asText()).isEqualTo("c449");
        org.standIn.forgetCalls();
        assertThat(org.crm.read(ids)).hasSize(450).allSatisfy(
                record -> assertThat(record.fields().get("Contact.LastName").toString()).isEqualTo(
                        record.otherId().replace("c", "L")));
        assertThat(org.standIn.calls().get("GET query")).isEqualTo(org.standIn.calls().get("GET queryAll"))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void aCreationThatIsRepeatedFindsTheAccountItMade() {
        String first = created("42", "Account.Name", "Ada", "Contact.LastName", "Ada");
        String second = created("42", "Account.Name", "Ada", "Contact.LastName", "Ada");

        assertThat(second).isEqualTo(first);
        assertThat(org.standIn.rows("Account")).hasSize(1);
        assertThat(org.standIn.rows("Contact")).hasSize(1);
    }

    @Test
    void anAccountWhoseContactIsRefusedStandsAndARepeatEndsWithBoth() {
        assertThat(write(create("42", "Account.Name", "Ada", "Contact.LastName", "A", "Contact.Email", "not an address")))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.fields()).containsExactly("Contact.Email");
                    assertThat(refused.reason()).contains("stands", "INVALID_EMAIL_ADDRESS");
                });

        created("42", "Account.Name", "Ada", "Contact.LastName", "A", "Contact.Email", "a@example.com");

        assertThat(org.standIn.rows("Account")).hasSize(1);
        assertThat(org.standIn.rows("Contact")).hasSize(1);
    }

    @Test
    void anAccountThatWasThereIsAdoptedWithItsOldestContact() {
        String id = org.standIn.create("Account", Map.of("Name", "Known"));
        String first = org.standIn.create("Contact", Map.of("LastName", "First", "AccountId", id));
        org.standIn.create("Contact", Map.of("LastName", "Second", "AccountId", id));

        assertThat(write(change(read(id), "42", "Contact.Email", "first@example.com"))).isInstanceOf(Written.class);

        assertThat(read(id).otherId()).isEqualTo("42");
        assertThat(org.standIn.row(first).path("ST_Customer_Id__c").asText()).isEqualTo("42");
        assertThat(read(id).fields()).containsEntry("Contact.LastName", "First").containsEntry("Contact.Email",
                "first@example.com");
    }

    @Test
    void anExternalIdThatAnotherAccountBearsNamesThatAccount() {
        String other = created("42", "Account.Name", "Other");
        String id = org.standIn.create("Account", Map.of("Name", "Known"));

        assertThat(write(change(read(id), "42", "Account.Phone", "1"))).isInstanceOfSatisfying(Duplicate.class,
                duplicate -> assertThat(duplicate.candidates()).containsExactly(other));
    }

    @Test
    void aChangeWorkedOutAgainstAnOlderVersionIsRefused() {
        String id = created("42", "Account.Name", "Ada", "Contact.LastName", "Ada");
        SideRecord seen = read(id);
        org.standIn.edit(id, Map.of("Phone", "of the office"));

        assertThat(write(change(seen, "42", "Account.Phone", "ours"))).isInstanceOf(Stale.class);
        assertThat(org.standIn.row(id).path("Phone").asText()).isEqualTo("of the office");
        assertThat(write(change(read(id), "42", "Account.Phone", "ours"))).isInstanceOf(Written.class);
        assertThat(org.standIn.row(id).path("Phone").asText()).isEqualTo("ours");
    }

    @Test
    void anEditOfTheContactAloneMakesANewVersion() {
        String id = created("42", "Account.Name", "Ada", "Contact.LastName", "Ada");
        SideRecord seen = read(id);
        org.standIn.edit(org.standIn.rows("Contact").get(0).path("Id").asText(), Map.of("Phone", "9"));

        assertThat(write(change(seen, "42", "Account.Phone", "ours"))).isInstanceOf(Stale.class);
    }

    @Test
    void guardedChangesTakeOneCallForTwentyFiveRows() {
        List<SideWrite> changes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String id = created("c" + i, "Account.Name", "A" + i, "Contact.LastName", "L");
            changes.add(change(read(id), "c" + i, "Account.Phone", "1", "Contact.Phone", "2"));
        }
        org.standIn.forgetCalls();

        assertThat(org.crm.write(changes)).hasSize(60).allMatch(Written.class::isInstance);

        assertThat(org.standIn.calls()).containsEntry("POST composite", 6).containsEntry("GET query", 1)
                .containsEntry("GET queryAll", 1).hasSize(3);
    }

    @Test
    void anEmptiedFieldIsEmptyAndAnUnnamedOneStaysAsItIs() {
        String id = created("42", "Account.Name", "Ada", "Account.Phone", "1", "Account.Fax", "2");

        write(change(read(id), "42", "Account.Phone", null));

        assertThat(read(id).fields()).containsEntry("Account.Phone", null).containsEntry("Account.Fax", "2");
    }

    @Test
    void whatSalesforceWillNotTakeIsRefusedWithItsReasonAndTheOthersGoThrough() {
        org.standIn.define("Account", FieldDefinition.choice("Status__c", true, "Active", "Inactive"));

        List<WriteOutcome> outcomes = org.crm.write(List.of(create("1", "Account.Name", "x".repeat(256)),
                create("2", "Account.Name", "ok", "Account.Status__c", "Unheard of"), create("3", "Account.Phone", "1"),
                create("4", "Account.Name", "ok", "Account.Nowhere__c", "1"), create("5", "Account.Name", "ok")));

        assertThat(outcomes.get(0)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).startsWith("STRING_TOO_LONG").contains("max length=255");
            assertThat(refused.fields()).containsExactly("Account.Name");
        });
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).startsWith("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
            assertThat(refused.fields()).containsExactly("Account.Status__c");
        });
        assertThat(outcomes.get(2)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactly("Account.Name"));
        assertThat(outcomes.get(3)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactly("Account.Nowhere__c"));
        assertThat(outcomes.get(4)).isInstanceOf(Written.class);
    }

    @Test
    void aDuplicateRuleALockAndADeletedAccountEachHaveTheirOutcome() {
        String locked = created("1", "Account.Name", "Locked");
        String deleted = created("2", "Account.Name", "Deleted", "Contact.LastName", "D", "Contact.Email", "two@example.com");
        String email = created("3", "Account.Name", "Mail", "Contact.LastName", "M", "Contact.Email", "one@example.com");
        SideRecord seenLocked = read(locked);
        SideRecord seenDeleted = read(deleted);
        org.standIn.duplicateRule(true);
        org.standIn.lock(locked, 1);
        org.standIn.delete(deleted);

        List<WriteOutcome> outcomes = org.crm.write(List.of(change(seenLocked, "1", "Account.Phone", "1"),
                change(seenDeleted, "2", "Account.Phone", "1"),
                create("4", "Account.Name", "Mail again", "Contact.LastName", "M", "Contact.Email", "one@example.com")));

        assertThat(outcomes.get(0)).isInstanceOf(Later.class);
        assertThat(outcomes.get(1)).isInstanceOf(Gone.class);
        assertThat(outcomes.get(2)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.fields()).containsExactly("Contact.Email");
            assertThat(refused.reason()).contains("DUPLICATES_DETECTED", email, "which is customer 3");
        });
        assertThat(read(email).fields()).containsEntry("Contact.Email", "one@example.com");
        assertThat(write(change(seenLocked, "1", "Account.Phone", "1"))).isInstanceOf(Written.class);
    }

    @Test
    void aContactThatWasMovedToAnotherAccountStaysThereWhenItsCustomerGetsANewOne() {
        String before = created("1", "Account.Name", "Before", "Contact.LastName", "B", "Contact.Email", "b@example.com");
        String after = created("2", "Account.Name", "After");
        String moved = contact("1").path("Id").asText();
        org.pass(Duration.ofMinutes(1));
        org.standIn.edit(moved, Map.of("AccountId", after));
        assertThat(read(before).fields()).doesNotContainKey("Contact.Email");
        assertThat(read(after).fields()).as("the account has no other").containsEntry("Contact.Email", "b@example.com");

        assertThat(write(change(read(before), "1", "Contact.LastName", "B", "Contact.Email", "new@example.com")))
                .isInstanceOf(Written.class);

        assertThat(org.standIn.row(moved).path("AccountId").asText()).isEqualTo(after);
        assertThat(org.standIn.row(moved).path("ST_Customer_Id__c").isNull()).isTrue();
        assertThat(contact("1").path("AccountId").asText()).isEqualTo(before);
        assertThat(read(before).fields()).containsEntry("Contact.Email", "new@example.com");
    }

    @Test
    void aContactThatCannotBeLetGoIsLeftForLater() {
        String before = created("1", "Account.Name", "Before", "Contact.LastName", "B");
        String after = created("2", "Account.Name", "After", "Contact.LastName", "A");
        String moved = contact("1").path("Id").asText();
        org.standIn.edit(moved, Map.of("AccountId", after));
        org.standIn.lock(moved, 1);

        assertThat(write(change(read(before), "1", "Contact.LastName", "B"))).isInstanceOf(Later.class);
        assertThat(org.standIn.row(moved).path("AccountId").asText()).isEqualTo(after);
        assertThat(write(change(read(before), "1", "Contact.LastName", "B"))).isInstanceOf(Written.class);
        assertThat(org.standIn.row(moved).path("AccountId").asText()).isEqualTo(after);
    }

    @Test
    void aPersonWithSomebodysEmailNamesTheAccountThatHasIt() {
        String known = created("1", "Account.IsPersonAccount", true, "Contact.LastName", "One", "Contact.Email",
                "one@example.com");
        org.standIn.duplicateRule(true);

        assertThat(write(create("2", "Account.IsPersonAccount", true, "Contact.LastName", "Two", "Contact.Email",
                "one@example.com"))).isInstanceOfSatisfying(Duplicate.class, duplicate -> {
                    assertThat(duplicate.candidates()).containsExactly(known);
                    assertThat(duplicate.certain()).isFalse();
                });
    }

    @Test
    void aDeletedAccountIsReadAsDeletedAndAMergedOneNamesTheWinner() {
        String winner = created("1", "Account.Name", "Winner");
        String loser = created("2", "Account.Name", "Loser");
        org.standIn.merge(winner, loser);

        assertThat(read(loser)).satisfies(record -> {
            assertThat(record.state()).isEqualTo(State.DELETED);
            assertThat(record.mergedInto()).isEqualTo(winner);
            assertThat(record.otherId()).isEqualTo("2");
        });
        assertThat(org.crm.read(List.of("001SB0000999999AAA"))).isEmpty();
    }

    @Test
    void anAccountIsDeletedOnlyWhenAskedTo() {
        String id = created("1", "Account.Name", "Old");

        assertThat(write(new SideWrite(id, "1", Map.of(), read(id).version(), State.DELETED))).isInstanceOf(Written.class);
        assertThat(read(id).state()).isEqualTo(State.DELETED);
    }

    @Test
    void describeNamesCustomFieldsTheirLimitsAndTheirChoices() {
        org.standIn.define("Account", FieldDefinition.choice("Status__c", true, "Active", "Inactive"));

        Map<String, SideField> fields = org.crm.describe();

        assertThat(fields.get("Account.Status__c")).satisfies(field -> {
            assertThat(field.type()).isEqualTo(SideField.Type.CHOICE);
            assertThat(field.choices()).containsExactlyInAnyOrder("Active", "Inactive");
        });
        assertThat(fields.get("Contact.LastName").required()).isTrue();
        assertThat(fields.get("Account.Name").longest()).isEqualTo(255);
        assertThat(fields.get("Account.SystemModstamp").writable()).isFalse();
        assertThat(fields.get("Account.IsPersonAccount").writable()).isTrue();
        assertThat(fields).containsKey("Task.Subject");
    }

    private WriteOutcome write(SideWrite write) {
        List<WriteOutcome> outcomes = org.crm.write(List.of(write));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private String created(String otherId, Object... fields) {
        WriteOutcome outcome = write(create(otherId, fields));
        assertThat(outcome).isInstanceOf(Written.class);
        return ((Written) outcome).id();
    }

    private JsonNode contact(String customer) {
        return org.standIn.rows("Contact").stream().filter(row -> row.path("ST_Customer_Id__c").asText().equals(customer))
                .findFirst().orElseThrow();
    }

    private SideRecord read(String id) {
        List<SideRecord> records = org.crm.read(List.of(id));
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static SideWrite create(String otherId, Object... fields) {
        return new SideWrite(null, otherId, fields(fields), null, null);
    }

    private static SideWrite change(SideRecord seen, String otherId, Object... fields) {
        return new SideWrite(seen.id(), otherId, fields(fields), seen.version(), null);
    }

    private static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i].toString(), pairs[i + 1]);
        }
        return fields;
    }
}
