package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.Mention;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.failure.RetryLaterException;

/** What becomes of a plan when something is in its way. */
class CarryingOutTest {

    private static final String BOTH = "{'action': 'add_contact', 'customer': '10000001', 'phone': '6305550100', 'email': 'none'}";
    private static final String NAME = "{'action': 'update', 'customer': '10000001', 'name': 'Jim'}";
    private LocalDesk desk;

    @BeforeEach
    void start() {
        desk = new LocalDesk();
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void whenALaterRequestIsRefusedWhatWasDoneIsSaidAndCanBeTakenBack() {
        Effect effect = desk.write("change_customer", BOTH);
        assertThat(desk.writes()).hasSize(2);
        assertThat(effect.warnings()).singleElement().asString()
                .startsWith("Done: crm/customers/contacts create, of 2. Then: POST ");
        assertThat(effect.changes()).singleElement().satisfies(change -> assertThat(change.version()).isNotEmpty());
        String contact = effect.changes().get(0).record().id();
        assertThat(effect.answer().path("made").findValuesAsText("id")).containsExactly(contact);

        desk.forgetRequests();
        assertThat(desk.undo(effect).warnings()).isEmpty();
        assertThat(desk.writes()).containsExactly("DELETE /crm/v2/customers/10000001/contacts/" + contact.split("/")[1]);
    }

    @Test
    void whatWasSentAndCannotBeReadBackIsToldAsSentAndCanBeTakenBack() {
        WritingTool tool = (WritingTool) desk.tools().get("change_customer");
        String asked = "{'action': 'add_contact', 'customer': '10000001', 'email': 'kim@example.com'}";
        Proposal proposal = tool.propose(desk.call(asked));
        desk.forgetRequests();
        ToolCall call = desk.call(asked, text -> {
            if (text.equals("reading back")) {
                desk.fault("server-error=1");
            }
        });
        Effect effect = tool.carryOut(call, proposal);
        desk.fault("server-error=0");
        assertThat(desk.writes()).singleElement().asString().startsWith("POST /crm/v2/customers/10000001/contacts");
        assertThat(effect.warnings()).singleElement().asString()
                .contains("it was sent and could not be read back, so look before you ask again", "was answered 500");
        assertThat(desk.pauses).as("it was tried twice more").hasSize(2);
        String contact = effect.answer().path("made").get(0).path("id").asText();
        assertThat(effect.undo().orElseThrow().restores()).singleElement().satisfies(change -> {
            assertThat(change.record().id()).isEqualTo(contact);
            assertThat(change.version()).isEmpty();
        });
        assertThat(effect.undo().orElseThrow().requests()).extracting(PlannedRequest::path)
                .containsExactly(Map.of("id", "10000001", "contactId", contact.split("/")[1]));
    }

    @Test
    void whoCannotBeToldHowItGoesIsAnsweredNevertheless() {
        WritingTool tool = (WritingTool) desk.tools().get("change_customer");
        Effect effect = tool.carryOut(desk.call(NAME, text -> {
            if (!text.startsWith("sending")) {
                throw new IllegalStateException("nobody listens");
            }
        }), tool.propose(desk.call(NAME)));
        assertThat(effect.warnings()).isEmpty();
        assertThat(desk.row("crm/customers", 10000001).path("name").asText()).isEqualTo("Jim");
    }

    @Test
    void aReadThatIsRefusedAfterAWriteDoesNotSayThatNothingWasChanged() {
        try (LocalDesk own = new LocalDesk(Duration.ZERO, "tn.crm.customers:r")) {
            ObjectNode body = LocalDesk.json("{\"doNotMail\":true}");
            FieldChange field = new FieldChange("doNotMail", body.booleanNode(false), body.booleanNode(true));
            Proposal proposal = new Proposal("one",
                    List.of(new RecordChange(new RecordRef("crm/customers", "10000001"), "", List.of(field))),
                    List.of(new PlannedRequest("crm/customers", "update", Map.of("id", "10000001"), Map.of(), body)),
                    List.of(), Cost.ofRecords(1), "", LocalDesk.json("{}"));
            Effect effect = own.proposals.carryOut(own.call("{}"), proposal);
            assertThat(effect.warnings()).singleElement().asString().startsWith(
                    "crm/customers/10000001: it was sent and could not be read back").contains("403");
            assertThat(own.pauses).as("waiting would not help").isEmpty();
        }
    }

    @Test
    void whenTheFirstIsRefusedNothingWasChanged() {
        assertThatThrownBy(() -> desk.write("change_customer",
                "{'action': 'add_contact', 'customer': '10000001', 'email': 'none'}"))
                .isInstanceOf(RefusedCallException.class).hasMessageEndingWith("Nothing was changed.")
                .satisfies(refused -> assertThat(Mention.resolved(refused.getMessage(), (kind, value) -> "[" + kind + "]"))
                        .matches("POST /crm/v2/\\S+ was answered 400( for \\S+)?: \\[words]\\. Nothing was changed\\."));
    }

    @Test
    void aWriteWhoseAnswerIsLostIsSaidToBeUnsureAndNotSentAgain() {
        WritingTool tool = (WritingTool) desk.tools().get("change_customer");
        Proposal proposal = tool.propose(desk.call(NAME));
        desk.forgetRequests();
        desk.fault("server-error=1");
        assertThatThrownBy(() -> tool.carryOut(desk.call(NAME), proposal)).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("may have been applied or not");
        assertThat(desk.writes()).hasSize(1);
    }

    @Test
    void aCallThatWasGivenUpSendsNothing() {
        WritingTool tool = (WritingTool) desk.tools().get("change_customer");
        Proposal proposal = tool.propose(desk.call(NAME));
        desk.forgetRequests();
        ToolCall given = desk.call(NAME);
        assertThatThrownBy(() -> tool.carryOut(new ToolCall(given.tenant(), given.arguments(), given.progress(), () -> true),
                proposal)).isInstanceOf(RefusedCallException.class);
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void aStopHoldsBeforeTheNextRequestAndWhatWasDoneIsSaidAndCanBeTakenBack() {
        WritingTool tool = (WritingTool) desk.tools().get("change_customer");
        String asked = "{'action': 'add_tags', 'customer': '10000001', 'tags': [" + desk.rows("settings/tag-types").stream()
                .limit(3).map(row -> "'" + row.path("id").asText() + "'").collect(Collectors.joining(", ")) + "]}";
        desk.office("crm/customers", "{'id': 10000001, 'tagTypeIds': []}");
        Proposal proposal = tool.propose(desk.call(asked));
        desk.forgetRequests();
        ToolCall given = desk.call(asked);
        Effect effect = tool.carryOut(new ToolCall(given.tenant(), given.arguments(), given.progress(), () -> false,
                () -> desk.writes().size() >= 2), proposal);
        assertThat(desk.writes()).hasSize(2);
        assertThat(effect.warnings()).hasSize(2).first().asString().isEqualTo("Done: crm/customers/tags create,"
                + " crm/customers/tags create, of 3. Then: Writing was stopped by a person; the rest was not sent.");
        assertThat(desk.row("crm/customers", 10000001).path("tagTypeIds")).hasSize(2);
        assertThat(desk.undo(effect).warnings()).isEmpty();
        assertThat(desk.row("crm/customers", 10000001).path("tagTypeIds")).isEmpty();
    }

    @Test
    void afterAStopNothingIsSent() {
        WritingTool tool = (WritingTool) desk.tools().get("change_customer");
        Proposal proposal = tool.propose(desk.call(NAME));
        desk.forgetRequests();
        ToolCall given = desk.call(NAME);
        assertThatThrownBy(() -> tool.carryOut(new ToolCall(given.tenant(), given.arguments(), given.progress(), () -> true,
                () -> true), proposal)).isInstanceOfSatisfying(RefusedCallException.class,
                        refused -> assertThat(refused.code()).isEqualTo("stopped"));
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void whatLooksLikeAReferenceToAnAnswerIsSentAndTakenBackAsItIs() {
        desk.office("crm/customers", "{'id': 10000001, 'name': '${7.x} ${1.name}'}");
        Effect effect = desk.write("change_customer", NAME.replace("Jim", "${0.a}${1.name}"));
        assertThat(effect.warnings()).isEmpty();
        assertThat(desk.row("crm/customers", 10000001).path("name").asText()).isEqualTo("${0.a}${1.name}");
        assertThat(desk.undo(effect).warnings()).isEmpty();
        assertThat(desk.row("crm/customers", 10000001).path("name").asText()).isEqualTo("${7.x} ${1.name}");
    }

    @Test
    void aFieldThatServiceTitanDropsIsWarnedOf() {
        ObjectNode body = LocalDesk.json("{\"doNotMail\":true}");
        FieldChange dropped = new FieldChange("balance", body.numberNode(0), body.numberNode(500));
        Proposal proposal = new Proposal("one",
                List.of(new RecordChange(new RecordRef("crm/customers", "10000001"), "", List.of(dropped))),
                List.of(new PlannedRequest("crm/customers", "update", Map.of("id", "10000001"), Map.of(), body)), List.of(),
                Cost.ofRecords(1), "", LocalDesk.json("{}"));
        Effect effect = desk.proposals.carryOut(desk.call("{}"), proposal);
        assertThat(effect.warnings()).containsExactly(
                "crm/customers/10000001: balance is not as it was sent, although ServiceTitan answered with success");
        assertThat(desk.pauses).as("it was looked for twice more").hasSize(2);
    }
}
