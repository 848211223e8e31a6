package io.fieldline.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.personal.ArgumentTokens;
import io.fieldline.agent.personal.FieldMask;
import io.fieldline.agent.personal.PersonalKinds;
import io.fieldline.agent.personal.PersonalTokens;
import io.fieldline.agent.personal.PersonalView;
import io.fieldline.agent.personal.SchemaMask;
import io.fieldline.agent.personal.Treatment;
import io.fieldline.agent.plan.Plans;
import io.fieldline.agent.policy.AgentClient;
import io.fieldline.agent.policy.ApiKeys;
import io.fieldline.agent.policy.Clients;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.Tool;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.failure.SyncException;
import io.fieldline.tenant.Tenants;

/** The door: policy, arguments, plan and budget, tool, masking, audit, in this order. */
public final class AgentDoor implements Door {

    private static final int LONGEST_NAME = 64;

    private final Clients clients;
    private final Tenants tenants;
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final List<Pack> packs;
    private final Requests requests;
    private final PersonalTokens tokens;
    private final DoorStores stores;
    private final CallAudit audit;
    private final Writes writes;
    private final Consumer<RuntimeException> unexpected;

    /**
     * @param requests by which a write is taken back
     * @param unexpected hears of failures that nobody foresaw, whose words no client is told
     */
    public AgentDoor(Clients clients, Tenants tenants, Collection<Tool> tools, List<Pack> packs, Requests requests,
            PersonalTokens tokens, Plans plans, Audit audit, DoorStores stores, Consumer<RuntimeException> unexpected) {
        this.clients = clients;
        this.tenants = tenants;
        this.packs = List.copyOf(packs);
        this.requests = requests;
        this.tokens = tokens;
        this.stores = stores;
        this.audit = new CallAudit(audit, stores.clock());
        this.writes = new Writes(stores, plans, this.audit);
        this.unexpected = unexpected;
        tools.forEach(tool -> {
            if (this.tools.put(tool.description().name(), tool) != null) {
                throw new IllegalArgumentException("two tools are named " + tool.description().name());
            }
        });
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
            List<Tool> all = new ArrayList<>(tools.values());
            all.add(undo(client));
            String main = packs(caller).stream().filter(pack -> chosen.contains(pack.name()))
                    .sorted(Comparator.comparing(pack -> !pack.byDefault())).map(Pack::name).findFirst().orElse("");
            return all.stream().filter(tool -> allowed(client, tool)).map(Tool::description)
                    .map(tool -> ShownTool.of(tool, tool.pack().equals(ToolDescription.EVERY_PACK) ? main : tool.pack()))
                    .filter(tool -> chosen.contains(tool.pack())).toList();
        }).orElse(List.of());
    }

    private UndoTool undo(AgentClient client) {
        return new UndoTool(client, stores.undos(), requests, stores.clock());
    }

    private static boolean allowed(AgentClient client, Tool tool) {
        ToolDescription description = tool.description();
        boolean pack = description.pack().equals(ToolDescription.EVERY_PACK) || client.packs().contains(description.pack());
        return pack && (tool instanceof ReadingTool || client.mayWrite(description.name()));
    }

    private Optional<Tool> tool(AgentClient client, String name) {
        Tool tool = name.equals(AgentClient.UNDO) ? undo(client) : tools.get(name);
        return Optional.ofNullable(tool).filter(known -> allowed(client, known));
    }

    @Override
    public ObjectNode call(Caller caller, String name, ObjectNode arguments, Attention attention) {
        Call call = new Call(caller, name, arguments, attention, stores.clock().instant());
        try {
            return call.answer();
        } catch (ShownRefusalException e) {
            call.audited(e.refusal());
            throw e.refusal();
        } catch (RefusedCallException e) {
            throw call.refused(e);
        } catch (SyncException e) {
            throw call.refused(RefusedCallException.of("unavailable", e.getMessage()));
        } catch (RuntimeException e) {
            unexpected.accept(e);
            throw call.refused(RefusedCallException.of("unavailable", "This failed unexpectedly; Fieldline's log says why"));
        }
    }

    /** One call, of which more is known from step to step. */
    private final class Call {

        private final String name;
        private final String tenant;
        private final ObjectNode given;
        private final ObjectNode arguments;
        private final Optional<String> token;
        private final Attention attention;
        private final Instant began;
        private final Optional<AgentClient> client;
        private final Audit.Call heading;
        private final PersonalView view;
        private Optional<Visit> visit = Optional.empty();

        Call(Caller caller, String name, ObjectNode arguments, Attention attention, Instant began) {
            this.name = name;
            this.attention = attention;
            this.began = began;
            this.client = clients.find(caller.client());
            this.tenant = arguments.path("tenant").asText();
            this.view = PersonalView.of(client.map(AgentClient::fields).orElse(nothing()), tokens, caller.client(), tenant);
            this.heading = new Audit.Call(caller.client(), caller.person(), cut(tenant), cut(name));
            this.token = Optional.ofNullable(arguments.get("token")).filter(node -> !node.isNull())
                    .map(JsonNode::asText);
            this.arguments = arguments;
            this.given = arguments.deepCopy();
            given.remove(List.of("tenant", "token"));
        }

        private ObjectNode whole(ObjectNode rest) {
            ObjectNode whole = rest.deepCopy();
            Optional.ofNullable(arguments.get("tenant")).ifPresent(node -> whole.set("tenant", node));
            return whole;
        }

        private String cut(String text) {
            return view.written(text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text);
        }

        ObjectNode answer() {
            AgentClient known = client.orElseThrow(
                    () -> RefusedCallException.of("not_allowed", "This client is not known to Fieldline any more"));
            Tool tool = tool(known, name)
                    .orElseThrow(() -> RefusedCallException.of("not_found", "There is no tool " + heading.tool()));
            ToolDescription description = tool.description();
            ObjectNode whole = arguments.deepCopy();
            if (tool instanceof WritingTool) {
                whole.remove("token");
            }
            return answer(known, tool, description, whole);
        }

        private ObjectNode answer(AgentClient known, Tool tool, ToolDescription description, ObjectNode whole) {
            visit = Optional.of(new Visit(known, heading, tool, given, given, view, attention, began));
            ArgumentCheck.require(whole, description.input());
            if (!known.tenants().contains(tenant) || tenants.find(tenant).isEmpty()) {
                throw RefusedCallException.of("not_found", "There is no tenant " + cut(tenant));
            }
            ObjectNode resolved = new ArgumentTokens(tokens, known.name(), tenant, view).resolved(given);
            ArgumentCheck.require(whole(resolved), description.input());
            Visit complete = new Visit(known, heading, tool, given, resolved, view, attention, began);
            if (tool instanceof WritingTool writing) {
                return writes.call(complete, writing, token);
            }
            ObjectNode read = ((ReadingTool) tool).read(complete.toolCall(() -> false));
            ObjectNode shown = new SchemaMask(view, description.output()).answer(read);
            audit.read(complete, shown);
            return shown;
        }

        /** The same refusal as the client may see it. */
        RefusedCallException refused(RefusedCallException refusal) {
            FieldMask fields = visit.map(Visit::fields).orElseGet(() -> FieldMask.ofNoTool(view));
            ObjectNode details = fields.details(refusal.details());
            audited(refusal);
            return new RefusedCallException(refusal.code(), view.ownWords(refusal.getMessage()), details);
        }

        /** Nothing was done, so a refusal that cannot be written down stands nevertheless. */
        void audited(RefusedCallException refusal) {
            try {
                audit.refused(heading, visit, view, given, refusal);
            } catch (SyncException e) {
                unexpected.accept(e);
            }
        }
    }

    private static Map<String, Treatment> nothing() {
        Map<String, Treatment> nothing = new HashMap<>();
        PersonalKinds.ALL.forEach(kind -> nothing.put(kind, Treatment.HIDDEN));
        return nothing;
    }
}
