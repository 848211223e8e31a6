package io.fieldline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.plan.Approvals.By;
import io.fieldline.agent.plan.Approvals.Way;
import io.fieldline.agent.policy.Stop;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.failure.RetryLaterException;

class AgentDoorTest {

    private static final String WRITES = "writes: [change_customer]";

    @TempDir
    Path folder;
    private DoorBench bench;

    @BeforeEach
    void open() {
        bench = new DoorBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> tools(String client, String... packs) {
        return bench.door.tools(new Door.Caller(client, Optional.empty()), Set.of(packs)).stream().map(ToolDescription::name)
                .toList();
    }

    private void decide(String id, String person, boolean approved, String reason) {
        bench.approvals.decide(id, new By(person, Way.COMMAND, "root"), approved, reason);
    }

    private String changePhone(String client, String value) {
        return bench.token(client, "change_customer", "tenant", "acme", "id", "7", "field", "phone", "value", value);
    }

    private ObjectNode carryOut(String client, String value, String token) {
        return bench.call(client, "change_customer", "tenant", "acme", "id", "7", "field", "phone", "value", value, "token",
                token);
    }

    private RefusedCallException refusedToCarryOut(String client, String value, String token) {
        return bench.refused(client, "change_customer", "tenant", "acme", "id", "7", "field", "phone", "value", value, "token",
                token);
    }

    @Test
    void aClientIsKnownByItsKeyOrByItsBearerAlone() {
        assertThat(bench.door.anybody()).isFalse();
        bench.client("bot").document("people", "client: people\noidc: { issuer: \"https://id.example\", subject: dana,"
                + " scopes: [fieldline] }\ntenants: [acme]\n");
        assertThat(bench.door.anybody()).isTrue();
        assertThat(bench.door.withKey(DoorBench.KEY)).contains(new Door.Caller("bot", Optional.empty()));
        assertThat(bench.door.withKey(DoorBench.KEY + "x")).isEmpty();
        assertThat(bench.door.withKey("")).isEmpty();
        assertThat(bench.door.withToken("https://id.example", "dana", Set.of("fieldline", "more")))
                .contains(new Door.Caller("people", Optional.of("dana")));
        assertThat(bench.door.withToken("https://id.example", "dana", Set.of("more"))).isEmpty();
        assertThat(bench.door.withToken("https://other.example", "dana", Set.of("fieldline"))).isEmpty();
    }

    @Test
    void onlyToolsThatThePolicyAllowsAreListed() {
        bench.client("bot").client("writer", "writes: [change_customer, charge]").document("narrow",
                "client: narrow\nkeyHash: sha256:" + "1".repeat(64) + "\ntenants: [acme]\npacks: [money]\nwrites: [charge]\n");
        assertThat(tools("bot", "office", "money")).containsExactly("show_customer", "find", "read");
        assertThat(tools("writer", "office", "money")).containsExactly("show_customer", "change_customer", "charge", "find",
                "read",
                "undo");
        assertThat(tools("writer", "office")).containsExactly("show_customer", "change_customer", "find", "read", "undo");
        assertThat(tools("narrow", "office", "money")).containsExactly("charge", "undo");
        assertThat(tools("nobody", "office")).isEmpty();
        assertThat(bench.door.tools(new Door.Caller("writer", Optional.empty()), Set.of("money", "office")))
                .filteredOn(tool -> tool.name().equals("undo")).extracting(ToolDescription::pack).containsExactly("office");
        assertThat(bench.door.packs(new Door.Caller("narrow", Optional.empty()))).extracting(Door.Pack::name)
                .containsExactly("money");
    }

    @Test
    void whatIsShownBesideToolsIsInTheAudit() {
        bench.client("bot");
        bench.door.shown(new Door.Caller("bot", Optional.of("dana")), "resource",
                DoorBench.arguments("uri", "fieldline://tenants/acme"));
        assertThat(bench.audit()).singleElement().satisfies(entry -> {
            assertThat(entry.get("tool").asText()).isEqualTo("resource");
            assertThat(entry.get("person").asText()).isEqualTo("dana");
            assertThat(entry.at("/facts/arguments/uri").asText()).isEqualTo("fieldline://tenants/acme");
        });
    }

    @Test
    void aToolIsDescribedOnceHoweverOftenItIsListedAndOnlyByWhatAClientHasToKnow() {
        bench.client("bot");
        Door.Caller bot = new Door.Caller("bot", Optional.empty());
        assertThat(bench.door.tools(bot, Set.of("office")).get(0)).isSameAs(bench.door.tools(bot, Set.of("office")).get(0));
        assertThat(bench.door.tools(bot, Set.of("office")).toString()).doesNotContain("x-personal").doesNotContain("x-lookup");
    }

    @Test
    void aToolThatIsNotAllowedIsAnsweredLikeOneThatThereIsNot() {
        bench.client("bot");
        RefusedCallException hidden = bench.refused("bot", "charge", "tenant", "acme", "id", "7", "amount", 1);
        RefusedCallException missing = bench.refused("bot", "change", "tenant", "acme", "id", "7", "amount", 1);
        assertThat(hidden.code()).isEqualTo(missing.code()).isEqualTo("not_found");
        assertThat(hidden.getMessage()).isEqualTo(missing.getMessage().replace("tool change", "tool charge"));
        assertThat(hidden.details()).isEqualTo(missing.details());
    }

    @Test
    void aTenantThatIsNotAllowedIsAnsweredLikeOneThatThereIsNot() {
        bench.client("bot");
        RefusedCallException foreign = bench.refused("bot", "show_customer", "tenant", "summit", "id", "7");
        RefusedCallException missing = bench.refused("bot", "show_customer", "tenant", "nobody", "id", "7");
        assertThat(foreign.code()).isEqualTo(missing.code()).isEqualTo("not_found");
        assertThat(foreign.getMessage()).isEqualTo(missing.getMessage().replace("nobody", "summit"));
        assertThat(bench.audit().toString()).doesNotContain("Omar");
    }

    @Test
    void aTenantMayBeNamedLikeAPhoneNumber() {
        String tenant = "1-312-555-0142";
        bench.office.customer(tenant, "7", "Grace Romero", "3125550142", "grace@example.com", "12 Elm Street", "");
        bench.document("bot", "client: bot\nkeyHash: sha256:" + "2".repeat(64) + "\ntenants: [" + tenant
                + "]\npacks: [office]\n" + WRITES + "\n");
        ObjectNode done = bench.carriedOut("bot", "change_customer", "tenant", tenant, "id", "7", "field", "notes", "value",
                "x");
        bench.carriedOut("bot", "undo", "tenant", tenant, "auditId", done.get("undo").asText());
        assertThat(bench.office.customer(tenant, "7").get("notes").asText()).isEmpty();
        assertThat(bench.audit()).hasSize(6).allSatisfy(entry -> assertThat(entry.get("tenant").asText()).isEqualTo(tenant));
        assertThat(bench.refused("bot", "show_customer", "tenant", "1-312-555-0143", "id", "7").getMessage())
                .isEqualTo("There is no tenant …0143");
    }

    @Test
    void argumentsAreRefusedByFieldAndRule() {
        bench.client("bot");
        assertThat(bench.refused("bot", "show_customer", "id", 7, "most", 51, "sort", "age", "nmae", "x").getMessage())
                .isEqualTo("tenant: must be given; id: must be a text; most: must be at most 50; sort: must be one of name, id;"
                        + " nmae: is not known here; known: id, most, sort, tenant");
        assertThat(bench.refused("bot", "show_customer", "tenant", "acme", "id", "x", "most", 1.5).getMessage())
                .isEqualTo("id: must match ^\\d+$; most: must be a whole number");
    }

    @Test
    void aPlanChangesNothingAndItsTokenCarriesItOutOnce() {
        bench.client("bot", WRITES, "fields: { phone: clear }");
        ObjectNode plan = (ObjectNode) bench
                .call("bot", "change_customer", "tenant", "acme", "id", "7", "field", "phone", "value", "3125550143")
                .get("plan");
        assertThat(plan.at("/changes/0/fields/0/before").asText()).isEqualTo("3125550142");
        assertThat(plan.at("/changes/0/fields/0/after").asText()).isEqualTo("3125550143");
        assertThat(plan.at("/requests/0/operation").asText()).isEqualTo("update");
        assertThat(plan.get("expires").asText()).isEqualTo("2026-11-29T14:15:00Z");
        assertThat(bench.office.sent).isEmpty();

        ObjectNode done = carryOut("bot", "3125550143", plan.get("token").asText());
        assertThat(bench.office.customer("acme", "7").get("phone").asText()).isEqualTo("3125550143");
        assertThat(done.at("/changes/0/fields/0/after").asText()).isEqualTo("3125550143");

        assertThat(refusedToCarryOut("bot", "3125550143", plan.get("token").asText()).code()).isEqualTo("invalid_token");
        assertThat(bench.office.sent).hasSize(1);
    }

    @Test
    void eachTokenThatIsNotGoodSaysWhy() {
        bench.client("bot", WRITES).client("other", WRITES);
        String token = changePhone("bot", "3125550143");
        String altered = token.substring(0, 30) + (token.charAt(30) == 'A' ? 'B' : 'A') + token.substring(31);
        assertThat(refusedToCarryOut("bot", "3125550143", altered).getMessage()).contains("altered");
        assertThat(refusedToCarryOut("bot", "3125550143", "plan_x").getMessage()).contains("altered");
        assertThat(refusedToCarryOut("other", "3125550143", token).getMessage()).contains("another client");
        assertThat(refusedToCarryOut("bot", "3125550144", token).getMessage()).contains("other arguments");
        bench.clock.advance(Duration.ofMinutes(15));
        assertThat(refusedToCarryOut("bot", "3125550143", token).getMessage()).contains("expired at 2026-11-29T14:15:00Z");
        assertThat(bench.office.sent).isEmpty();

        String fresh = changePhone("bot", "3125550143");
        carryOut("bot", "3125550143", fresh);
        assertThat(refusedToCarryOut("bot", "3125550143", fresh).getMessage()).contains("used before");
    }

    @Test
    void aTokenOfOneTenantIsNoGoodForAnother() {
        bench.document("bot", "client: bot\nkeyHash: sha256:" + "2".repeat(64)
                + "\ntenants: [acme, summit]\npacks: [office]\n" + WRITES + "\n");
        String token = changePhone("bot", "3125550143");
        assertThat(bench.refused("bot", "change_customer", "tenant", "summit", "id", "7", "field", "phone", "value",
                "3125550143", "token", token).getMessage()).contains("another tenant");
    }

    @Test
    void aTokenIsVoidWhenTheRecordChangedAndANewPlanIsShown() {
        bench.client("bot", WRITES, "fields: { phone: clear }");
        String token = changePhone("bot", "3125550143");
        bench.office.change("acme", "7", "phone", "3125550100");
        RefusedCallException outdated = refusedToCarryOut("bot", "3125550143", token);
        assertThat(outdated.code()).isEqualTo("outdated");
        assertThat(outdated.details().at("/plan/changes/0/fields/0/before").asText()).isEqualTo("3125550100");
        assertThat(refusedToCarryOut("bot", "3125550143", token).getMessage()).contains("replaced");
        carryOut("bot", "3125550143", outdated.details().at("/plan/token").asText());
        assertThat(bench.office.customer("acme", "7").get("phone").asText()).isEqualTo("3125550143");
    }

    @Test
    void aTokenIsUsedUpByAWriteThatFails() {
        bench.client("bot", WRITES);
        String token = changePhone("bot", "3125550143");
        bench.office.trouble = new RetryLaterException("ServiceTitan does not answer", null);
        RefusedCallException failed = refusedToCarryOut("bot", "3125550143", token);
        assertThat(failed.code()).isEqualTo("unavailable");
        assertThat(failed.getMessage()).isEqualTo("ServiceTitan does not answer");
        assertThat(refusedToCarryOut("bot", "3125550143", token).getMessage()).contains("used before");
        assertThat(bench.audit()).extracting(entry -> entry.get("event").asText()).containsExactly("planned", "begun", "ended",
                "refused", "refused");
    }

    @Test
    void aWriteThatFailsUnexpectedlyMayHaveBeenDone() {
        bench.client("bot", WRITES);
        String token = changePhone("bot", "3125550143");
        bench.office.beforeSending = () -> {
            throw new StackOverflowError();
        };
        RefusedCallException failed = refusedToCarryOut("bot", "3125550143", token);
        assertThat(failed.code()).isEqualTo("unexpected");
        assertThat(failed.getMessage()).endsWith("It may have been done; look before you ask again");
        assertThat(bench.audit()).extracting(entry -> entry.get("event").asText()).containsExactly("planned", "begun", "ended",
                "failed");
    }

    @Test
    void aCallWithTextOfAnyLengthIsAnsweredAndInTheAudit() {
        bench.client("bot");
        for (String text : List.of("5".repeat(200_000), "5 - ".repeat(50_000), "a@b" + ".c".repeat(100_000),
                "G… ".repeat(60_000) + "G…", "x@".repeat(100_000))) {
            assertThat(bench.refused("bot", "show_customer", "tenant", "acme", "id", "7", "note", text).code())
                    .isEqualTo("invalid_argument");
        }
        assertThat(bench.audit()).hasSize(5).allSatisfy(
                entry -> assertThat(entry.get("event").asText()).isEqualTo("refused"));
        assertThat(bench.unexpected).isEmpty();
    }

    @Test
    void aProcessThatEndsBetweenLeavesABeginningAndAUsedToken() {
        bench.client("bot", WRITES);
        String token = changePhone("bot", "3125550143");
        bench.office.beforeSending = () -> {
            bench.store.close();
            throw new ProcessEnds();
        };
        refusedToCarryOut("bot", "3125550143", token);
        assertThat(bench.office.sent).isEmpty();
        bench = new DoorBench(folder);
        bench.client("bot", WRITES);
        assertThat(bench.audit()).extracting(entry -> entry.get("event").asText()).containsExactly("planned", "begun");
        assertThat(bench.audit().get(1).at("/facts/requests")).hasSize(1);
        assertThat(refusedToCarryOut("bot", "3125550143", token).getMessage()).contains("used before");
        assertThat(bench.office.sent).isEmpty();
    }

    private static final class ProcessEnds extends Error {

        private static final long serialVersionUID = 1;
    }

    @Test
    void nothingIsSentAfterAStop() throws Exception {
        bench.client("bot", WRITES).client("other", WRITES);
        String token = changePhone("bot", "3125550143");
        bench.store.agents().stops().keep(new Stop("bot", "dana", bench.clock.instant()));
        assertThat(refusedToCarryOut("bot", "3125550143", token).code()).isEqualTo("stopped");
        assertThat(changePhone("other", "3125550143")).startsWith("plan_");
        assertThat(bench.call("bot", "show_customer", "tenant", "acme", "id", "7").get("name").asText())
                .isEqualTo("Grace Romero");

        bench.store.agents().stops().remove("bot");
        Files.createFile(bench.configuration.agents().resolve("STOP"));
        assertThat(refusedToCarryOut("bot", "3125550143", token).code()).isEqualTo("stopped");
        Files.delete(bench.configuration.agents().resolve("STOP"));
        bench.office.beforeSending = () -> bench.store.agents().stops()
                .keep(new Stop(Stop.EVERYBODY, "dana", bench.clock.instant()));
        assertThat(refusedToCarryOut("bot", "3125550143", token).getMessage()).contains("cancelled before anything was sent");
        assertThat(bench.office.sent).isEmpty();
    }

    @Test
    void aFailureThatNobodyForesawIsNotQuoted() {
        bench.client("bot");
        bench.office.trouble = new IllegalStateException("secret inside");
        RefusedCallException failed = bench.refused("bot", "show_customer", "tenant", "acme", "id", "7");
        assertThat(failed.code()).isEqualTo("unexpected");
        String reference = failed.details().get("reference").asText();
        assertThat(failed.getMessage()).isEqualTo("Fieldline failed unexpectedly; its log says why, under " + reference);
        assertThat(bench.audit().get(0).at("/facts/reference").asText()).hasSize(8).isEqualTo(reference);
        assertThat(bench.unexpected).singleElement().satisfies(e -> assertThat(e).hasMessage("secret inside"));
        assertThat(bench.audit().toString()).doesNotContain("secret inside");
    }

    @Test
    void anUndoLeavesTheRecordAsItWasAndWorksOnce() {
        bench.client("bot", WRITES).client("other", WRITES);
        ObjectNode done = carryOut("bot", "3125550143", changePhone("bot", "3125550143"));
        String id = done.get("undo").asText();
        assertThat(bench.refused("other", "undo", "tenant", "acme", "auditId", id).code()).isEqualTo("not_found");
        String token = bench.token("bot", "undo", "tenant", "acme", "auditId", id);
        bench.call("bot", "undo", "tenant", "acme", "auditId", id, "token", token);
        assertThat(bench.office.customer("acme", "7").get("phone").asText()).isEqualTo("3125550142");
        assertThat(bench.refused("bot", "undo", "tenant", "acme", "auditId", id).getMessage()).contains("was taken back at");
    }

    @Test
    void anUndoFallsUnderTheRulesOfWhatItTakesBack() {
        bench.client("bot", WRITES, "budgets: [ { tool: change_customer, records: 1 } ]");
        String id = carryOut("bot", "3125550143", changePhone("bot", "3125550143")).get("undo").asText();
        assertThat(bench.refused("bot", "undo", "tenant", "acme", "auditId", id).code()).isEqualTo("over_budget");
        bench.client("bot", WRITES, "approvals: [ { tool: change_customer, by: [Dana] } ]");
        assertThat(bench.call("bot", "undo", "tenant", "acme", "auditId", id).at("/plan/approval/by").asText())
                .isEqualTo("Dana");
    }

    @Test
    void anUndoOfWhatWasChangedSinceIsRefused() {
        bench.client("bot", WRITES);
        String id = carryOut("bot", "3125550143", changePhone("bot", "3125550143")).get("undo").asText();
        String token = bench.token("bot", "undo", "tenant", "acme", "auditId", id);
        bench.office.change("acme", "7", "phone", "3125550111");
        assertThat(bench.refused("bot", "undo", "tenant", "acme", "auditId", id, "token", token).getMessage())
                .contains("crm/customers/7 was changed since");
        assertThat(bench.office.customer("acme", "7").get("phone").asText()).isEqualTo("3125550111");
    }

    @Test
    void ofTwoEqualPlansTheSecondIsShownAgainWithAWarning() {
        bench.client("bot", "writes: [charge]", "approvals: [ { tool: charge, by: [Dana] } ]");
        String first = approvedCharge();
        String second = approvedCharge();
        bench.call("bot", "charge", "tenant", "acme", "id", "7", "amount", 5, "token", first);
        RefusedCallException refused = bench.refused("bot", "charge", "tenant", "acme", "id", "7", "amount", 5, "token",
                second);
        assertThat(refused.code()).isEqualTo("outdated");
        assertThat(refused.details().at("/plan/sideEffects").toString()).contains("carried out, or tried, by a plan of");
        assertThat(bench.office.sent).hasSize(1);
    }

    private String approvedCharge() {
        ObjectNode plan = (ObjectNode) bench.call("bot", "charge", "tenant", "acme", "id", "7", "amount", 5).get("plan");
        bench.approvals.decide(plan.at("/approval/plan").asText(), new By("Dana", Way.COMMAND, "root"), true, "");
        return plan.get("token").asText();
    }

    @Test
    void whatCouldNotBeReadBackIsTakenBackFromTheStateThatItIsInNow() {
        bench.client("bot", WRITES);
        bench.office.unreadable = true;
        ObjectNode done = carryOut("bot", "3125550143", changePhone("bot", "3125550143"));
        assertThat(done.at("/warnings/0").asText()).contains("could not be read back");
        bench.office.unreadable = false;
        String id = done.get("undo").asText();
        ObjectNode plan = (ObjectNode) bench.call("bot", "undo", "tenant", "acme", "auditId", id).get("plan");
        assertThat(plan.at("/sideEffects/0").asText()).contains("nobody knows whether it was changed since");
        bench.office.change("acme", "7", "phone", "3125550111");
        assertThat(bench.refused("bot", "undo", "tenant", "acme", "auditId", id, "token", plan.get("token").asText()).code())
                .isEqualTo("outdated");
        String token = bench.token("bot", "undo", "tenant", "acme", "auditId", id);
        bench.call("bot", "undo", "tenant", "acme", "auditId", id, "token", token);
        assertThat(bench.office.customer("acme", "7").get("phone").asText()).isEqualTo("3125550142");
    }

    @Test
    void anUndoThatDidNotTakeCanBeAskedForAgain() {
        bench.client("bot", WRITES);
        String id = carryOut("bot", "3125550143", changePhone("bot", "3125550143")).get("undo").asText();
        String token = bench.token("bot", "undo", "tenant", "acme", "auditId", id);
        bench.office.unreadable = true;
        ObjectNode done = bench.call("bot", "undo", "tenant", "acme", "auditId", id, "token", token);
        assertThat(done.at("/warnings/0").asText()).contains("could not be read back");
        assertThat(bench.refused("bot", "undo", "tenant", "acme", "auditId", id).getMessage())
                .contains("was changed since").doesNotContain("was taken back");
    }

    @Test
    void whatNothingTakesBackNeedsAPersonWhoIsNamed() {
        bench.client("bot", "writes: [charge]");
        assertThat(bench.refused("bot", "charge", "tenant", "acme", "id", "7", "amount", 5).code()).isEqualTo("not_allowed");
        bench.client("bot", "writes: [charge]", "approvals: [ { tool: charge, overAmount: 100, by: [Dana] } ]");
        ObjectNode plan = (ObjectNode) bench.call("bot", "charge", "tenant", "acme", "id", "7", "amount", 5).get("plan");
        assertThat(plan.at("/approval/by").asText()).isEqualTo("Dana");
        assertThat(plan.get("undo").asText()).isEqualTo("nothing takes it back");
    }

    @Test
    void anApprovedPlanIsCarriedOutOnceByTheSameToken() {
        bench.client("bot", "writes: [charge]", "approvals: [ { by: [Dana, Lee] } ]");
        ObjectNode plan = (ObjectNode) bench.call("bot", "charge", "tenant", "acme", "id", "7", "amount", 5).get("plan");
        String token = plan.get("token").asText();
        String id = plan.at("/approval/plan").asText();
        Object[] again = {"tenant", "acme", "id", "7", "amount", 5, "token", token };
        assertThat(bench.refused("bot", "charge", again).code()).isEqualTo("needs_approval");
        assertThat(bench.approvals.waiting(10)).extracting(waiting -> waiting.id()).containsExactly(id);
        assertThatThrownBy(() -> decide(id, "Kim", true, ""))
                .hasMessage("Kim may not approve plan " + id + "; Dana or Lee may");
        bench.clock.advance(Duration.ofHours(3));
        decide(id, "Lee", true, "");
        bench.call("bot", "charge", again);
        assertThat(bench.office.sent).hasSize(1);
        assertThat(bench.refused("bot", "charge", again).getMessage()).contains("used before");
        assertThat(bench.audit().toString()).contains("\"person\":\"Lee\"").contains("\"user\":\"root\"");
    }

    @Test
    void whoPlansTheSameAgainGetsThePlanThatWaitsAndNoPersonIsAskedForMoreThanTwenty() {
        bench.client("bot", "writes: [charge]", "approvals: [ { by: [Dana] } ]").client("other", "writes: [charge]",
                "approvals: [ { by: [Dana] } ]");
        String first = bench.token("bot", "charge", "tenant", "acme", "id", "7", "amount", 1);
        assertThat(bench.token("bot", "charge", "tenant", "acme", "id", "7", "amount", 1)).isEqualTo(first);
        assertThat(bench.approvals.waiting(100)).hasSize(1);
        for (int amount = 2; amount <= 20; amount++) {
            bench.token("bot", "charge", "tenant", "acme", "id", "7", "amount", amount);
        }
        RefusedCallException more = bench.refused("bot", "charge", "tenant", "acme", "id", "7", "amount", 21);
        assertThat(more.code()).isEqualTo("needs_approval");
        assertThat(more.getMessage()).startsWith("20 plans of yours wait for persons already");
        assertThat(bench.token("other", "charge", "tenant", "acme", "id", "7", "amount", 1)).isNotEqualTo(first);
        decide(bench.approvals.waiting(100).stream().filter(plan -> plan.binding().client().equals("bot")
                && plan.shown().path("summary").asText().equals("Charges 1")).findFirst().orElseThrow().id(), "Dana", false,
                "");
        String again = bench.token("bot", "charge", "tenant", "acme", "id", "7", "amount", 1);
        assertThat(again).as("what was rejected is another plan").isNotEqualTo(first);
    }

    @Test
    void aRejectedPlanIsNotCarriedOut() {
        bench.client("bot", "writes: [charge]", "approvals: [ { by: [Dana] } ]");
        ObjectNode plan = (ObjectNode) bench.call("bot", "charge", "tenant", "acme", "id", "7", "amount", 5).get("plan");
        decide(plan.at("/approval/plan").asText(), "Dana", false, "too much");
        assertThat(bench.refused("bot", "charge", "tenant", "acme", "id", "7", "amount", 5, "token", plan.get("token").asText())
                .getMessage()).isEqualTo("Dana rejected this plan: too much");
        assertThat(bench.office.sent).isEmpty();
    }

    @Test
    void anApprovalIsOfWhatWasShownAndOfNothingElse() {
        bench.client("bot", WRITES, "approvals: [ { tool: change_customer, overRecords: 3, by: [Dana] } ]");
        Object[] many = {"tenant", "acme", "id", "7", "field", "phone", "value", "3125550143", "records", 4 };
        ObjectNode plan = (ObjectNode) bench.call("bot", "change_customer", many).get("plan");
        decide(plan.at("/approval/plan").asText(), "Dana", true, "");
        bench.office.change("acme", "7", "phone", "3125550100");
        Object[] withToken = Arrays.copyOf(many, many.length + 2);
        withToken[many.length] = "token";
        withToken[many.length + 1] = plan.get("token").asText();
        RefusedCallException outdated = bench.refused("bot", "change_customer", withToken);
        assertThat(outdated.code()).isEqualTo("outdated");
        withToken[many.length + 1] = outdated.details().at("/plan/token").asText();
        assertThat(bench.refused("bot", "change_customer", withToken).code()).isEqualTo("needs_approval");
        assertThat(bench.office.sent).isEmpty();
    }

    @Test
    void eachRuleThatAppliesWantsOneOfItsOwn() {
        bench.client("bot", "writes: [charge]",
                "approvals: [ { tool: charge, overAmount: 100, by: [Dana] }, { by: [Kim, Lee] } ]");
        ObjectNode plan = (ObjectNode) bench.call("bot", "charge", "tenant", "acme", "id", "7", "amount", 101).get("plan");
        String id = plan.at("/approval/plan").asText();
        Object[] again = {"tenant", "acme", "id", "7", "amount", 101, "token", plan.get("token").asText() };
        decide(id, "Lee", true, "");
        assertThat(bench.refused("bot", "charge", again).getMessage()).contains("Dana, and Kim or Lee");
        decide(id, "Dana", true, "");
        bench.call("bot", "charge", again);
        assertThat(bench.office.sent).hasSize(1);
    }

    @Test
    void aRuleThatCameLaterHoldsForPlansThatWereShownBefore() {
        bench.client("bot", WRITES);
        String token = changePhone("bot", "3125550143");
        bench.client("bot", WRITES, "approvals: [ { by: [Dana] } ]");
        RefusedCallException refused = refusedToCarryOut("bot", "3125550143", token);
        assertThat(refused.code()).isEqualTo("outdated");
        assertThat(refused.details().at("/plan/approval/by").asText()).isEqualTo("Dana");
        bench.client("bot");
        assertThat(refusedToCarryOut("bot", "3125550143", refused.details().at("/plan/token").asText()).code())
                .isEqualTo("not_found");
        assertThat(bench.office.sent).isEmpty();
    }

    @Test
    void ofTwoCallsWithOneTokenAtTheSameTimeOneIsCarriedOut() throws Exception {
        bench.client("bot", WRITES);
        String token = changePhone("bot", "3125550143");
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<String> call = () -> {
                try {
                    carryOut("bot", "3125550143", token);
                    return "done";
                } catch (RefusedCallException e) {
                    return e.code();
                }
            };
            List<String> results = new ArrayList<>();
            for (Future<String> result : pool.invokeAll(List.of(call, call, call, call))) {
                results.add(result.get());
            }
            assertThat(results).containsExactlyInAnyOrder("done", "invalid_token", "invalid_token", "invalid_token");
        } finally {
            pool.shutdownNow();
        }
        assertThat(bench.office.sent).hasSize(1);
    }

    @Test
    void whatIsLeftOfABudgetIsKnownAfterARestart() {
        bench.client("bot", WRITES, "budgets: [ { records: 50 } ]");
        Object[] many = {"tenant", "acme", "id", "7", "field", "phone", "value", "3125550143", "records", 30 };
        ObjectNode plan = (ObjectNode) bench.call("bot", "change_customer", many).get("plan");
        assertThat(plan.at("/left/0").asText()).isEqualTo("50 of 50 records an hour");
        ObjectNode second = (ObjectNode) bench.call("bot", "change_customer", many).get("plan");
        Object[] withToken = Arrays.copyOf(many, many.length + 2);
        withToken[many.length] = "token";
        withToken[many.length + 1] = plan.get("token").asText();
        bench.call("bot", "change_customer", withToken);
        bench.office.change("acme", "7", "phone", "3125550142");
        bench.office.customer("acme", "7").put("version", 1);
        withToken[many.length + 1] = second.get("token").asText();
        RefusedCallException refused = catchThrowableOfType(() -> bench.door().call(new Door.Caller("bot", Optional.empty()),
                "change_customer", DoorBench.arguments(withToken), DoorBench.ATTENTION), RefusedCallException.class);
        assertThat(refused.code()).isEqualTo("over_budget");
        assertThat(refused.details().get("left").asInt()).isEqualTo(20);
        assertThat(bench.office.sent).hasSize(1);
        bench.clock.advance(Duration.ofMinutes(14));
        assertThat(bench.refused("bot", "change_customer", many).code()).isEqualTo("over_budget");
        bench.clock.advance(Duration.ofMinutes(47));
        assertThat(bench.call("bot", "change_customer", many).has("plan")).isTrue();
    }

    @Test
    void whatARefusedCallDidNotUseIsGivenBackAndWhatAFailedOneMayHaveUsedIsNot() {
        bench.client("bot", WRITES, "budgets: [ { records: 1 } ]");
        String first = changePhone("bot", "3125550143");
        bench.office.trouble = RefusedCallException.of("outdated", "ServiceTitan does not take it; nothing was changed");
        assertThat(refusedToCarryOut("bot", "3125550143", first).code()).isEqualTo("outdated");
        String second = changePhone("bot", "3125550143");
        bench.office.trouble = new RetryLaterException("the answer was lost", null);
        assertThat(refusedToCarryOut("bot", "3125550143", second).code()).isNotEqualTo("over_budget");
        assertThat(bench.refused("bot", "change_customer", "tenant", "acme", "id", "7", "field", "phone", "value", "3125550143")
                .code()).isEqualTo("over_budget");
    }

    @Test
    void aNumberBeyondAllMeasureIsRefusedLikeAnyOther() {
        bench.client("bot", "writes: [charge]");
        assertThat(bench.refused("bot", "charge", "tenant", "acme", "id", "7", "amount", Double.POSITIVE_INFINITY).getMessage())
                .isEqualTo("amount: must be a number of usual size");
    }
}
