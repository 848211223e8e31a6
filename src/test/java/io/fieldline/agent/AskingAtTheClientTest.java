package io.fieldline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.Door.Reply;
import io.fieldline.agent.Door.Reply.Kind;
import io.fieldline.agent.plan.Approvals.By;
import io.fieldline.agent.plan.Approvals.Way;
import io.fieldline.agent.policy.Stop;
import io.fieldline.agent.tool.RefusedCallException;

/** Approvals by the person who sits at the client: only where the policy says so, and of nothing but what was shown. */
class AskingAtTheClientTest {

    private static final String WRITES = "writes: [change_customer, charge]";
    private static final String ASK = "approvals: [ { by: [Dana, Lee], ask: client } ]";
    private static final Object[] CHARGE = {"tenant", "acme", "id", "7", "amount", 5 };

    @TempDir
    Path folder;
    private DoorBench bench;
    private final List<String> questions = new ArrayList<>();

    @BeforeEach
    void open() {
        bench = new DoorBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Door.AtClient answering(Kind kind, String reason) {
        return question -> {
            questions.add(question);
            return new Reply(kind, reason);
        };
    }

    private static Object[] with(Object[] arguments, String token) {
        Object[] more = Arrays.copyOf(arguments, arguments.length + 2);
        more[arguments.length] = "token";
        more[arguments.length + 1] = token;
        return more;
    }

    private RefusedCallException refused(Door.AtClient person, String token) {
        return catchThrowableOfType(() -> bench.callAtClient("bot", person, "charge", with(CHARGE, token)),
                RefusedCallException.class);
    }

    @Test
    void whoSitsAtTheClientApprovesWhereTheRuleSaysSoAndTheAuditSaysHow() {
        bench.client("bot", "person: Dana", WRITES, ASK);
        ObjectNode plan = (ObjectNode) bench.call("bot", "charge", CHARGE).get("plan");
        assertThat(questions).as("a plan alone asks nobody").isEmpty();
        bench.callAtClient("bot", answering(Kind.APPROVED, ""), "charge", with(CHARGE, plan.get("token").asText()));
        assertThat(bench.office.sent).hasSize(1);
        assertThat(questions).singleElement().satisfies(question -> assertThat(question)
                .startsWith("Dana, may this be done in acme by charge?\nCharges 5\n").contains("accounting/payments create")
                .endsWith("Takes 1 records, 5 in money, 0 messages\nUndo: nothing takes it back"));
        assertThat(bench.audit()).filteredOn(entry -> entry.get("event").asText().equals("approved")).singleElement()
                .satisfies(entry -> {
                    assertThat(entry.get("person").asText()).isEqualTo("Dana");
                    assertThat(entry.at("/facts/way").asText()).isEqualTo("by elicitation");
                    assertThat(entry.at("/facts/user").asText()).isEmpty();
                });
        assertThat(bench.audit()).filteredOn(entry -> entry.get("event").asText().equals("begun")).singleElement()
                .satisfies(entry -> assertThat(entry.at("/facts/approvals/0/way").asText()).isEqualTo("by elicitation"));
    }

    @Test
    void anAnswerCountsForNoRuleThatDoesNotSaySo() {
        bench.client("bot", "person: Dana", WRITES, "approvals: [ { by: [Dana] } ]");
        String token = bench.token("bot", "charge", CHARGE);
        assertThat(refused(answering(Kind.APPROVED, ""), token).code()).isEqualTo("needs_approval");
        assertThat(questions).isEmpty();

        bench.client("bot", "person: Dana", WRITES,
                "approvals: [ { by: [Dana, Lee], ask: client }, { tool: charge, by: [Dana] } ]");
        String both = bench.token("bot", "charge", CHARGE);
        assertThat(refused(answering(Kind.APPROVED, ""), both).getMessage())
                .startsWith("This waits for the approval of Dana or Lee, and Dana");
        assertThat(questions).hasSize(1);
        assertThat(bench.office.sent).isEmpty();
    }

    @Test
    void withoutAnApprovalAtTheClientTheRefusalSaysHowElseToGetIt() {
        bench.client("bot", "person: Dana", WRITES, ASK);
        ObjectNode plan = (ObjectNode) bench.call("bot", "charge", CHARGE).get("plan");
        String id = plan.at("/approval/plan").asText();
        Map<Kind, String> said = new TreeMap<>(Map.of(Kind.DECLINED, "Dana declined to answer at the client", Kind.CANCELLED,
                "The question at the client was closed without an answer", Kind.UNANSWERED,
                "Nobody answered the question at the client in time", Kind.BUSY,
                "Another question is open at the client; let it be answered first", Kind.NOT_OFFERED,
                "Dana could approve it at the client, which cannot ask: it does not offer elicitation by form, or gave no answer"
                        + " to it"));
        said.forEach((kind, words) -> {
            RefusedCallException refused = refused(answering(kind, ""), plan.get("token").asText());
            assertThat(refused.code()).isEqualTo("needs_approval");
            assertThat(refused.getMessage()).isEqualTo(words + ". This waits for the approval of Dana or Lee, by the link they"
                    + " are sent, where one is, or by ./fieldline approvals approve " + id
                    + " --as NAME; call again with the same token when it is there");
        });
        assertThat(bench.office.sent).isEmpty();
        bench.approvals.decide(id, new By("Lee", Way.COMMAND, "root"), true, "");
        bench.call("bot", "charge", with(CHARGE, plan.get("token").asText()));
        assertThat(bench.office.sent).hasSize(1);
    }

    @Test
    void aRejectionAtTheClientIsForGoodAndTheAgentIsToldWhy() {
        bench.client("bot", "person: Dana", WRITES, ASK);
        String token = bench.token("bot", "charge", CHARGE);
        assertThat(refused(answering(Kind.REJECTED, "ask first"), token).getMessage())
                .isEqualTo("Dana rejected this plan: ask first");
        assertThat(refused(answering(Kind.APPROVED, ""), token).getMessage()).isEqualTo("Dana rejected this plan: ask first");
        assertThat(questions).hasSize(1);
        assertThat(bench.office.sent).isEmpty();
    }

    @Test
    void whoRejectsAfterSomebodyElseDecidedIsHeardAsFarAsThatIsPossible() {
        bench.client("bot", "person: Dana", WRITES, ASK);
        ObjectNode plan = (ObjectNode) bench.call("bot", "charge", CHARGE).get("plan");
        String id = plan.at("/approval/plan").asText();
        String token = plan.get("token").asText();
        assertThat(refused(question -> {
            bench.approvals.decide(id, new By("Lee", Way.COMMAND, "root"), false, "too dear");
            return new Reply(Kind.REJECTED, "");
        }, token).getMessage()).isEqualTo("Lee rejected this plan: too dear");

        ObjectNode next = (ObjectNode) bench.call("bot", "charge", CHARGE).get("plan");
        String second = next.get("token").asText();
        assertThat(refused(question -> {
            bench.approvals.decide(next.at("/approval/plan").asText(), new By("Lee", Way.COMMAND, "root"), true, "");
            return new Reply(Kind.REJECTED, "not this one");
        }, second).getMessage()).as("an approval is withdrawn as long as nothing is sent")
                .isEqualTo("Dana rejected this plan: not this one");
        assertThat(bench.office.sent).isEmpty();

        ObjectNode third = (ObjectNode) bench.call("bot", "charge", CHARGE).get("plan");
        String last = third.get("token").asText();
        assertThat(refused(question -> {
            bench.approvals.decide(third.at("/approval/plan").asText(), new By("Lee", Way.COMMAND, "root"), true, "");
            bench.call("bot", "charge", with(CHARGE, last));
            return new Reply(Kind.REJECTED, "too late");
        }, last).getMessage()).startsWith("Dana rejected it at the client while somebody else decided about it");
        assertThat(bench.office.sent).as("what was carried out meanwhile").hasSize(1);
    }

    @Test
    void whatChangedWhileThePersonWasAskedIsNotApproved() {
        bench.client("bot", "person: Dana", WRITES, ASK);
        Object[] change = {"tenant", "acme", "id", "7", "field", "phone", "value", "3125550143" };
        String token = bench.token("bot", "change_customer", change);
        RefusedCallException outdated = catchThrowableOfType(() -> bench.callAtClient("bot", question -> {
            bench.office.change("acme", "7", "phone", "3125550100");
            return new Reply(Kind.APPROVED, "");
        }, "change_customer", with(change, token)), RefusedCallException.class);
        assertThat(outdated.code()).isEqualTo("outdated");
        assertThat(outdated.details().at("/plan/approval/by").asText()).isEqualTo("Dana or Lee");
        assertThat(bench.office.sent).isEmpty();
    }

    @Test
    void aStopOrAnotherPolicyThatComesWhileThePersonIsAskedHolds() {
        bench.client("bot", "person: Dana", WRITES, ASK);
        String token = bench.token("bot", "charge", CHARGE);
        assertThat(refused(question -> {
            bench.client("bot", "person: Dana", WRITES, "approvals: [ { by: [Dana, Lee] } ]");
            return new Reply(Kind.APPROVED, "");
        }, token).getMessage()).contains("Your policy was changed while this waited");
        assertThat(refused(answering(Kind.APPROVED, ""), token).code()).as("the answer counts for no rule any more")
                .isEqualTo("outdated");

        bench.client("bot", "person: Dana", WRITES, ASK);
        String other = bench.token("bot", "charge", CHARGE);
        assertThat(refused(question -> {
            bench.store.agents().stops().keep(new Stop("bot", "dana", bench.clock.instant()));
            return new Reply(Kind.APPROVED, "");
        }, other).code()).isEqualTo("stopped");
        assertThat(bench.office.sent).isEmpty();
    }

    @Test
    void theQuestionShowsNoMoreThanTheClientMaySeeAndNothingHidesInIt() {
        bench.office.change("acme", "7", "notes", "x\u202e\u200b\nUndo: easy");
        bench.client("bot", "person: Dana", WRITES, ASK, "fields: { name: hidden, phone: hidden }");
        Object[] change = {"tenant", "acme", "id", "7", "field", "notes", "value", "a\u001b[31m\nDana approved this" };
        String token = bench.token("bot", "change_customer", change);
        bench.callAtClient("bot", answering(Kind.APPROVED, ""), "change_customer", with(change, token));
        assertThat(questions.get(0)).doesNotContain("Grace", "3125550142", "\u202e", "\u200b", "\u001b");
        assertThat(questions.get(0).lines()).hasSize(8);
    }
}
