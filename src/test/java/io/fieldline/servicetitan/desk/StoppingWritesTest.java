package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.AgentDoor;
import io.fieldline.agent.Door;
import io.fieldline.agent.DoorStores;
import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.audit.AuditHead;
import io.fieldline.agent.budget.Budgets;
import io.fieldline.agent.personal.PersonalTokens;
import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.plan.Plans;
import io.fieldline.agent.policy.ClientDirectory;
import io.fieldline.agent.policy.KillSwitch;
import io.fieldline.agent.policy.Stop;
import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Tenant;

/** A stop that is given while the requests of one plan are being sent holds before the next of them. */
class StoppingWritesTest {

    private static final String NOTES = "crm/customers/notes";

    @TempDir
    Path folder;
    private LocalDesk desk;
    private StateStore store;
    private ConfigurationFolder configuration;
    private AgentDoor door;
    private final HandClock clock = new HandClock(Instant.parse("2026-11-29T14:00:00Z"));
    private final CountDownLatch between = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    @BeforeEach
    void open() throws IOException {
        desk = new LocalDesk();
        configuration = ConfigurationFolder.in(folder.resolve("config"));
        Files.createDirectories(configuration.agents());
        Files.writeString(configuration.agents().resolve("bot.yaml"), "client: bot\nkeyHash: sha256:" + "0".repeat(64)
                + "\ntenants: [acme]\npacks: [office]\nwrites: [three_notes]\n");
        ClientDirectory clients = new ClientDirectory(configuration, refusal -> {
        });
        clients.rescan();
        Path data = folder.resolve("data");
        store = StateStore.open(StateStoreSettings.sqlite(data), StateStore.Access.OWNER, clock);
        Audit audit = new Audit(store.agents().audit(), new AuditHead(data, alarm -> {
        }), clock);
        ApprovalDesk approvals = new ApprovalDesk(store.agents().plans(), audit, store.unitOfWork(), clock);
        door = new AgentDoor(clients, new FixedTenants(new Tenant("acme", "Acme", LocalDesk.ZONE, null, Map.of(), Map.of())),
                List.of(new ThreeNotes()), List.of(new Door.Pack("office", "", true)), desk.proposals,
                new PersonalTokens(store.agents().personalKey()),
                new Plans(store.agents().plans(), store.agents().planKey(), clock), audit,
                new DoorStores(store.unitOfWork(), new Budgets(store.agents().spending(), clock),
                        new KillSwitch(configuration, store.agents().stops()), store.agents().undos(), approvals, clock),
                (reference, failure) -> {
                    throw new AssertionError(failure);
                });
    }

    @AfterEach
    void close() {
        store.close();
        desk.close();
    }

    /** Three requests in one plan. */
    private final class ThreeNotes implements WritingTool {

        @Override
        public ToolDescription description() {
            ObjectNode input = JsonNodeFactory.instance.objectNode().put("type", "object");
            ObjectNode properties = input.putObject("properties");
            properties.putObject("tenant").put("type", "string");
            ObjectNode output = JsonNodeFactory.instance.objectNode().put("type", "object");
            return new ToolDescription("three_notes", "Three notes", "Writes three notes.", "office", input, output,
                    Hints.writing());
        }

        @Override
        public Proposal propose(ToolCall call) {
            List<PlannedRequest> requests = List.of("one", "two", "three").stream().map(text -> new PlannedRequest(NOTES,
                    "create", Map.of("id", "10000001"), Map.of(), JsonNodeFactory.instance.objectNode().put("text", text)))
                    .toList();
            return new Proposal("Writes three notes", List.of(), requests, List.of(), Cost.ofRecords(1),
                    "Somebody removes them",
                    JsonNodeFactory.instance.objectNode());
        }

        @Override
        public Effect carryOut(ToolCall call, Proposal proposal) {
            return desk.proposals.carryOut(call, proposal);
        }
    }

    private ObjectNode call(String token, Door.Attention attention) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("tenant", "acme");
        if (token != null) {
            arguments.put("token", token);
        }
        return door.call(new Door.Caller("bot", Optional.empty()), "three_notes", arguments, attention);
    }

    /** Holds the call between the first and the second request until the stop was given by somebody else. */
    private void hold(String progress) {
        if (progress.equals("sent 1 of 3")) {
            between.countDown();
            try {
                stopped.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void stopWhileSending(Runnable stop) {
        Door.Attention nobody = new Door.Attention(text -> {
        }, () -> false);
        String token = call(null, nobody).at("/plan/token").asText();
        CompletableFuture<Void> person = CompletableFuture.runAsync(() -> {
            try {
                between.await();
                stop.run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                stopped.countDown();
            }
        });
        ObjectNode done = call(token, new Door.Attention(this::hold, () -> false));
        person.join();
        assertThat(done.at("/warnings/0").asText()).startsWith("Done: " + NOTES + " create, of 3.")
                .contains("stopped by a person; the rest was not sent");
        assertThat(desk.writes()).singleElement().asString().contains("\"one\"");
        assertThat(store.agents().audit().after(0, 10)).filteredOn(entry -> entry.body().contains("\"event\":\"ended\""))
                .singleElement()
                .satisfies(entry -> assertThat(entry.body()).contains("\"result\":\"done\"", "of 3.", "the rest was not sent"));
        assertThat(catchThrowableOfType(() -> call(token, nobody), RefusedCallException.class).code()).isEqualTo("stopped");
    }

    @Test
    void byTheCommandsEntryInTheStore() {
        stopWhileSending(() -> store.agents().stops().keep(new Stop(Stop.EVERYBODY, "dana", clock.instant())));
    }

    @Test
    void byTheFile() {
        stopWhileSending(() -> {
            try {
                Files.createFile(configuration.agents().resolve("STOP"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
