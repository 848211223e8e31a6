package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

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
import io.fieldline.failure.RejectedRecordException;
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
    void whenALaterRequestIsRefusedWhatWasDoneIsSaid() {
        assertThatThrownBy(() -> desk.write("change_customer", BOTH)).isInstanceOf(RejectedRecordException.class)
                .hasMessageStartingWith("Done: crm/customers/contacts create, of 2. Then: POST ");
        assertThat(desk.writes()).hasSize(2);
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
    void laterRequestsAreToldWhatEarlierOnesWereAnswered() {
        ObjectNode location = LocalDesk.json("{\"customerId\":10000001,\"name\":\"Shed\",\"address\":{\"street\":\"1 Elm\","
                + "\"city\":\"Aurora\",\"state\":\"IL\",\"zip\":\"60502\",\"country\":\"USA\"}}");
        ObjectNode note = LocalDesk.json("{\"text\":\"Key under the mat\"}");
        Proposal proposal = new Proposal("two", List.of(), List.of(
                new PlannedRequest("crm/locations", "create", Map.of(), Map.of(), location),
                new PlannedRequest("crm/locations/notes", "create", Map.of("id", "${1.id}"), Map.of(), note)), List.of(),
                Cost.ofRecords(2), "", LocalDesk.json("{}"));
        desk.proposals.carryOut(desk.call("{}"), proposal);
        long made = desk.rows("crm/locations").stream().filter(row -> row.path("name").asText().equals("Shed")).findFirst()
                .orElseThrow().path("id").longValue();
        assertThat(desk.writes()).last().isEqualTo(
                "POST /crm/v2/locations/" + made + "/notes {\"text\":\"Key under the mat\"}");
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
