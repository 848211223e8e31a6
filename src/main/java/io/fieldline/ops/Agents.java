package io.fieldline.ops;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.policy.AgentClient;
import io.fieldline.agent.policy.ClientDirectory;
import io.fieldline.agent.policy.KillSwitch;

/** Lists the clients that agents work through, what each may do, and whether its writes are stopped. No arguments. */
public final class Agents implements Verb {

    private final ClientDirectory clients;
    private final KillSwitch killSwitch;

    public Agents(ClientDirectory clients, KillSwitch killSwitch) {
        this.clients = clients;
        this.killSwitch = killSwitch;
    }

    @Override
    public String name() {
        return "agents";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        clients.all().stream().sorted(Comparator.comparing(AgentClient::name)).forEach(client -> rows.addObject()
                .put("client", client.name()).put("displayName", client.displayName()).put("tenants", text(client.tenants()))
                .put("packs", text(client.packs()))
                .put("writes", client.writes().isEmpty() ? "reads only" : text(client.writes()))
                .put("state", stopped(client).isPresent() ? "writes stopped" : ""));
        ArrayNode refused = result.putArray("refused");
        clients.problems().values().forEach(problems -> problems.forEach(problem -> refused.add(problem.message())));
        return result.put("ok", refused.isEmpty());
    }

    private Optional<String> stopped(AgentClient client) {
        return killSwitch.stopped(client.name());
    }

    private static String text(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}
