package io.fieldline.agent;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.personal.PersonalTokens;
import io.fieldline.agent.plan.Plans;
import io.fieldline.agent.policy.AgentClient;
import io.fieldline.agent.policy.ApiKeys;
import io.fieldline.agent.policy.Clients;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.Tool;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.tenant.Tenants;

/** The door: policy, arguments, plan and budget, tool, masking, audit, in this order. */
public final class AgentDoor implements Door {

    private final Clients clients;
    private final Tenants tenants;
    private final Toolbox tools;
    private final List<Pack> packs;
    private final Calls calls;

    /**
     * @param requests by which a write is taken back
     * @param unexpected hears of failures that nobody foresaw, whose words no client is told, and the reference that it is told
     */
    public AgentDoor(Clients clients, Tenants tenants, Collection<Tool> tools, List<Pack> packs, Requests requests,
            PersonalTokens tokens, Plans plans, Audit audit, DoorStores stores, BiConsumer<String, Throwable> unexpected) {
        this.clients = clients;
        this.tenants = tenants;
        this.tools = new Toolbox(tools, client -> new UndoTool(client, stores.undos(), audit, requests, stores.clock()));
        this.packs = List.copyOf(packs);
        CallAudit written = new CallAudit(audit, stores.clock());
        this.calls = new Calls(clients, tenants, this.tools, tokens, new Writes(clients, stores, plans, written), written,
                stores.clock(), unexpected);
    }

    @Override
    public Optional<Caller> withKey(String apiKey) {
        Optional<Caller> found = Optional.empty();
        for (AgentClient client : clients.all()) {
            if (client.keyHash().isPresent() && ApiKeys.matches(apiKey, client.keyHash().get())) {
                found = Optional.of(new Caller(client.name(), Optional.empty()));
            }
        }
        return found;
    }

    @Override
    public Optional<Caller> withToken(String issuer, String subject, Set<String> scopes) {
        return clients.all().stream()
                .filter(client -> client.bearer().filter(bearer -> bearer.issuer().equals(issuer)
                        && bearer.subject().equals(subject) && scopes.containsAll(bearer.scopes())).isPresent())
                .findFirst().map(client -> new Caller(client.name(), Optional.of(subject)));
    }

    @Override
    public boolean anybody() {
        return !clients.all().isEmpty();
    }

    @Override
    public Set<String> issuers() {
        return clients.all().stream().flatMap(client -> client.bearer().stream()).map(AgentClient.Bearer::issuer)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<String> tenants(Caller caller) {
        return clients.find(caller.client()).map(client -> client.tenants().stream()
                .filter(name -> tenants.find(name).isPresent()).sorted().toList()).orElse(List.of());
    }

    @Override
    public List<Pack> packs(Caller caller) {
        return clients.find(caller.client())
                .map(client -> packs.stream().filter(pack -> client.packs().contains(pack.name())).toList()).orElse(List.of());
    }

    @Override
    public List<ToolDescription> tools(Caller caller, Set<String> chosen) {
        return clients.find(caller.client()).map(client -> {
            String main = packs(caller).stream().filter(pack -> chosen.contains(pack.name()))
                    .sorted(Comparator.comparing(pack -> !pack.byDefault())).map(Pack::name).findFirst().orElse("");
            return tools.shown(client, chosen, main);
        }).orElse(List.of());
    }

    @Override
    public ObjectNode call(Caller caller, String tool, ObjectNode arguments, Attention attention) {
        return calls.call(caller, tool, arguments, attention);
    }

    @Override
    public void shown(Caller caller, String what, ObjectNode arguments) {
        calls.shown(caller, what, arguments);
    }
}
