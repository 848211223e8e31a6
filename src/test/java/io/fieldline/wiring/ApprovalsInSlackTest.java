package io.fieldline.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.approval.ApprovalLinks;
import io.fieldline.agent.approval.ApproversDocument;
import io.fieldline.agent.approval.LinkedApprovals;
import io.fieldline.agent.approval.Telling;
import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.audit.AuditHead;
import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.plan.Approvals;
import io.fieldline.agent.plan.Approvals.By;
import io.fieldline.agent.plan.Approvals.Group;
import io.fieldline.agent.plan.Approvals.Standing;
import io.fieldline.agent.plan.Approvals.Way;
import io.fieldline.agent.plan.Plan;
import io.fieldline.agent.plan.Plans;
import io.fieldline.destination.slack.ApprovalAlert;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.slack.SlackMessage;
import io.fieldline.sandbox.slack.SlackSettings;
import io.fieldline.sandbox.slack.SlackStandIn;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.Tenant;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/** Persons are told in a strict Slack of what waits for them, and decide by the page behind the link. */
class ApprovalsInSlackTest {

    private static final Group DANA_OR_LEE = new Group(List.of("Dana", "Lee"), false);
    private static final Group DANA = new Group(List.of("Dana"), false);

    @TempDir
    Path temporary;

    private final HttpClient http = HttpClient.newHttpClient();
    private final HandClock clock = new HandClock(Instant.parse("2026-11-29T14:00:00Z"));
    private final Vertx vertx = Vertx.vertx();
    private final List<String> problems = new ArrayList<>();
    private final FixedTenants tenants = new FixedTenants();
    private SlackStandIn slack;
    private StateStore store;
    private Plans plans;
    private ApprovalDesk desk;
    private ApproversDocument document;
    private Telling telling;
    private String address;

    @BeforeEach
    void start() throws IOException {
        slack = SlackStandIn.start(SlackSettings.usual());
        connect("xoxb-sandbox");
        store = StateStore.open(StateStoreSettings.sqlite(temporary.resolve("data")), StateStore.Access.OWNER, clock);
        Audit audit = new Audit(store.agents().audit(), new AuditHead(temporary.resolve("data"), alarm -> {
        }), clock);
        plans = new Plans(store.agents().plans(), store.agents().planKey(), clock);
        desk = new ApprovalDesk(store.agents().plans(), audit, store.unitOfWork(), clock);
        document = new ApproversDocument(ConfigurationFolder.in(temporary.resolve("config")), problems::add);
        ApprovalLinks links = new ApprovalLinks(store.agents().plans(), store.agents().approvalKey());
        telling = new Telling(desk, document, tenants, store.agents().notices(), links, new ApprovalAlert(), problems::add,
                clock);
        Router router = Router.router(vertx);
        new ApprovalRoutes(new LinkedApprovals(links, desk)).register(router);
        HttpServer server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().join();
        address = "http://127.0.0.1:" + server.actualPort();
        approvers("Dana: U0DANA, Lee: \"#dispatch\"");
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        store.close();
        slack.close();
    }

    private void connect(String token) {
        tenants.apply(new Tenant("acme", "Acme", ZoneOffset.UTC, null, Map.of("chat",
                new Connection("chat", "slack", Map.of("token", Secret.literal(token), "url", slack.url().toString()))),
                Map.of()));
    }

    private void approvers(String persons) throws IOException {
        Files.createDirectories(temporary.resolve("config"));
        Files.writeString(temporary.resolve("config/approvers.yaml"),
                "address: " + address + "/\nslack: { connection: chat }\npersons: { " + persons + " }\n");
        document.rescan();
        assertThat(document.problems()).isEmpty();
    }

    private Plan plan(Group... groups) {
        ObjectNode shown;
        try {
            shown = (ObjectNode) new ObjectMapper().readTree("""
                    {"summary": "Charges Grace <b>Romero</b> 5.10",
                     "changes": [{"record": "crm/customers/7", "fields": [
                        {"field": "name", "before": "\\"><script>alert(1)</script>", "after": "'x' & y"},
                        {"field": "phone", "hidden": true}]}],
                     "requests": [{"resource": "crm/customers", "operation": "update", "path": {"id": "7"},
                        "query": {}, "body": {"name": "'x' & y"}}],
                     "sideEffects": ["notifies the customer"],
                     "cost": {"records": 1, "money": "5.10", "messages": 0}, "undo": "nothing takes it back"}""");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return plans
                .give(new Plan.Binding("bot", "acme", "charge", "hash"), "print", shown, JsonNodeFactory.instance.objectNode(),
                        "Charges G… R… <!channel> 5.10",
                        List.of(groups))
                .plan();
    }

    @Test
    void thePageShowsWhatTheClientDoesNotSee() {
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("summary", "Sends it to thief@example.com");
        plans.give(new Plan.Binding("bot", "acme", "charge", "hash"), "print",
                JsonNodeFactory.instance.objectNode().put("summary", "Sends it to t…@example.com"), whole, "Sends it",
                List.of(DANA_OR_LEE));
        telling.run();
        assertThat(get(linkOf("D0DANA")).body()).contains("Sends it to thief@example.com");
    }

    private Approvals now(Plan plan) {
        return desk.find(plan.id()).approvals();
    }

    private static String link(SlackMessage message) {
        return message.blocks().get(3).at("/elements/0/url").asText();
    }

    private String linkOf(String channel) {
        return slack.messages().stream().filter(message -> message.channel().equals(channel))
                .reduce((first, last) -> last).map(ApprovalsInSlackTest::link).orElseThrow();
    }

    private HttpResponse<String> get(String link) {
        return http.sendAsync(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofString()).join();
    }

    private HttpResponse<String> post(String link, String decision, String reason) {
        String form = "decision=" + decision + "&reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8);
        return http.sendAsync(HttpRequest.newBuilder(URI.create(link)).header("Content-Type",
                "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString())
                .join();
    }

    @Test
    void eachWhoMayApproveIsToldOnceWithALinkOfTheirOwnAndNothingPersonal() {
        Plan plan = plan(DANA_OR_LEE);
        telling.run();
        telling.run();
        assertThat(slack.messages()).extracting(SlackMessage::channel).containsExactly("D0DANA", "C0DISPATCH");
        SlackMessage told = slack.messages().get(0);
        assertThat(told.blocks().get(1).at("/text/type").asText()).as("no markup, so that nobody is called")
                .isEqualTo("plain_text");
        assertThat(told.blocks().get(1).at("/text/text").asText())
                .isEqualTo("bot wants to use charge: Charges G… R… <!channel> 5.10");
        assertThat(told.blocks().toString()).doesNotContain("Grace", "Romero").contains("Dana or Lee");
        assertThat(link(told)).startsWith(address + "/approve/").isNotEqualTo(link(slack.messages().get(1)));
        assertThat(telling.told(plan)).isEqualTo("Dana at 2026-11-29T14:00:00Z; Lee at 2026-11-29T14:00:00Z");
        assertThat(problems).isEmpty();
    }

    @Test
    void lookingAtThePageChangesNothingAndShowsAllOfThePlanAsText() {
        Plan plan = plan(DANA_OR_LEE);
        telling.run();
        HttpResponse<String> page = get(linkOf("D0DANA"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).startsWith("default-src 'none';")
                .contains("form-action 'self'", "frame-ancestors 'none'").doesNotContain("script-src");
        assertThat(page.body())
                .contains("Charges Grace &lt;b&gt;Romero&lt;/b&gt; 5.10", "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "&#39;x&#39; &amp; y", "crm/customers/7: phone: hidden from the client", "notifies the customer",
                        "1 records, 5.10 in money, 0 messages", "nothing takes it back", "crm/customers update")
                .doesNotContain("<script", "<b>Romero");
        assertThat(get(linkOf("D0DANA")).statusCode()).isEqualTo(200);
        assertThat(now(plan).decisions()).isEmpty();
    }

    @Test
    void theButtonApprovesOnceAndTheUsedLinkSaysSo() {
        Plan plan = plan(DANA_OR_LEE);
        telling.run();
        assertThat(post(linkOf("D0DANA"), "", "").statusCode()).isEqualTo(400);
        assertThat(now(plan).decisions()).isEmpty();
        assertThat(post(linkOf("D0DANA"), "approve", "").body()).contains("The agent can do it now");
        assertThat(now(plan).standing()).isEqualTo(Standing.APPROVED);
        assertThat(now(plan).decisions().get(0).by()).isEqualTo(new By("Dana", Way.LINK, ""));
        assertThat(get(linkOf("D0DANA")).statusCode()).isEqualTo(410);
        assertThat(get(linkOf("D0DANA")).body()).contains("Dana approved this plan at 2026-11-29T14:00:00Z, by link");
        assertThat(post(linkOf("D0DANA"), "reject", "").statusCode()).isEqualTo(409);
        assertThat(post(linkOf("C0DISPATCH"), "reject", "").body()).contains("is decided already: approved by Dana");
        assertThat(now(plan).decisions()).hasSize(1);
        assertThat(store.agents().audit().after(0, 10)).singleElement()
                .satisfies(entry -> assertThat(entry.body()).contains("\"event\":\"approved\"", "\"way\":\"by link\"",
                        "\"person\":\"Dana\""));
    }

    @Test
    void aRejectionIsForGoodAndKeepsItsReason() {
        Plan plan = plan(DANA_OR_LEE);
        telling.run();
        assertThat(post(linkOf("C0DISPATCH"), "reject", "ask <her> first & \"then\"").body()).contains("It is not done");
        assertThat(now(plan).standing()).isEqualTo(Standing.REJECTED);
        assertThat(now(plan).decisions().get(0).reason()).isEqualTo("ask <her> first & \"then\"");
        assertThat(get(linkOf("D0DANA")).body()).contains("is decided already: rejected by Lee");
    }

    @Test
    void aLinkThatWasAlteredOrExpiredOrOfAPlanThatWasReplacedIsToldSo() {
        Plan plan = plan(DANA_OR_LEE);
        telling.run();
        String link = linkOf("D0DANA");
        String altered = link.substring(0, link.length() - 30) + (link.charAt(link.length() - 30) == 'A' ? 'B' : 'A')
                + link.substring(link.length() - 29);
        for (String wrong : List.of(altered, address + "/approve/x", address + "/approve/%22%3E%3Cscript%3E",
                address + "/approve/"
                        + plans.give(plan.binding(), "print", plan.shown(), plan.whole(), "", List.of()).token())) {
            assertThat(get(wrong).statusCode()).as(wrong).isEqualTo(404);
            assertThat(post(wrong, "approve", "").statusCode()).as(wrong).isEqualTo(404);
        }
        plans.replace(plan);
        assertThat(get(link).statusCode()).isEqualTo(410);
        assertThat(get(link).body()).contains("was replaced by a newer one");
        plan(DANA);
        telling.run();
        clock.advance(Duration.ofHours(24));
        assertThat(get(linkOf("D0DANA")).body()).contains("expired at 2026-11-30T14:00:00Z");
        assertThat(post(linkOf("D0DANA"), "approve", "").statusCode()).isEqualTo(409);
        assertThat(desk.waiting(10)).isEmpty();
    }

    @Test
    void aMessageThatIsNotTakenIsSentAgainAndThePlanGoesOnWaiting() {
        Plan plan = plan(DANA);
        slack.faults(FaultRates.parse("server-error=1"));
        telling.run();
        assertThat(telling.told(plan)).isEqualTo("Dana not yet, after 1 attempts: Slack answered 500");
        assertThat(problems).containsExactly("Dana could not be told that plan " + plan.id()
                + " waits, and is told again at 2026-11-29T14:00:10Z: Slack answered 500");
        telling.run();
        assertThat(problems).as("not before its time").hasSize(1);
        clock.advance(Duration.ofSeconds(10));
        telling.run();
        assertThat(problems.get(1)).contains("told again at 2026-11-29T14:00:30Z");
        slack.faults(FaultRates.NONE);
        clock.advance(Duration.ofSeconds(20));
        telling.run();
        assertThat(slack.messages()).hasSize(1);
        assertThat(desk.waiting(10)).hasSize(1);
    }

    @Test
    void whatSomebodyHasToPutRightIsNamedAndTriedAgain() throws IOException {
        Plan plan = plan(DANA);
        approvers("Dana: \"#nowhere\"");
        telling.run();
        assertThat(telling.told(plan)).contains("Slack refused the message: channel_not_found");
        connect("xoxb-wrong");
        clock.advance(Duration.ofMinutes(15));
        telling.run();
        assertThat(telling.told(plan)).contains("Slack refused the message: invalid_auth");
        tenants.remove("acme");
        clock.advance(Duration.ofMinutes(15));
        telling.run();
        assertThat(telling.told(plan)).contains("approvers.yaml: slack.connection: acme has no connection chat of type slack");
        connect("xoxb-sandbox");
        approvers("Dana: U0DANA");
        clock.advance(Duration.ofMinutes(15));
        telling.run();
        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void whoseWordIsNotWantedAnyMoreIsNotToldAndWhoHasNoPlaceIsNamed() {
        Plan plan = plan(DANA_OR_LEE, new Group(List.of("Kim"), false));
        desk.decide(plan.id(), new By("Lee", Way.COMMAND, "root"), true, "");
        telling.run();
        assertThat(slack.messages()).isEmpty();
        assertThat(telling.told(plan)).isEqualTo("Dana not yet; Lee not yet; Kim not: approvers.yaml has no place");
    }

    @Test
    void theFirstOfTwoWhoHaveToIsToldThatTheOtherIsWaitedFor() {
        Plan plan = plan(DANA, new Group(List.of("Lee"), false));
        telling.run();
        assertThat(post(linkOf("D0DANA"), "approve", "").body()).contains("It still waits for others");
        assertThat(now(plan).standing()).isEqualTo(Standing.WAITING);
        assertThat(post(linkOf("C0DISPATCH"), "approve", "").body()).contains("The agent can do it now");
        assertThat(now(plan).standing()).isEqualTo(Standing.APPROVED);
    }
}
