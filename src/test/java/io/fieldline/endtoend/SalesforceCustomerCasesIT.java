package io.fieldline.endtoend;

import static io.fieldline.endtoend.Office.awaited;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.salesforce.FieldDefinition;
import io.fieldline.sandbox.salesforce.SalesforceSettings;
import io.fieldline.sandbox.salesforce.SalesforceStandIn;

/** Hard cases of customers and their Salesforce accounts, each with customers of its own, through one running service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class SalesforceCustomerCasesIT {

    private static final String CUSTOMER_ID = "ST_Customer_Id__c";

    private Office office;
    private SalesforceStandIn salesforce;

    @BeforeAll
    void open(@TempDir Path folder) {
        office = new Office(folder, 1);
        salesforce = SalesforceStandIn.start(SalesforceSettings.usual());
        salesforce.duplicateRule(true);
        salesforce.define("Account", FieldDefinition.choice("Kind__c", true, "Residential"));
        salesforce.define("Account", FieldDefinition.text("ST_Customer_Type__c", 40));
        salesforce.define("Account", FieldDefinition.choice("ST_Status__c", true, "Active", "Inactive"));
        salesforce.define("Account", FieldDefinition.text("ST_Tags__c", 255));
        salesforce.define("Account", FieldDefinition.of("ST_Balance__c", "currency", 0));
        salesforce.define("Account", FieldDefinition.of("In_Use__c", "boolean", 0));
        office.installation().write("config/secrets/SALESFORCE_ID", SalesforceSettings.CLIENT_ID);
        office.installation().write("config/secrets/SALESFORCE_SECRET", SalesforceSettings.CLIENT_SECRET);
        office.installation().connection("salesforce: { type: salesforce, clientId: \"${secret:SALESFORCE_ID}\","
                + " clientSecret: \"${secret:SALESFORCE_SECRET}\", activeField: In_Use__c, url: \"" + salesforce.url()
                + "\" }");
        office.installation().mapping("customer-salesforce", """
                  - { servicetitan: type, crm: Account.Kind__c, owner: servicetitan }
                """);
        office.signsUp("acme", """
                  customer-to-salesforce: { connection: salesforce, every: 1s }
                  salesforce-to-customer: { connection: salesforce, every: 1s, provision: { Account.Type: Customer } }
                  job-to-salesforce: { connection: salesforce, every: 1s }
                """);
        office.opens();
    }

    @AfterAll
    void close() {
        office.close();
        salesforce.close();
    }

    @Test
    void twoCustomersWithOneEmailStayTwoAccountsAndADuplicateRuleIsNotOverridden() {
        String landlord = office.enters("Lena Landlord", Map.of("Email", "house@example.com", "Phone", "(512) 555-0101"));
        contactHas(landlord, "Email", "house@example.com");
        String tenant = office.enters("Tom Tenant", Map.of("Email", "house@example.com", "Phone", "(512) 555-0102"));

        contactHas(tenant, "LastName", "Tenant");
        JsonNode waiting = office.conflict(tenant, "invalid");
        assertThat(waiting.path("message").asText()).contains("Contact.Email", "DUPLICATES_DETECTED",
                "account " + id(landlord) + ", which is customer " + landlord);
        assertThat(contact(tenant).path("Email").isNull()).isTrue();

        salesforce.edit(id(tenant), Map.of("BillingCity", "Dallas"));
        awaited("the second customer's account is kept in step", () -> assertThat(
                office.customer(tenant).path("address").path("city").asText()).isEqualTo("Dallas"));
        assertThat(account(landlord).path("BillingCity").asText()).isEqualTo("Austin");
        assertThat(contact(landlord).path("Email").asText()).isEqualTo("house@example.com");
        assertThat(office.values(tenant, "Email")).containsExactly("house@example.com");

        office.editsContact(office.contacts(tenant, "Email").get(0).path("id").asText(), Map.of("value", "tom@example.com"));
        contactHas(tenant, "Email", "tom@example.com");
        office.settled(tenant);
    }

    @Test
    void aPhoneMatchesInAnySpellingAndIsNotRewrittenForIt() {
        List<List<String>> numbers = IntStream.range(0, 5).mapToObj(line -> Office.spellings("014" + line)).toList();
        List<String> known = IntStream.range(0, 5).mapToObj(at -> salesforce.create("Account",
                Map.of("Name", "Phil Phone", "Phone", numbers.get(at).get(at)))).toList();
        earlierRecordsAreKnown();
        List<String> customers = IntStream.range(0, 5).mapToObj(at -> office.enters("Phil Phone",
                Map.of("Phone", numbers.get(at).get((at + 1) % 5)))).toList();
        for (int at = 0; at < 5; at++) {
            accountHas(customers.get(at), "Id", known.get(at));
            accountHas(customers.get(at), "Phone", numbers.get(at).get(at));
            salesforce.edit(known.get(at), Map.of("Phone", numbers.get(at).get((at + 2) % 5), "BillingCity", "Dallas"));
        }
        for (int at = 0; at < 5; at++) {
            String customer = customers.get(at);
            awaited("the other change arrives",
                    () -> assertThat(office.customer(customer).path("address").path("city").asText())
                            .isEqualTo("Dallas"));
            assertThat(office.values(customer, "Phone")).containsExactly(numbers.get(at).get((at + 1) % 5));
            office.editsContact(office.contacts(customer, "Phone").get(0).path("id").asText(),
                    Map.of("value", numbers.get(at).get((at + 3) % 5)));
            office.edits(customer, Map.of("name", "Phil Telephone"));
        }
        for (int at = 0; at < 5; at++) {
            accountHas(customers.get(at), "Name", "Phil Telephone");
            assertThat(account(customers.get(at)).path("Phone").asText()).isEqualTo(numbers.get(at).get((at + 2) % 5));
            assertThat(office.conflictsAbout(customers.get(at))).isEmpty();
        }
    }

    @Test
    void contactsThatMoveToAnotherCustomerMoveInSalesforce() {
        String before = office.enters("Former Owner", Map.of("Email", "moves@example.com", "Phone", "(512) 555-0103"));
        String after = office.enters("New Owner", Map.of());
        contactHas(before, "Email", "moves@example.com");
        contactHas(after, "LastName", "Owner");

        for (String type : List.of("Email", "Phone")) {
            office.editsContact(office.contacts(before, type).get(0).path("id").asText(),
                    Map.of("customerId", Long.valueOf(after)));
        }
        accountHas(after, "Phone", "+15125550103");
        contactHas(after, "Email", "moves@example.com");
        awaited("the former customer's records have lost them", () -> {
            assertThat(account(before).path("Phone").isNull()).isTrue();
            assertThat(contact(before).path("Email").isNull()).isTrue();
        });
        office.settled(after);
        assertThat(office.values(before, "Email")).isEmpty();
        assertThat(office.values(after, "Email")).containsExactly("moves@example.com");
    }

    @Test
    void aContactThatSomebodyMovesToAnotherAccountStaysThere() {
        String before = office.enters("Old Home", Map.of("Email", "old.home@example.com"));
        String after = office.enters("New Home", Map.of("Email", "new.home@example.com"));
        contactHas(before, "Email", "old.home@example.com");
        contactHas(after, "Email", "new.home@example.com");
        String moved = contact(before).path("Id").asText();

        salesforce.edit(moved, Map.of("AccountId", id(after)));
        office.editsContact(office.contacts(before, "Email").get(0).path("id").asText(),
                Map.of("value", "older.home@example.com"));
        contactHas(before, "Email", "older.home@example.com");

        assertThat(contact(before).path("AccountId").asText()).isEqualTo(id(before));
        assertThat(contact(before).path("Id").asText()).isNotEqualTo(moved);
        assertThat(salesforce.row(moved).path("AccountId").asText()).isEqualTo(id(after));
        assertThat(salesforce.row(moved).path("Email").asText()).isEqualTo("old.home@example.com");
        assertThat(salesforce.row(moved).path(CUSTOMER_ID).isNull()).isTrue();
        office.edits(after, Map.of("name", "Newer Home"));
        contactHas(after, "FirstName", "Newer");
        assertThat(contact(after).path("Email").asText()).isEqualTo("new.home@example.com");
        assertThat(office.values(after, "Email")).containsExactly("new.home@example.com");
    }

    @Test
    void aCustomerMergedInServiceTitanAsksWhatBecomesOfItsAccount() {
        String left = office.enters("Mia Merged", Map.of("Email", "mia@example.com"));
        String merged = office.enters("Mia Merged Again", Map.of("Email", "mia.again@example.com"));
        contactHas(left, "Email", "mia@example.com");
        contactHas(merged, "Email", "mia.again@example.com");
        String winner = id(left);
        String loser = id(merged);

        office.edits(merged, Map.of("mergedToId", Long.valueOf(left), "active", false));
        JsonNode waiting = office.conflict(merged, "gone");
        assertThat(waiting.path("message").asText()).contains("merged into " + left, winner, loser);
        salesforce.merge(winner, loser);
        office.settled(merged);
        office.edits(left, Map.of("name", "Mia One"));
        accountHas(left, "Name", "Mia One");
        assertThat(id(left)).isEqualTo(winner);
    }

    @Test
    void accountsMergedInSalesforceLeaveTheOtherCustomerToAPerson() {
        String kept = office.enters("Ned North", Map.of("Email", "ned@example.com"));
        String other = office.enters("Sam South", Map.of("Email", "sam@example.com"));
        contactHas(kept, "Email", "ned@example.com");
        contactHas(other, "Email", "sam@example.com");

        salesforce.merge(id(kept), id(other));
        JsonNode waiting = office.conflict(other, "gone");
        assertThat(waiting.path("message").asText()).contains("only a person can merge them");
        assertThat(office.customer(other).path("active").asBoolean()).isTrue();
        assertThat(office.customer(other).path("name").asText()).isEqualTo("Sam South");
        office.edits(kept, Map.of("name", "Ned Northern"));
        accountHas(kept, "Name", "Ned Northern");
        assertThat(contact(kept).path("Email").asText()).isEqualTo("ned@example.com");
    }

    @Test
    void whatIsEmptiedOnOneSideIsEmptiedOnTheOther() {
        String customer = office.enters("Emma Empty", Map.of("Email", "emma@example.com", "Phone", "(512) 555-0104",
                "MobilePhone", "(512) 555-0105"));
        contactHas(customer, "MobilePhone", "+15125550105");

        Map<String, Object> emptied = new HashMap<>(Collections.singletonMap("Phone", null));
        emptied.put("BillingPostalCode", null);
        salesforce.edit(id(customer), emptied);
        awaited("emptied in ServiceTitan", () -> assertThat(office.values(customer, "Phone")).isEmpty());
        office.deletesContacts(customer, "MobilePhone");
        awaited("emptied in Salesforce", () -> assertThat(contact(customer).path("MobilePhone").isNull()).isTrue());

        office.edits(customer, Map.of("name", "Emma Emptied"));
        accountHas(customer, "Name", "Emma Emptied");
        assertThat(account(customer).path("Phone").isNull()).isTrue();
        assertThat(contact(customer).path("MobilePhone").isNull()).isTrue();
        assertThat(office.values(customer, "MobilePhone")).isEmpty();
        assertThat(office.conflict(customer, "invalid").path("message").asText()).as("ServiceTitan needs a zip")
                .contains("Account.BillingPostalCode");
        assertThat(office.customer(customer).path("address").path("zip").asText()).isEqualTo("78701");
    }

    @Test
    void namesOfEveryScriptTravelUnharmed() {
        String customer = office.enters("Zoë 🌵 مريم", Map.of("Email", "zoe@example.com"));
        accountHas(customer, "Name", "Zoë 🌵 مريم");
        contactHas(customer, "LastName", "مريم");
        assertThat(contact(customer).path("FirstName").asText()).isEqualTo("Zoë 🌵");

        salesforce.edit(id(customer), Map.of("Name", "👩‍🔧 שרה לוי"));
        awaited("a name that is read from the right", () -> assertThat(office.customer(customer).path("name").asText())
                .isEqualTo("👩‍🔧 שרה לוי"));
        contactHas(customer, "LastName", "לוי");
    }

    @Test
    void aTextThatIsTooLongForItsFieldWaitsAndTheRestOfTheCustomerGoesThrough() {
        String street = "1 Very Long Way ".repeat(20).strip();
        String customer = office.enters("Lola Long", Map.of("Phone", "(512) 555-0106"));
        accountHas(customer, "Phone", "+15125550106");

        office.editsAddress(customer, Map.of("street", street, "city", "Houston"));
        accountHas(customer, "BillingCity", "Houston");
        JsonNode waiting = office.conflict(customer, "invalid");
        assertThat(waiting.path("message").asText()).contains("Account.BillingStreet", "255 characters");
        assertThat(account(customer).path("BillingStreet").asText()).isEqualTo("1 Harbor Way");
        assertThat(office.customer(customer).path("address").path("street").asText()).isEqualTo(street);

        office.editsAddress(customer, Map.of("street", "1 Short Way"));
        accountHas(customer, "BillingStreet", "1 Short Way");
        office.settled(customer);
    }

    @Test
    void aChoiceThatSalesforceLacksWaitsUntilItIsThere() {
        String customer = office.enters("Carl Choice", Map.of("Phone", "(512) 555-0107"));
        accountHas(customer, "Kind__c", "Residential");
        office.edits(customer, Map.of("type", "Commercial", "name", "Carl Chosen"));
        accountHas(customer, "Name", "Carl Chosen");
        JsonNode waiting = office.conflict(customer, "invalid");
        assertThat(waiting.path("message").asText()).contains("Account.Kind__c", "Commercial", "Residential");

        salesforce.define("Account", FieldDefinition.choice("Kind__c", true, "Residential", "Commercial"));
        assertThat(office.resolves(waiting, "retry")).as(office.conflictsAbout(customer)::toString).isTrue();
        accountHas(customer, "Kind__c", "Commercial");
        office.settled(customer);
    }

    @Test
    void anAccountDeletedInSalesforceIsAskedAboutAndItsCustomerStays() {
        String customer = office.enters("Dora Deleted", Map.of("Email", "dora@example.com"));
        contactHas(customer, "Email", "dora@example.com");
        salesforce.delete(id(customer));

        JsonNode waiting = office.conflict(customer, "gone");
        assertThat(waiting.path("message").asText()).contains("was deleted in the CRM");
        assertThat(office.customer(customer).path("active").asBoolean()).isTrue();
        office.edits(customer, Map.of("name", "Dora Changed"));
        assertThat(office.resolves(waiting, "recreate")).isTrue();
        accountHas(customer, "Name", "Dora Changed");
    }

    @Test
    void anInactiveCustomerIsInactiveInSalesforceAndComesBack() {
        String customer = office.enters("Ida Idle", Map.of("Email", "ida@example.com"));
        accountHas(customer, "In_Use__c", "true");
        office.edits(customer, Map.of("active", false));
        accountHas(customer, "In_Use__c", "false");
        office.edits(customer, Map.of("active", true));
        accountHas(customer, "In_Use__c", "true");
    }

    @Test
    void anAccountWithoutAFullAddressWaitsAndBecomesACustomerOnceItHasOne() {
        String account = salesforce.create("Account", Map.of("Name", "Partial Plumbing", "Type", "Customer",
                "In_Use__c", true, "BillingStreet", "2 Harbor Way"));
        JsonNode waiting = office.conflict(account, "incomplete");
        assertThat(waiting.path("message").asText()).contains("city", "state", "zip");
        assertThat(office.named("Partial Plumbing")).isEmpty();

        salesforce.edit(account, Map.of("BillingCity", "Austin", "BillingState", "TX", "BillingPostalCode", "78701"));
        awaited("the customer is created", () -> assertThat(office.named("Partial Plumbing")).isPresent());
        String customer = office.named("Partial Plumbing").orElseThrow().path("id").asText();
        awaited("and linked", () -> assertThat(salesforce.row(account).path(CUSTOMER_ID).asText()).isEqualTo(customer));
        office.settled(account);
    }

    @Test
    void everyCompletedJobIsOneTaskOfItsAccountAndOneThatIsTooLongIsADeadLetter() {
        office.followsJobs("job-to-salesforce");
        String customer = office.enters("Jane Job", Map.of("Email", "jane@example.com"));
        contactHas(customer, "Email", "jane@example.com");
        List<String> jobs = office.rows("jpm/jobs").stream().map(job -> job.path("id").asText()).toList();
        office.completes(jobs.get(0), customer, "<p>First &amp; foremost</p>");
        awaited("a task", () -> assertThat(tasks()).containsKey("job-" + jobs.get(0)));
        JsonNode first = tasks().get("job-" + jobs.get(0));
        assertThat(first.path("WhatId").asText()).isEqualTo(id(customer));
        assertThat(first.path("Subject").asText()).isEqualTo("Job " + jobs.get(0) + " completed");
        assertThat(first.path("Description").asText()).contains("First & foremost", "Total: 349.95");
        assertThat(first.path("Status").asText()).isEqualTo("Completed");

        office.completes(jobs.get(1), customer, "<p>" + "Done. ".repeat(6_000) + "</p>");
        office.completes(jobs.get(2), customer, "<p>Third</p>");
        awaited("the next task", () -> assertThat(tasks()).containsKey("job-" + jobs.get(2)));
        awaited("what is too long waits", () -> assertThat(office.deadLetters()).anySatisfy(letter -> {
            assertThat(letter.path("record").asText()).isEqualTo(jobs.get(1));
            assertThat(letter.path("reason").asText()).contains("Task.Description", "32000 characters");
        }));
        assertThat(tasks().get("job-" + jobs.get(0))).isEqualTo(first);
        office.completes(jobs.get(1), customer, "<p>Second</p>");
        awaited("corrected, it goes through", () -> assertThat(tasks()).containsKey("job-" + jobs.get(1)));
        assertThat(tasks().get("job-" + jobs.get(0))).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("mappedFields")
    void anEditOfAMappedFieldBecomesVisibleOnTheOtherSide(MappedField field) {
        String customer = office.entersWithAll("Ann Anybody " + field.name().hashCode());
        String other = office.entersWithAll("Bob Anybody " + field.name().hashCode());
        contactHas(customer, CUSTOMER_ID, customer);
        contactHas(other, CUSTOMER_ID, other);
        String object = field.name().replaceFirst("\\..*", "");
        field.change().accept(office, customer);
        field.shown().forEach((name, value) -> has(object, customer, name, value.toString()));

        boolean ownedHere = field.heldThen() == null;
        salesforce.edit(found(object, ownedHere ? customer : other).orElseThrow().path("Id").asText(), field.edit());
        if (ownedHere) {
            field.shown().forEach((name, value) -> has(object, customer, name, value.toString()));
        } else {
            awaited("ServiceTitan holds it", () -> assertThat(field.held().apply(office, other)).isEqualTo(field.heldThen()));
        }
    }

    @Test
    void noMappedFieldIsLeftOut() {
        // Whether an account is a person is decided when it is made.
        assertThat(mappedFields().map(MappedField::name).toList()).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(MappedField.shipped("customer-salesforce", "Account", "Contact").stream()
                        .filter(name -> !name.equals("Account.IsPersonAccount")).toList());
    }

    static Stream<MappedField> mappedFields() {
        return Stream.of(
                MappedField.text("Account.Name", "name", "Name", "Ann Changed", "Ann Edited"),
                MappedField.owned("Account.ST_Customer_Type__c", Map.of("type", "Commercial"),
                        Map.of("ST_Customer_Type__c", "Commercial"), Map.of("ST_Customer_Type__c", "Nonsense")),
                MappedField.owned("Account.ST_Status__c", Map.of("active", false), Map.of("ST_Status__c", "Inactive"),
                        Map.of("ST_Status__c", "Active")),
                MappedField.contact("Account.Phone", "Phone", "Phone", "+15125550111", "+15125550112"),
                MappedField.contact("Account.Fax", "Fax", "Fax", "+15125550113", "+15125550114"),
                new MappedField("Account.BillingStreet",
                        (office, customer) -> office.editsAddress(customer, Map.of("street", "7 Elm Street", "unit", "B")),
                        Map.of("BillingStreet", "7 Elm Street\nB"), Map.of("BillingStreet", "8 Elm Street\nC"),
                        (office, customer) -> office.customer(customer).path("address").path("street").asText() + ", "
                                + office.customer(customer).path("address").path("unit").asText(),
                        "8 Elm Street, C"),
                MappedField.address("Account.BillingCity", "city", "BillingCity", "Waco", "Laredo"),
                MappedField.address("Account.BillingState", "state", "BillingState", "OK", "NM"),
                MappedField.address("Account.BillingPostalCode", "zip", "BillingPostalCode", "78702", "78703"),
                MappedField.address("Account.BillingCountry", "country", "BillingCountry", "Canada", "Mexico"),
                MappedField.owned("Contact.FirstName+Contact.LastName", Map.of("name", "Ann Marie Changed"),
                        Map.of("FirstName", "Ann Marie", "LastName", "Changed"), Map.of("LastName", "Nonsense")),
                MappedField.contact("Contact.Email", "Email", "Email", "changed@example.com", "edited@example.com"),
                MappedField.contact("Contact.MobilePhone", "MobilePhone", "MobilePhone", "+15125550115", "+15125550116"),
                MappedField.consent("Contact.HasOptedOutOfEmail", "doNotMail", "HasOptedOutOfEmail", true),
                MappedField.owned("Account.ST_Tags__c", Map.of("tagTypeIds", List.of(501)), Map.of("ST_Tags__c", "VIP"),
                        Map.of("ST_Tags__c", "Nonsense")),
                MappedField.owned("Account.ST_Balance__c", Map.of("balance", 12.5), Map.of("ST_Balance__c", "12.5"),
                        Map.of("ST_Balance__c", 1)));
    }

    /** The tasks by the activity that each is. */
    private Map<String, JsonNode> tasks() {
        Map<String, JsonNode> tasks = new TreeMap<>();
        salesforce.rows("Task").forEach(task -> assertThat(tasks.put(task.path("ST_Activity_Id__c").asText(), task))
                .as("another task of the same job").isNull());
        return tasks;
    }

    /** A later record that waits shows that the service knows the earlier ones. */
    private void earlierRecordsAreKnown() {
        office.conflict(salesforce.create("Account", Map.of("Name", "Last", "Type", "Customer", "In_Use__c", true)),
                "incomplete");
    }

    private void accountHas(String customer, String field, String value) {
        has("Account", customer, field, value);
    }

    private void contactHas(String customer, String field, String value) {
        has("Contact", customer, field, value);
    }

    private void has(String object, String customer, String field, String value) {
        awaited(customer + " has " + field + " " + value, () -> assertThat(found(object, customer)
                .map(row -> row.path(field).asText())).as(() -> found(object, customer) + "\n" + office.log()).contains(value));
    }

    private Optional<ObjectNode> found(String object, String customer) {
        return salesforce.rows(object).stream().filter(row -> row.path(CUSTOMER_ID).asText().equals(customer)).findFirst();
    }

    private ObjectNode account(String customer) {
        return found("Account", customer).orElseThrow();
    }

    private ObjectNode contact(String customer) {
        return found("Contact", customer).orElseThrow();
    }

    private String id(String customer) {
        return account(customer).path("Id").asText();
    }
}
