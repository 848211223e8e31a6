package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Draft;

class ChangeCustomerTest {

    private static final String TOOL = "change_customer";
    private static final String CUSTOMERS = "crm/customers";
    private static final long FIRST = 10_000_001;
    private static LocalDesk desk;

    @BeforeAll
    static void start() {
        desk = new LocalDesk();
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void forget() {
        desk.forgetRequests();
    }

    @Test
    void aProposalShowsWhatWouldBeSentAndSendsNothing() {
        ObjectNode before = desk.row(CUSTOMERS, FIRST);
        Proposal proposal = desk.propose(TOOL,
                "{'action': 'update', 'customer': '" + FIRST + "', 'name': 'Jim Jensen', 'street': '1 New Street'}");
        assertThat(desk.writes()).isEmpty();
        assertThat(proposal.changes()).singleElement().satisfies(change -> {
            assertThat(change.record()).hasToString("crm/customers/" + FIRST);
            assertThat(change.version()).startsWith(before.path("modifiedOn").asText());
            assertThat(change.fields()).extracting(FieldChange::field).containsExactly("name", "address.street");
            assertThat(change.fields().get(0).before()).isEqualTo(before.path("name"));
        });
        assertThat(proposal.requests()).singleElement().satisfies(request -> assertThat(request.body())
                .hasToString("{\"name\":\"Jim Jensen\",\"address\":" + address(before, "street", "1 New Street") + "}"));
        assertThat(proposal.cost().records()).isEqualTo(1);
    }

    @Test
    void aFieldThatCannotBeEmptiedAgainIsChangedForGood() {
        ObjectNode bare = LocalDesk.json("{\"id\":10000021,\"name\":null}");
        FieldValues wanted = new FieldValues().put("name", "Omar").put("type", "Commercial").put("doNotMail",
                BooleanNode.TRUE);
        ObjectNode before = wanted.as(bare).body();
        assertThat(before).hasToString("{\"name\":\"\",\"type\":\"\",\"doNotMail\":null}");
        Map<String, String> path = Map.of("id", "10000021");
        Proposal proposal = new Draft(desk.desk.at(LocalDesk.TENANT)).request(CUSTOMERS, "update", path, wanted.body())
                .changes(CUSTOMERS, "10000021", bare, wanted.map())
                .undoIfDocumented("back", new PlannedRequest(CUSTOMERS, "update", path, Map.of(), before)).build("Changes.");
        assertThat(proposal.reversible()).isFalse();
    }

    @Test
    void anUpdateSendsOnlyWhatDiffersAndIsTakenBackWhole() {
        ObjectNode before = desk.lasting(CUSTOMERS, FIRST + 3);
        Effect effect = desk.write(TOOL, "{'action': 'update', 'customer': '" + (FIRST + 3) + "', 'name': '"
                + before.path("name").asText() + "', 'unit': 'Apt 9', 'doNotMail': true}");
        assertThat(desk.writes()).containsExactly(
                "PATCH /crm/v2/customers/" + (FIRST + 3) + " {\"doNotMail\":true,\"address\":"
                        + address(before, "unit", "Apt 9") + "}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(desk.row(CUSTOMERS, FIRST + 3).at("/address/unit").asText()).isEqualTo("Apt 9");
        assertThat(desk.undo(effect).warnings()).isEmpty();
        ObjectNode after = desk.lasting(CUSTOMERS, FIRST + 3);
        // No unit and an empty one are the same to everybody.
        if (before.at("/address/unit").isNull()) {
            ((ObjectNode) after.get("address")).putNull("unit");
        }
        assertThat(after).isEqualTo(before);
    }

    /** ServiceTitan takes an address as a whole. */
    private static ObjectNode address(ObjectNode customer, String part, String value) {
        ObjectNode address = customer.path("address").deepCopy();
        if (address.path("unit").isNull()) {
            address.put("unit", "");
        }
        return address.put(part, value);
    }

    @Test
    void whatIsSoAlreadyIsNotProposed() {
        String name = desk.row(CUSTOMERS, FIRST + 2).path("name").asText();
        assertThatThrownBy(() -> desk.propose(TOOL,
                "{'action': 'update', 'customer': '" + (FIRST + 2) + "', 'name': '" + name + "'}"))
                .hasMessageContaining("Nothing would change");
    }

    @Test
    void aNewCustomerIsMadeWithItsLocationAndContactsAndTakenBack() {
        Effect effect = desk.write(TOOL, "{'action': 'create', 'name': 'Kim Novak', 'street': '5 Elm Street', 'city': 'Aurora',"
                + " 'state': 'IL', 'zip': '60502', 'phone': '6305550199', 'email': 'kim@example.com', 'tags': ['501']}");
        assertThat(desk.writes())
                .containsExactly("POST /crm/v2/customers {\"name\":\"Kim Novak\",\"address\":{\"street\":\"5 Elm"
                        + " Street\",\"city\":\"Aurora\",\"state\":\"IL\",\"zip\":\"60502\",\"country\":\"USA\"},\"tagTypeIds\":[501],"
                        + "\"locations\":[{\"name\":\"Kim Novak\",\"address\":{\"street\":\"5 Elm Street\",\"city\":\"Aurora\",\"state\":"
                        + "\"IL\",\"zip\":\"60502\",\"country\":\"USA\"}}],\"contacts\":[{\"type\":\"MobilePhone\",\"value\":"
                        + "\"6305550199\"},{\"type\":\"Email\",\"value\":\"kim@example.com\"}]}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(effect.answer().path("made").findValuesAsText("resource")).containsExactly("crm/customers", "crm/locations",
                "crm/customers/contacts", "crm/customers/contacts");
        long made = effect.answer().at("/made/0/id").asLong();
        assertThat(desk.read("find_customers", "{'query': '6305550199'}").at("/items/0/id").asLong()).isEqualTo(made);

        assertThat(desk.undo(effect).warnings()).isEmpty();
        assertThat(desk.row(CUSTOMERS, made).path("active").asBoolean()).isFalse();
        assertThat(desk.read("find_customers", "{'query': 'Kim Novak'}").path("total").asInt()).isZero();
    }

    @Test
    void aNamesakeIsToldBeforeACustomerIsMade() {
        ObjectNode known = desk.row(CUSTOMERS, FIRST + 4);
        Proposal proposal = desk.propose(TOOL, "{'action': 'create', 'name': '" + known.path("name").asText()
                + "', 'street': '5 Elm Street', 'city': 'Aurora', 'state': 'IL', 'zip': '60502'}");
        assertThat(proposal.sideEffects()).anyMatch(effect -> effect.contains(Long.toString(FIRST + 4)));
    }

    @Test
    void aContactIsAddedChangedAndTakenBack() {
        Effect added = desk.write(TOOL, "{'action': 'add_contact', 'customer': '" + FIRST + "', 'email': 'new@example.com'}");
        assertThat(desk.writes()).containsExactly(
                "POST /crm/v2/customers/" + FIRST + "/contacts {\"type\":\"Email\",\"value\":\"new@example.com\"}");
        String contact = added.answer().at("/made/0/id").asText().replaceFirst(".*/", "");
        ObjectNode before = desk.lasting("crm/customers/contacts", Long.parseLong(contact));
        Effect changed = desk.write(TOOL, "{'action': 'change_contact', 'customer': '" + FIRST + "', 'contact': " + contact
                + ", 'email': 'newer@example.com'}");
        assertThat(changed.changes().get(0).fields().get(0).after().asText()).isEqualTo("newer@example.com");
        desk.undo(changed);
        assertThat(desk.lasting("crm/customers/contacts", Long.parseLong(contact))).isEqualTo(before);
    }

    @Test
    void anAddedContactIsDeletedWhenTakenBack() {
        Effect added = desk.write(TOOL, "{'action': 'add_contact', 'customer': '" + (FIRST + 5) + "', 'phone': '6305550111'}");
        desk.forgetRequests();
        assertThat(desk.undo(added).warnings()).isEmpty();
        assertThat(desk.writes()).containsExactly(
                "DELETE /crm/v2/customers/" + (FIRST + 5) + "/contacts/"
                        + added.answer().at("/made/0/id").asText().replaceFirst(".*/", ""));
    }

    @Test
    void aContactThatIsRemovedCannotBeBroughtBackAndThePlanSaysSo() {
        String contact = desk.rows("crm/customers/contacts").stream()
                .filter(row -> row.path("customerId").longValue() == FIRST + 6).findFirst().orElseThrow().path("id").asText();
        String arguments = "{'action': 'remove_contact', 'customer': '" + (FIRST + 6) + "', 'contact': " + contact + "}";
        assertThat(desk.propose(TOOL, arguments).reversible()).isFalse();
        Effect effect = desk.write(TOOL, arguments);
        assertThat(effect.warnings()).isEmpty();
        assertThat(effect.undo()).isEmpty();
    }

    @Test
    void tagsComeAndGoByName() {
        String name = desk.row("settings/tag-types", 502).path("name").asText();
        ObjectNode before = desk.lasting(CUSTOMERS, FIRST + 8);
        Effect effect = desk.write(TOOL, "{'action': 'add_tags', 'customer': '" + (FIRST + 8) + "', 'tags': ['" + name + "']}");
        assertThat(desk.writes()).containsExactly("POST /crm/v2/customers/" + (FIRST + 8) + "/tags/502");
        assertThat(effect.warnings()).isEmpty();
        desk.undo(effect);
        ObjectNode after = desk.lasting(CUSTOMERS, FIRST + 8);
        if (!before.has("tagTypeIds")) {
            after.remove("tagTypeIds");
        }
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aNoteIsAddedAndDeletedAgain() {
        Effect effect = desk.write(TOOL, "{'action': 'add_note', 'customer': '" + FIRST + "', 'note': 'Call before noon'}");
        assertThat(desk.writes())
                .containsExactly("POST /crm/v2/customers/" + FIRST + "/notes {\"text\":\"Call before noon\"}");
        assertThat(desk.undo(effect).warnings()).isEmpty();
    }

    @Test
    void aLocationOfAnotherCustomerIsNotChanged() {
        assertThatThrownBy(() -> desk.propose(TOOL, "{'action': 'update_location', 'customer': '" + FIRST
                + "', 'location': '20000002', 'name': 'X'}")).isInstanceOf(RefusedCallException.class)
                .hasMessageContaining("not one of customer");
    }

    @Test
    void aLocationIsAddedWithAllOfItsAddressAndTakenBack() {
        assertThatThrownBy(() -> desk.propose(TOOL, "{'action': 'add_location', 'customer': '" + FIRST
                + "', 'name': 'Shed', 'street': '9 Oak'}")).hasMessageContaining("city");
        Effect effect = desk.write(TOOL, "{'action': 'add_location', 'customer': '" + FIRST + "', 'name': 'Shed', 'street': '9"
                + " Oak', 'city': 'Aurora', 'state': 'IL', 'zip': '60502'}");
        assertThat(effect.warnings()).isEmpty();
        desk.undo(effect);
        assertThat(desk.row("crm/locations", effect.answer().at("/made/0/id").asLong()).path("active").asBoolean()).isFalse();
    }

    @Test
    void anUndoIsNoticedToBeOutdatedByTheVersion() {
        Effect effect = desk.write(TOOL, "{'action': 'update', 'customer': '" + (FIRST + 9) + "', 'doNotService': true}");
        desk.office(CUSTOMERS, "{'id': " + (FIRST + 9) + ", 'name': 'Somebody else'}");
        assertThat(desk.proposals.version(LocalDesk.TENANT, effect.changes().get(0).record()))
                .isPresent().get().isNotEqualTo(effect.changes().get(0).version());
    }

    @Test
    void aWriteThatShowsLateIsWaitedFor() {
        try (LocalDesk slow = new LocalDesk(Duration.ofSeconds(5))) {
            Effect effect = slow.write(TOOL, "{'action': 'update', 'customer': '" + FIRST + "', 'name': 'Late Riser'}");
            assertThat(effect.warnings()).isEmpty();
            assertThat(slow.pauses).isEqualTo(List.of(Duration.ofSeconds(2), Duration.ofSeconds(10)));
        }
    }

    @Test
    void aWriteThatNeverShowsIsWarnedOf() {
        try (LocalDesk slow = new LocalDesk(Duration.ofHours(1))) {
            Effect effect = slow.write(TOOL, "{'action': 'update', 'customer': '" + FIRST + "', 'name': 'Late Riser'}");
            assertThat(effect.warnings()).singleElement().asString()
                    .isEqualTo("crm/customers/" + FIRST
                            + ": name is not as it was sent, although ServiceTitan answered with success");
        }
    }
}
