package io.fieldline.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.approval.ApproversDocument;
import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.audit.AuditEntry;
import io.fieldline.agent.audit.AuditHead;
import io.fieldline.agent.audit.AuditStore;
import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.plan.Approvals;
import io.fieldline.agent.plan.Plan;
import io.fieldline.agent.plan.Plans;
import io.fieldline.agent.policy.ApiKeys;
import io.fieldline.agent.policy.ClientDirectory;
import io.fieldline.agent.policy.KillSwitch;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Tenant;

/** What people see of agents, and do about them. */
class AgentVerbsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-29T14:00:00Z"));

    @TempDir
    Path temporary;
    private ConfigurationFolder configuration;
    private StateStore store;
    private ClientDirectory clients;
    private KillSwitch killSwitch;
    private AuditHead head;
    private Audit audit;
    private ApprovalDesk desk;

    @BeforeEach
    void open() throws IOException {
        configuration = ConfigurationFolder.in(temporary.resolve("config"));
        Files.createDirectories(configuration.agents());
        Files.writeString(configuration.agents().resolve("bot.yaml"),
                "client: bot\nkeyHash: " + ApiKeys.hash("k") + "\ntenants: [acme, gone]\nwrites: [charge]\n");
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, CLOCK);
        clients = new ClientDirectory(configuration, refusal -> {
        });
        clients.rescan();
        killSwitch = new KillSwitch(configuration, store.agents().stops());
        head = new AuditHead(temporary, alarm -> {
        });
        audit = new Audit(store.agents().audit(), head, CLOCK);
        desk = new ApprovalDesk(store.agents().plans(), audit, store.unitOfWork(), CLOCK);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static ObjectNode arguments(String... pairs) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            arguments.put(pairs[i], pairs[i + 1]);
        }
        return arguments;
    }

    private static ObjectNode run(Verb verb, String... pairs) {
        return verb.run(arguments(pairs), line -> {
        });
    }

    private Verb stop() {
        return StopAgents.stopping(clients, killSwitch, store.agents().stops(), audit, store.unitOfWork(), CLOCK);
    }

    private Verb start() {
        return StopAgents.starting(clients, killSwitch, store.agents().stops(), audit, store.unitOfWork(), CLOCK);
    }

    @Test
    void clientsAreListedWithWhatIsRefused() throws IOException {
        Files.writeString(configuration.agents().resolve("cat.yaml"), "client: cat\n");
        clients.rescan();
        ObjectNode listed = run(new Agents(clients, killSwitch));
        assertThat(listed.path("rows")).hasSize(1);
        assertThat(listed.at("/rows/0/tenants").asText()).isEqualTo("acme, gone");
        assertThat(listed.at("/rows/0/writes").asText()).isEqualTo("charge");
        assertThat(listed.path("refused").toString()).contains("cat.yaml: keyHash");
        assertThat(listed.path("ok").asBoolean()).isFalse();
    }

    @Test
    void writesAreStoppedAndStartedAndTheAuditSaysByWhom() throws IOException {
        run(stop(), "client", "bot", "user", "dana");
        assertThat(killSwitch.stopped("bot")).isPresent();
        assertThat(killSwitch.stopped("other")).isEmpty();
        assertThat(run(new Agents(clients, killSwitch)).at("/rows/0/state").asText()).isEqualTo("writes stopped");
        run(stop(), "user", "dana");
        assertThat(killSwitch.stopped("other")).isPresent();
        assertThat(run(start(), "client", "bot", "user", "dana").path("message").asText()).contains("stopped together");
        assertThat(run(start(), "user", "dana").path("ok").asBoolean()).isTrue();
        assertThat(killSwitch.stopped("bot")).isEmpty();
        Files.createFile(configuration.agents().resolve("STOP"));
        assertThat(run(start(), "user", "dana").path("message").asText()).contains("STOP");
        assertThat(killSwitch.stopped("bot")).isPresent();
        assertThat(run(new AuditTrail(store.agents().audit())).path("rows")).extracting(row -> row.path("event").asText())
                .containsExactly("started", "started", "started", "stopped", "stopped");
        assertThatThrownBy(() -> run(stop(), "client", "nobody", "user", "dana")).hasMessage("There is no client nobody");
    }

    @Test
    void aStopThatCannotBeNotedIsNoStopAndIsSaid() {
        AuditStore broken = new AuditStore() {
            @Override
            public AuditEntry append(Function<Optional<AuditEntry>, AuditEntry> next) {
                throw new RetryLaterException("the store is full", null);
            }

            @Override
            public Optional<AuditEntry> find(long number) {
                return Optional.empty();
            }

            @Override
            public Optional<AuditEntry> last() {
                return Optional.empty();
            }

            @Override
            public List<AuditEntry> after(long number, int limit) {
                return List.of();
            }

            @Override
            public List<AuditEntry> newest(Chosen chosen, int limit) {
                return List.of();
            }
        };
        Verb stop = StopAgents.stopping(clients, killSwitch, store.agents().stops(), new Audit(broken, head, CLOCK),
                store.unitOfWork(), CLOCK);
        assertThatThrownBy(() -> run(stop, "user", "dana")).hasMessage("the store is full");
        assertThat(store.agents().stops().all()).isEmpty();
    }

    @Test
    void aPlanIsShownApprovedOnceAndNotedWithTheUser() {
        Plan plan = new Plans(store.agents().plans(), store.agents().planKey(), CLOCK)
                .give(new Plan.Binding("bot", "acme", "charge", "hash"), "print", arguments("summary", "Charges 5"),
                        arguments("summary", "Charges Grace 5"), "Charges",
                        List.of(new Approvals.Group(List.of("Dana"), false)))
                .plan();
        Verb shown = new PlanApprovals(desk, any -> "Dana not yet");
        assertThat(run(shown).at("/rows/0/summary").asText()).isEqualTo("Charges Grace 5");
        assertThat(run(shown).at("/rows/0/by").asText()).isEqualTo("Dana");
        assertThat(run(shown).at("/rows/0/told").asText()).isEqualTo("Dana not yet");
        Verb approve = DecideApproval.approving(desk, any -> "");
        assertThatThrownBy(() -> run(approve, "id", plan.id(), "as", "Kim", "user", "root"))
                .hasMessageContaining("Kim may not approve");
        run(approve, "id", plan.id(), "as", "Dana", "user", "root");
        assertThatThrownBy(() -> run(approve, "id", plan.id(), "as", "Dana", "user", "root"))
                .hasMessageContaining("is decided already: approved");
        assertThat(run(shown).path("rows")).isEmpty();
        JsonNode one = run(shown, "id", plan.id()).at("/rows/0");
        assertThat(one.path("state").asText()).isEqualTo("approved");
        assertThat(one.at("/decisions/0/user").asText()).isEqualTo("root");
        assertThat(one.at("/plan/summary").asText()).isEqualTo("Charges Grace 5");
        run(DecideApproval.rejecting(desk, any -> ""), "id", plan.id(), "as", "Dana", "user", "root", "reason",
                "call 3125550142 first");
        assertThat(run(shown, "id", plan.id()).at("/rows/0/state").asText()).isEqualTo("rejected");
        assertThatThrownBy(() -> run(approve, "id", plan.id(), "as", "Dana", "user", "root"))
                .hasMessageContaining("is decided already: rejected");
        assertThat(run(new AuditTrail(store.agents().audit()), "number", "1").at("/rows/0/person").asText()).isEqualTo("Dana");
        assertThat(run(new AuditTrail(store.agents().audit()), "number", "2").toString()).contains("call …0142 first");
    }

    @Test
    void theAuditIsExportedWholeAndAByteThatWasAlteredInTheStoreIsNamed() throws Exception {
        for (String event : List.of("read", "begun", "read")) {
            audit.add(event, new Audit.Call("bot", Optional.empty(), "acme", "charge"), arguments("text", "abc"));
            audit.mark();
        }
        List<ObjectNode> lines = new ArrayList<>();
        assertThat(new AuditTrail(store.agents().audit())
                .run(JsonNodeFactory.instance.objectNode().put("export", true), lines::add).path("entries").asLong())
                .isEqualTo(3);
        assertThat(lines).extracting(line -> line.path("number").asLong()).containsExactly(1L, 2L, 3L);
        Verb verify = new VerifyAudit(store.agents().audit(), head);
        assertThat(run(verify).path("ok").asBoolean()).isTrue();
        assertThat(run(verify).at("/unfinished/0/entry").asLong()).isEqualTo(2);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("fieldline.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("update agent_audit set body = replace(body, 'abc', 'abd') where number = 2");
        }
        ObjectNode found = run(verify);
        assertThat(found.path("ok").asBoolean()).isFalse();
        assertThat(found.path("rows")).hasSize(1);
        assertThat(found.at("/rows/0/entry").asLong()).isEqualTo(2);
    }

    @Test
    void theCheckNamesDocumentsThatAreRefusedAndWhatTheyNameThatThereIsNot() throws IOException {
        Files.writeString(configuration.agents().resolve("cat.yaml"), "client: cat\n");
        Files.writeString(configuration.agents().resolve("dog.yaml"),
                "client: dog\nkeyHash: " + ApiKeys.hash("d")
                        + "\ntenants: [acme]\npacks: [office, kennel]\nwrites: [charge, bark]\n"
                        + "approvals:\n  - { tool: charg, by: [Dana] }\n  - { tool: refund, by: [Dana] }\n"
                        + "oidc: { issuer: \"https://id.example\", subject: d }\nbudgets:\n  - { tool: bite, records: 1 }\n");
        clients.rescan();
        FixedTenants tenants = new FixedTenants(new Tenant("acme", "Acme", ZoneId.of("UTC"), null, Map.of(), Map.of()));
        ApproversDocument approvers = new ApproversDocument(configuration, refusal -> {
        });
        assertThat(findings(approvers, tenants)).containsExactlyInAnyOrder(
                "PROBLEM cat.yaml: keyHash: must be given, or oidc: by one of them the client is known",
                "PROBLEM cat.yaml: tenants: must name the tenants that the client may work with",
                "PROBLEM bot.yaml: tenants: there is no tenant gone",
                "PROBLEM bot.yaml: writes: charge is of the pack office, which packs does not name, so that it cannot be called",
                "PROBLEM dog.yaml: packs: there is no pack kennel; there are money, office",
                "PROBLEM dog.yaml: writes: there is no tool bark that writes",
                "PROBLEM dog.yaml: approvals[0].tool: there is no tool charg that writes, so that the rule applies to nothing",
                "WARNING dog.yaml: approvals[1].tool: refund is not among writes, so that the rule applies to nothing",
                "PROBLEM dog.yaml: budgets[0].tool: there is no tool bite that writes, so that the rule applies to nothing",
                "WARNING dog.yaml: oidc: no access token is taken as long as FIELDLINE_MCP_URL is not set");
    }

    @Test
    void theCheckNamesPersonsWhomNobodyReachesAndATenantWithoutAConnection() throws IOException {
        Files.delete(configuration.agents().resolve("bot.yaml"));
        Files.writeString(configuration.agents().resolve("dog.yaml"), "client: dog\nkeyHash: " + ApiKeys.hash("d")
                + "\ntenants: [acme, summit]\npacks: [office]\nwrites: [charge]\napprovals: [ { by: [Dana, Kim] } ]\n");
        Files.writeString(configuration.approvers(), "address: https://fieldline.example.com\nslack: { connection: chat }\n"
                + "persons: { Dana: U0DANA, Zoe: U0ZOE }\n");
        clients.rescan();
        ApproversDocument approvers = new ApproversDocument(configuration, refusal -> {
        });
        approvers.rescan();
        FixedTenants tenants = new FixedTenants(
                new Tenant("acme", "Acme", ZoneId.of("UTC"), null,
                        Map.of("chat", new io.fieldline.tenant.Connection("chat", "slack", Map.of())), Map.of()),
                new Tenant("summit", "Summit", ZoneId.of("UTC"), null,
                        Map.of("chat", new io.fieldline.tenant.Connection("chat", "mail", Map.of())), Map.of()));
        assertThat(findings(approvers, tenants)).containsExactlyInAnyOrder(
                "WARNING dog.yaml: approvals[0].by: Kim is told of nothing: approvers.yaml has no place of that person under"
                        + " persons",
                "PROBLEM approvers.yaml: slack.connection: the tenant summit has no connection chat of type slack",
                "WARNING approvers.yaml: persons.Zoe: no rule of a client names Zoe in by");
        Files.writeString(configuration.approvers(), "address: https://fieldline.example.com\n"
                + "slack: { connection: chat, tenant: gone }\npersons: { Dana: U0DANA, Kim: U0KIM }\n");
        approvers.rescan();
        assertThat(findings(approvers, tenants))
                .containsExactly("PROBLEM approvers.yaml: slack.tenant: there is no tenant gone");
        Files.writeString(configuration.approvers(), "adress: x\n");
        approvers.rescan();
        assertThat(findings(approvers, tenants)).contains("PROBLEM approvers.yaml: adress: is not known here;"
                + " did you mean address? (line 1)");
    }

    private List<String> findings(ApproversDocument approvers, FixedTenants tenants) {
        return new AgentFindings(clients, approvers, tenants, killSwitch, new AgentFindings.Known(Set.of("office", "money"),
                Map.of("charge", "office", "refund", "money"), false)).get().stream()
                .map(finding -> finding.level() + " " + finding.text()).toList();
    }
}
