package io.fieldline.endtoend;

import static io.fieldline.endtoend.Office.awaited;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sandbox.hubspot.HubSpotStandIn;

/** Hard cases of customers and their HubSpot contacts, each with customers of its own, through one running service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class HubSpotCustomerCasesIT {

    private static final String CUSTOMER_ID = "st_customer_id";

    private Office office;
    private HubSpotStandIn hubSpot;

    @BeforeAll
    void open(@TempDir Path folder) {
        office = new Office(folder, 1);
        hubSpot = HubSpotStandIn.start(HubSpotSettings.usual().withoutLimits());
        office.installation().write("config/secrets/HUBSPOT_TOKEN", HubSpotSettings.TOKEN);
        office.installation()
                .connection("hubspot: { type: hubspot, token: \"${secret:HUBSPOT_TOKEN}\", url: \"" + hubSpot.url() + "\" }");
        hubSpot.addProperty("contacts", type("Residential"));
        hubSpot.addProperty("contacts", property("st_do_not_mail", "bool", "booleancheckbox", "true", "false"));
        hubSpot.addProperty("contacts", property("st_status", "string", "text"));
        hubSpot.addProperty("contacts", property("st_tags", "string", "text"));
        hubSpot.addProperty("contacts", property("st_balance", "number", "number"));
        office.installation().mapping("customer-hubspot", """
                  - { servicetitan: type, crm: contact.st_type, owner: servicetitan }
                """);
        office.signsUp("acme", """
                  customer-to-hubspot: { connection: hubspot, every: 1s }
                  job-to-hubspot: { connection: hubspot, every: 1s }
                  hubspot-to-customer: { connection: hubspot, every: 1s, provision: { contact.lifecyclestage: customer } }
                """);
        office.opens();
    }

    @AfterAll
    void close() {
        office.close();
        hubSpot.close();
    }

    @Test
    void twoCustomersWithOneEmailStayTwoContactsAndNeitherOverwritesTheOther() {
        String landlord = office.enters("Lena Landlord", Map.of("Email", "house@example.com", "Phone", "(512) 555-0101"));
        has(landlord, "email", "house@example.com");
        String tenant = office.enters("Tom Tenant", Map.of("Email", "house@example.com", "Phone", "(512) 555-0102"));

        has(tenant, "lastname", "Tenant");
        JsonNode waiting = office.conflict(tenant, "invalid");
        assertThat(waiting.path("message").asText()).contains("contact.email", landlord, id(landlord));
        assertThat(contact(tenant)).doesNotContainKey("email");
        assertThat(office.installation().command("conflicts", "list", "--tenant", "acme").output()).contains(tenant,
                "contact.email");
        assertThat(office.installation().command("preview", "customer-to-hubspot", "--tenant", "acme", "--id", tenant).output())
                .as("what was refused is not tried over and over").contains("Nothing would change.");

        edit(tenant, Map.of("city", "Dallas"));
        awaited("the second customer's contact is kept in step", () -> assertThat(
                office.customer(tenant).path("address").path("city").asText()).isEqualTo("Dallas"));
        assertThat(contact(landlord)).containsEntry("lastname", "Landlord").containsEntry("email", "house@example.com")
                .containsEntry("city", "Austin");
        assertThat(office.values(tenant, "Email")).containsExactly("house@example.com");

        office.editsContact(office.contacts(tenant, "Email").get(0).path("id").asText(), Map.of("value", "tom@example.com"));
        has(tenant, "email", "tom@example.com");
        office.settled(tenant);
    }

    @Test
    void aPhoneMatchesInAnySpellingAndIsNotRewrittenForIt() {
        List<List<String>> numbers = IntStream.range(0, 5).mapToObj(line -> Office.spellings("014" + line)).toList();
        List<String> known = IntStream.range(0, 5).mapToObj(at -> hubSpot.create("contacts",
                Map.of("firstname", "Phil", "lastname", "Phone", "phone", numbers.get(at).get(at)))).toList();
        earlierRecordsAreKnown();
        List<String> customers = IntStream.range(0, 5).mapToObj(at -> office.enters("Phil Phone",
                Map.of("Phone", numbers.get(at).get((at + 1) % 5)))).toList();
        for (int at = 0; at < 5; at++) {
            assertThat(awaitedId(customers.get(at))).as("the phone tells that both are one").isEqualTo(known.get(at));
            assertThat(contact(customers.get(at))).containsEntry("phone", numbers.get(at).get(at));
            edit(customers.get(at), Map.of("phone", numbers.get(at).get((at + 2) % 5), "city", "Dallas"));
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
            has(customers.get(at), "lastname", "Telephone");
            assertThat(contact(customers.get(at))).containsEntry("phone", numbers.get(at).get((at + 2) % 5));
            assertThat(office.conflictsAbout(customers.get(at))).isEmpty();
        }
    }

    @Test
    void contactsThatMoveToAnotherCustomerMoveInHubSpot() {
        String before = office.enters("Former Owner", Map.of("Email", "moves@example.com", "Phone", "(512) 555-0103"));
        String after = office.enters("New Owner", Map.of());
        has(before, "email", "moves@example.com");
        has(after, "lastname", "Owner");

        for (String type : List.of("Email", "Phone")) {
            office.editsContact(office.contacts(before, type).get(0).path("id").asText(),
                    Map.of("customerId", Long.valueOf(after)));
        }
        has(after, "phone", "+15125550103");
        has(after, "email", "moves@example.com");
        awaited("the former customer's contact has lost them", () -> assertThat(contact(before)).doesNotContainKeys("email",
                "phone"));
        office.settled(after);
        assertThat(office.values(before, "Email")).isEmpty();
        assertThat(office.values(after, "Email")).containsExactly("moves@example.com");
    }

    @Test
    void aCustomerMergedInServiceTitanAsksWhatBecomesOfItsContact() {
        String left = office.enters("Mia Merged", Map.of("Email", "mia@example.com"));
        String merged = office.enters("Mia Merged Again", Map.of("Email", "mia.again@example.com"));
        has(left, "email", "mia@example.com");
        has(merged, "email", "mia.again@example.com");

        office.edits(merged, Map.of("mergedToId", Long.valueOf(left), "active", false));
        JsonNode waiting = office.conflict(merged, "gone");
        assertThat(waiting.path("message").asText()).contains("merged into " + left, id(left), id(merged));
        String winner = id(left);

        String survivor = hubSpot.merge("contacts", winner, id(merged));
        awaited("the contact that is left is the customer's", () -> assertThat(hubSpot.rows("contacts").get(survivor))
                .containsEntry(CUSTOMER_ID, left));
        office.settled(merged);
        office.edits(left, Map.of("name", "Mia One"));
        has(left, "lastname", "One");
        assertThat(id(left)).isEqualTo(survivor);
    }

    @Test
    void contactsMergedInHubSpotLeaveTheOtherCustomerToAPerson() {
        String kept = office.enters("Ned North", Map.of("Email", "ned@example.com"));
        String other = office.enters("Sam South", Map.of("Email", "sam@example.com"));
        has(kept, "email", "ned@example.com");
        has(other, "email", "sam@example.com");

        String survivor = hubSpot.merge("contacts", id(kept), id(other));
        JsonNode waiting = office.conflict(other, "gone");
        assertThat(waiting.path("message").asText()).contains("only a person can merge them");
        awaited("the contact that is left is one customer's", () -> assertThat(hubSpot.rows("contacts").get(survivor))
                .as(() -> kept + " and not " + other + ": " + office.verb("conflicts", Map.of("limit", 500)).toList())
                .containsEntry(CUSTOMER_ID, kept));
        assertThat(office.customer(other).path("active").asBoolean()).isTrue();
        assertThat(office.customer(other).path("name").asText()).isEqualTo("Sam South");
        office.edits(kept, Map.of("name", "Ned Northern"));
        has(kept, "lastname", "Northern");
    }

    @Test
    void whatIsEmptiedOnOneSideIsEmptiedOnTheOther() {
        String customer = office.enters("Emma Empty", Map.of("Email", "emma@example.com", "Phone", "(512) 555-0104",
                "MobilePhone", "(512) 555-0105"));
        has(customer, "mobilephone", "+15125550105");

        edit(customer, Map.of("phone", "", "zip", ""));
        awaited("emptied in ServiceTitan", () -> assertThat(office.values(customer, "Phone")).isEmpty());
        office.deletesContacts(customer, "MobilePhone");
        awaited("emptied in HubSpot", () -> assertThat(contact(customer)).doesNotContainKey("mobilephone"));

        office.edits(customer, Map.of("name", "Emma Emptied"));
        has(customer, "lastname", "Emptied");
        assertThat(contact(customer)).doesNotContainKeys("phone", "mobilephone").containsEntry("email", "emma@example.com");
        assertThat(office.values(customer, "MobilePhone")).isEmpty();
        JsonNode waiting = office.conflict(customer, "invalid");
        assertThat(waiting.path("message").asText()).as("ServiceTitan needs a zip").contains("contact.zip");
        assertThat(office.customer(customer).path("address").path("zip").asText()).isEqualTo("78701");
    }

    @Test
    void namesOfEveryScriptTravelUnharmed() {
        String customer = office.enters("Zoë 🌵 مريم", Map.of("Email", "zoe@example.com"));
        has(customer, "lastname", "مريم");
        assertThat(contact(customer)).containsEntry("firstname", "Zoë 🌵");

        edit(customer, Map.of("firstname", "👩‍🔧 שרה", "lastname", "לוי"));
        awaited("a name that is read from the right", () -> assertThat(office.customer(customer).path("name").asText())
                .isEqualTo("👩‍🔧 שרה לוי"));
        assertThat(contact(customer)).containsEntry("firstname", "👩‍🔧 שרה").containsEntry("lastname", "לוי");
    }

    @Test
    void aContactDeletedInHubSpotIsAskedAboutAndItsCustomerStays() {
        String customer = office.enters("Dora Deleted", Map.of("Email", "dora@example.com"));
        has(customer, "email", "dora@example.com");
        hubSpot.archive("contacts", id(customer));
        office.edits(customer, Map.of("doNotMail", true));

        JsonNode waiting = office.conflict(customer, "gone");
        assertThat(waiting.path("message").asText()).contains("was deleted in the CRM");
        assertThat(office.customer(customer).path("active").asBoolean()).isTrue();
        office.edits(customer, Map.of("name", "Dora Changed"));
        assertThat(office.resolves(waiting, "recreate")).isTrue();
        has(customer, "lastname", "Changed");
    }

    @Test
    void anInactiveCustomerIsInactiveInHubSpotAndComesBack() {
        String customer = office.enters("Ida Idle", Map.of("Email", "ida@example.com"));
        has(customer, "email", "ida@example.com");
        office.edits(customer, Map.of("active", false));
        has(customer, "st_customer_status", "inactive");
        office.edits(customer, Map.of("active", true));
        has(customer, "st_customer_status", "active");
    }

    @Test
    void aContactWithoutAFullAddressWaitsAndBecomesACustomerOnceItHasOne() {
        String contact = hubSpot.create("contacts", Map.of("firstname", "Pia", "lastname", "Partial", "email",
                "pia@example.com", "address", "2 Harbor Way", "lifecyclestage", "customer"));
        JsonNode waiting = office.conflict(contact, "incomplete");
        assertThat(waiting.path("message").asText()).contains("city", "state", "zip");
        assertThat(office.named("Pia Partial")).isEmpty();

        hubSpot.edit("contacts", contact, Map.of("city", "Austin", "state", "TX", "zip", "78701"));
        awaited("the customer is created", () -> assertThat(office.named("Pia Partial")).isPresent());
        String customer = office.named("Pia Partial").orElseThrow().path("id").asText();
        awaited("and linked", () -> assertThat(hubSpot.rows("contacts").get(contact)).containsEntry(CUSTOMER_ID, customer));
        assertThat(office.values(customer, "Email")).containsExactly("pia@example.com");
        office.settled(contact);
    }

    @Test
    void aTextThatIsTooLongForHubSpotKeepsItsEndInServiceTitan() {
        String street = "1 Very Long Way ".repeat(5_000).strip();
        String customer = office.enters("Lola Long", Map.of("Phone", "(512) 555-0106"));
        has(customer, "phone", "+15125550106");
        office.editsAddress(customer, Map.of("street", street, "city", "Houston"));
        has(customer, "city", "Houston");
        assertThat(contact(customer).get("address")).hasSizeLessThanOrEqualTo(65_536).isEqualTo(
                street.substring(0, 65_536).strip());

        edit(customer, Map.of("address", "2 Short Way", "city", "Waco"));
        JsonNode waiting = office.conflict(customer, "invalid");
        assertThat(waiting.path("message").asText()).contains("contact.address", "longer than the 65536 characters");
        assertThat(office.customer(customer).path("address").path("street").asText()).isEqualTo(street);
        assertThat(office.customer(customer).path("address").path("city").asText()).isEqualTo("Waco");

        office.editsAddress(customer, Map.of("street", "3 Short Way"));
        has(customer, "address", "3 Short Way");
        office.settled(customer);
    }

    @Test
    void aChoiceThatHubSpotLacksWaitsUntilItIsThere() {
        String customer = office.enters("Carl Choice", Map.of("Phone", "(512) 555-0107"));
        has(customer, "st_type", "Residential");
        office.edits(customer, Map.of("type", "Commercial", "name", "Carl Chosen"));
        has(customer, "lastname", "Chosen");
        JsonNode waiting = office.conflict(customer, "invalid");
        assertThat(waiting.path("message").asText()).contains("contact.st_type", "Commercial", "Residential");

        hubSpot.changeProperty("contacts", type("Residential", "Commercial"));
        assertThat(office.resolves(waiting, "retry")).isTrue();
        has(customer, "st_type", "Commercial");
        office.settled(customer);
    }

    @Test
    void aJobThatIsTooLongToBeANoteIsADeadLetterAndTheNextOneGoesThrough() {
        office.followsJobs("job-to-hubspot");
        String customer = office.enters("Jane Job", Map.of("Email", "jane@example.com"));
        has(customer, "email", "jane@example.com");
        List<String> jobs = office.rows("jpm/jobs").stream().map(job -> job.path("id").asText()).toList();
        office.completes(jobs.get(0), customer, "<p>" + "Done. ".repeat(15_000) + "</p>");
        office.completes(jobs.get(1), customer, "<p>Fixed</p>");

        awaited("the other job's note", () -> assertThat(notes()).containsKey("job-" + jobs.get(1)));
        awaited("what is too long waits", () -> assertThat(office.deadLetters()).anySatisfy(letter -> {
            assertThat(letter.path("record").asText()).isEqualTo(jobs.get(0));
            assertThat(letter.path("reason").asText()).contains("note.hs_note_body", "65536 characters");
        }));
        assertThat(office.installation().command("dead-letters", "list", "--tenant", "acme").output()).contains(jobs.get(0),
                "65536");
        office.completes(jobs.get(0), customer, "<p>Done</p>");
        awaited("corrected, it goes through", () -> assertThat(notes()).containsKey("job-" + jobs.get(0)));
        assertThat(notes().get("job-" + jobs.get(1))).contains("Fixed");
    }

    @ParameterizedTest
    @MethodSource("mappedFields")
    void anEditOfAMappedFieldBecomesVisibleOnTheOtherSide(MappedField field) {
        String customer = office.entersWithAll("Ann Anybody " + field.name().hashCode());
        String other = office.entersWithAll("Bob Anybody " + field.name().hashCode());
        awaitedId(customer);
        awaitedId(other);
        field.change().accept(office, customer);
        field.shown().forEach((property, value) -> has(customer, property, value.toString()));

        boolean ownedHere = field.heldThen() == null;
        edit(ownedHere ? customer : other, texts(field.edit()));
        if (ownedHere) {
            field.shown().forEach((property, value) -> has(customer, property, value.toString()));
        } else {
            awaited("ServiceTitan holds it", () -> assertThat(field.held().apply(office, other)).isEqualTo(field.heldThen()));
        }
    }

    @Test
    void noMappedFieldIsLeftOut() {
        // The stage is given once, to a new contact.
        assertThat(mappedFields().map(MappedField::name).toList()).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(MappedField.shipped("customer-hubspot", "contact").stream()
                        .filter(name -> !name.equals("contact.lifecyclestage")).toList());
        String customer = office.enters("Nora New", Map.of());
        has(customer, "lifecyclestage", "customer");
    }

    static Stream<MappedField> mappedFields() {
        return Stream.of(
                new MappedField("contact.firstname+contact.lastname",
                        (office, customer) -> office.edits(customer, Map.of("name", "Ann Marie Changed")),
                        Map.of("firstname", "Ann Marie", "lastname", "Changed"), Map.of("lastname", "Edited Again"),
                        (office, customer) -> office.customer(customer).path("name").asText().replaceAll(".* (?=Edited)", ""),
                        "Edited Again"),
                MappedField.contact("contact.email", "Email", "email", "changed@example.com", "edited@example.com"),
                MappedField.contact("contact.phone", "Phone", "phone", "+15125550111", "+15125550112"),
                MappedField.contact("contact.mobilephone", "MobilePhone", "mobilephone", "+15125550113", "+15125550114"),
                MappedField.address("contact.address", "street", "address", "7 Elm Street", "8 Elm Street"),
                MappedField.address("contact.city", "city", "city", "Waco", "Laredo"),
                MappedField.address("contact.state", "state", "state", "OK", "NM"),
                MappedField.address("contact.zip", "zip", "zip", "78702", "78703"),
                MappedField.address("contact.country", "country", "country", "Canada", "Mexico"),
                MappedField.consent("contact.st_do_not_mail", "doNotMail", "st_do_not_mail", "true"),
                MappedField.owned("contact.st_status", Map.of("active", false), Map.of("st_status", "inactive"),
                        Map.of("st_status", "active")),
                MappedField.owned("contact.st_balance", Map.of("balance", 12.5), Map.of("st_balance", "12.5"),
                        Map.of("st_balance", "1")),
                MappedField.owned("contact.st_tags", Map.of("tagTypeIds", List.of(501)), Map.of("st_tags", "VIP"),
                        Map.of("st_tags", "Nonsense")));
    }

    private static Map<String, String> texts(Map<String, Object> properties) {
        Map<String, String> texts = new TreeMap<>();
        properties.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    /** The bodies of the notes by the activity that each is. */
    private Map<String, String> notes() {
        Map<String, String> notes = new TreeMap<>();
        hubSpot.rows("notes").values().forEach(note -> assertThat(notes.put(note.get("st_activity_id"),
                note.get("hs_note_body"))).as("another note of the same job").isNull());
        return notes;
    }

    private static ObjectNode type(String... choices) {
        return property("st_type", "enumeration", "select", choices);
    }

    private static ObjectNode property(String name, String type, String fieldType, String... choices) {
        ObjectNode property = JsonNodeFactory.instance.objectNode().put("name", name).put("label", name).put("type", type)
                .put("fieldType", fieldType).put("groupName", "contactinformation");
        for (String choice : choices) {
            property.withArrayProperty("options").addObject().put("label", choice).put("value", choice);
        }
        return property;
    }

    /** A later record that waits shows that the service knows the earlier ones. */
    private void earlierRecordsAreKnown() {
        office.conflict(hubSpot.create("contacts", Map.of("lastname", "Last", "lifecyclestage", "customer")), "incomplete");
    }

    private String awaitedId(String customer) {
        awaited(customer + " has a contact", () -> assertThat(found(customer)).isPresent());
        return id(customer);
    }

    private void has(String customer, String property, String value) {
        awaited(customer + " has " + property + " " + value, () -> assertThat(found(customer).orElse(Map.of()))
                .as(office.log()).containsEntry(property, value));
    }

    private void edit(String customer, Map<String, String> properties) {
        hubSpot.edit("contacts", id(customer), properties);
    }

    private String id(String customer) {
        return hubSpot.rows("contacts").entrySet().stream()
                .filter(contact -> customer.equals(contact.getValue().get(CUSTOMER_ID))).findFirst().orElseThrow().getKey();
    }

    private Optional<Map<String, String>> found(String customer) {
        return hubSpot.rows("contacts").values().stream().filter(contact -> customer.equals(contact.get(CUSTOMER_ID)))
                .findFirst();
    }

    private Map<String, String> contact(String customer) {
        return found(customer).orElseThrow();
    }
}
