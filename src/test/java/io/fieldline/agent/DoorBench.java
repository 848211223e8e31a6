package io.fieldline.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.audit.AuditEntry;
import io.fieldline.agent.audit.AuditHead;
import io.fieldline.agent.budget.Budgets;
import io.fieldline.agent.personal.PersonalTokens;
import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.plan.Plans;
import io.fieldline.agent.policy.ApiKeys;
import io.fieldline.agent.policy.ClientDirectory;
import io.fieldline.agent.policy.KillSwitch;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Environment;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.Tenant;

/** A door with an office behind it, over a store of its own. */
final class DoorBench implements AutoCloseable {

    static final String KEY = ApiKeys.made();
    static final Door.Attention ATTENTION = new Door.Attention(text -> {
    }, () -> false);
    private static final ObjectMapper JSON = new ObjectMapper();

    final HandClock clock = new HandClock(Instant.parse("2026-11-29T14:00:00Z"));
    final Office office = new Office();
    final FixedTenants tenants = new FixedTenants(tenant("acme", 1), tenant("summit", 2),
            tenant("1-312-555-0142", 3));
    final List<String> refusedDocuments = new ArrayList<>();
    final List<Throwable> unexpected = new ArrayList<>();
    final Path data;
    final ConfigurationFolder configuration;
    final ClientDirectory clients;
    final StateStore store;
    final AuditHead head;
    final KillSwitch killSwitch;
    final ApprovalDesk approvals;
    final AgentDoor door;

    DoorBench(Path folder) {
        configuration = ConfigurationFolder.in(folder.resolve("config"));
        clients = new ClientDirectory(configuration, refusedDocuments::add);
        data = folder.resolve("data");
        store = StateStore.open(StateStoreSettings.sqlite(data), StateStore.Access.OWNER, clock);
        head = new AuditHead(data, alarm -> {
        });
        killSwitch = new KillSwitch(configuration, store.agents().stops());
        approvals = new ApprovalDesk(store.agents().plans(), auditor(), store.unitOfWork(), clock);
        door = door();
        office.customer("acme", "7", "Grace Romero", "3125550142", "grace@example.com", "12 Elm Street", "");
        office.customer("summit", "7", "Omar Turner", "7735550199", "omar@example.com", "9 Oak Avenue", "");
    }

    /** Another one on the same store, as after a restart. */
    AgentDoor door() {
        return new AgentDoor(clients, tenants, office.tools(),
                List.of(new Door.Pack("office", "customers", true), new Door.Pack("money", "payments", false)), office,
                new PersonalTokens(store.agents().personalKey()),
                new Plans(store.agents().plans(), store.agents().planKey(), clock),
                auditor(), new DoorStores(store.unitOfWork(),
                        new Budgets(store.agents().spending(), clock), killSwitch, store.agents().undos(), approvals, clock),
                (reference, failure) -> unexpected.add(failure));
    }

    private Audit auditor() {
        return new Audit(store.agents().audit(), head, clock);
    }

    static Tenant tenant(String name, long id) {
        ServiceTitanAccount account = new ServiceTitanAccount(Environment.SANDBOX, id, Secret.literal("a"), "c",
                Secret.literal("s"), URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:1"), 60, false,
                Optional.empty());
        return new Tenant(name, name, ZoneOffset.UTC, account, Map.of(), Map.of());
    }

    /** A client of acme with more lines of policy. */
    DoorBench client(String name, String... lines) {
        return document(name, "client: " + name + "\nkeyHash: " + ApiKeys.hash(name.equals("bot") ? KEY : ApiKeys.made())
                + "\ntenants: [acme]\npacks: [office, money]\n" + String.join("\n", lines) + "\n");
    }

    DoorBench document(String name, String text) {
        try {
            Files.createDirectories(configuration.agents());
            Files.writeString(configuration.agents().resolve(name + ".yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clients.rescan();
        return this;
    }

    static ObjectNode arguments(Object... pairs) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            arguments.set(pairs[i].toString(), JSON.valueToTree(pairs[i + 1]));
        }
        return arguments;
    }

    ObjectNode call(String client, String tool, Object... pairs) {
        return door.call(new Door.Caller(client, Optional.empty()), tool, arguments(pairs), ATTENTION);
    }

    /** A call of somebody at a client that can show questions. */
    ObjectNode callAtClient(String client, Door.AtClient person, String tool, Object... pairs) {
        return door.call(new Door.Caller(client, Optional.empty()), tool, arguments(pairs),
                new Door.Attention(text -> {
                }, () -> false, person));
    }

    RefusedCallException refused(String client, String tool, Object... pairs) {
        try {
            ObjectNode answer = call(client, tool, pairs);
            throw new AssertionError("was not refused: " + answer);
        } catch (RefusedCallException e) {
            return e;
        }
    }

    /** A plan's token. */
    String token(String client, String tool, Object... pairs) {
        return call(client, tool, pairs).get("plan").get("token").asText();
    }

    /** What a plan of these arguments came to. */
    ObjectNode carriedOut(String client, String tool, Object... pairs) {
        return call(client, tool, withToken(client, tool, pairs));
    }

    /** The arguments that carry a plan of them out. */
    Object[] withToken(String client, String tool, Object... pairs) {
        Object[] again = Arrays.copyOf(pairs, pairs.length + 2);
        again[pairs.length] = "token";
        again[pairs.length + 1] = token(client, tool, pairs);
        return again;
    }

    List<ObjectNode> audit() {
        return store.agents().audit().after(0, 1000).stream().map(DoorBench::body).toList();
    }

    /** A number that is asked of the store beside all rules. */
    long kept(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("fieldline.db"));
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What somebody does who can write to the store. */
    void alter(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("fieldline.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode body(AuditEntry entry) {
        try {
            return (ObjectNode) JSON.readTree(entry.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
