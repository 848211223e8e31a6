package io.fieldline.agent;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.personal.ArgumentTokens;
import io.fieldline.agent.personal.FieldMask;
import io.fieldline.agent.personal.PersonalKinds;
import io.fieldline.agent.personal.PersonalTokens;
import io.fieldline.agent.personal.PersonalView;
import io.fieldline.agent.personal.SchemaMask;
import io.fieldline.agent.personal.Searches;
import io.fieldline.agent.personal.Treatment;
import io.fieldline.agent.policy.AgentClient;
import io.fieldline.agent.policy.Clients;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.Tool;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.failure.SyncException;
import io.fieldline.tenant.Tenants;

/** Brings calls to their tools and back: policy, arguments, plan and budget, tool, masking, audit, in this order. */
final class Calls {

    private static final int LONGEST_NAME = 64;
    private static final Door.Attention NOBODY_WAITS = new Door.Attention(text -> {
    }, () -> false);

    private final Clients clients;
    private final Tenants tenants;
    private final Toolbox tools;
    private final PersonalTokens tokens;
    private final Writes writes;
    private final CallAudit audit;
    private final Traffic traffic;
    private final Guesses guesses;
    private final InstantSource clock;
    private final BiConsumer<String, Throwable> unexpected;

    /** @param unexpected hears of failures that nobody foresaw, whose words no client is told, and the reference that it is told */
    Calls(Clients clients, Tenants tenants, Toolbox tools, PersonalTokens tokens, Writes writes, CallAudit audit,
            InstantSource clock, BiConsumer<String, Throwable> unexpected) {
        this.clients = clients;
        this.tenants = tenants;
        this.tools = tools;
        this.tokens = tokens;
        this.writes = writes;
        this.audit = audit;
        this.traffic = new Traffic(clock);
        this.guesses = new Guesses(clock);
        this.clock = clock;
        this.unexpected = unexpected;
    }

    /** @throws RefusedCallException as the client may see it */
    ObjectNode call(Door.Caller caller, String name, ObjectNode arguments, Door.Attention attention) {
        Call call = new Call(caller, name, arguments, attention, clock.instant());
        Optional<Traffic.TurnedAway> away = traffic.enter(caller.client());
        if (away.isPresent()) {
            throw call.turnedAway(away.get());
        }
        try {
            return through(call);
        } finally {
            traffic.leave(caller.client());
        }
    }

    /** @throws RefusedCallException when the client asks too much */
    void shown(Door.Caller caller, String what, ObjectNode arguments) {
        Call call = new Call(caller, what, arguments, NOBODY_WAITS, clock.instant());
        Optional<Traffic.TurnedAway> away = traffic.enter(caller.client());
        if (away.isPresent()) {
            throw call.turnedAway(away.get());
        }
        try {
            audit.shown(call.heading, call.view, call.given);
        } finally {
            traffic.leave(caller.client());
        }
    }

    private ObjectNode through(Call call) {
        try {
            return foreseen(call);
        } catch (RefusedCallException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Also what comes of masking: a call that is in no audit could be anything.
            throw call.failed(e);
        }
    }

    private static ObjectNode foreseen(Call call) {
        try {
            return call.answer();
        } catch (ShownRefusalException e) {
            call.audited(e.refusal());
            throw e.refusal();
        } catch (RefusedCallException e) {
            throw call.refused(e);
        } catch (SyncException e) {
            throw call.refused(RefusedCallException.of("unavailable", call.view.written(e.getMessage())));
        }
    }

    /** One call, of which more is known from step to step. */
    private final class Call {

        private final String name;
        private final String tenant;
        private final ObjectNode given;
        private final ObjectNode arguments;
        private final Optional<String> token;
        private final Door.Attention attention;
        private final Instant began;
        private final Optional<AgentClient> client;
        private final boolean admitted;
        private final Audit.Call heading;
        private final PersonalView view;
        private Optional<Visit> visit = Optional.empty();

        Call(Door.Caller caller, String name, ObjectNode arguments, Door.Attention attention, Instant began) {
            this.name = name;
            this.attention = attention;
            this.began = began;
            this.client = clients.find(caller.client());
            this.tenant = arguments.path("tenant").asText();
            this.view = PersonalView.of(client.map(AgentClient::fields).orElse(nothing()), tokens, caller.client(), tenant);
            this.admitted = client.filter(known -> known.tenants().contains(tenant)).isPresent()
                    && tenants.find(tenant).isPresent();
            // A name that the policy does not know may be anything, and one that it knows may look like a phone number.
            this.heading = new Audit.Call(caller.client(), caller.person(), admitted ? tenant : cut(tenant), cut(name));
            this.token = Optional.ofNullable(arguments.get("token")).filter(node -> !node.isNull())
                    .map(JsonNode::asText);
            this.arguments = client.flatMap(known -> tools.find(known, name))
                    .map(tool -> WrittenNumbers.asWanted(arguments, tool.description().input())).orElse(arguments);
            this.given = this.arguments.deepCopy();
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
            Tool tool = tools.find(known, name)
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
            if (!admitted) {
                throw RefusedCallException.of("not_found", "There is no tenant " + heading.tenant());
            }
            boolean blind = new Searches(view, description.input(), tool instanceof ReadingTool).blind(given);
            return blind
                    ? guesses.counted(known.name(), () -> carried(known, tool, description))
                    : carried(known, tool, description);
        }

        private ObjectNode carried(AgentClient known, Tool tool, ToolDescription description) {
            ObjectNode resolved = new ArgumentTokens(tokens, known.name(), tenant, view, description.input())
                    .resolved(given);
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

        RefusedCallException turnedAway(Traffic.TurnedAway away) {
            RefusedCallException refusal = RefusedCallException.of("unavailable", away.why());
            if (away.noted()) {
                audited(refusal);
            }
            return refusal;
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
                unexpected.accept(reference(), e);
            }
        }

        /** What failed may be the arguments themselves, so these are not looked at any more. */
        RefusedCallException failed(Throwable failure) {
            String reference = reference();
            unexpected.accept(reference, failure);
            try {
                audit.failed(heading, reference);
            } catch (RuntimeException | Error e) {
                unexpected.accept(reference, e);
            }
            return new RefusedCallException("unexpected",
                    "Fieldline failed unexpectedly; its log says why, under " + reference
                            + (token.isPresent() ? ". It may have been done; look before you ask again" : ""),
                    JsonNodeFactory.instance.objectNode().put("reference", reference));
        }

        private static String reference() {
            return UUID.randomUUID().toString().substring(0, 8);
        }
    }

    private static Map<String, Treatment> nothing() {
        Map<String, Treatment> nothing = new HashMap<>();
        PersonalKinds.ALL.forEach(kind -> nothing.put(kind, Treatment.HIDDEN));
        return nothing;
    }
}
