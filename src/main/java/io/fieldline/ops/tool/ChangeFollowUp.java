package io.fieldline.ops.tool;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.messaging.FollowUpKind;
import io.fieldline.messaging.FollowUps;
import io.fieldline.ops.tool.FollowUpChoice.Chosen;
import io.fieldline.servicetitan.desk.NamedCustomers;
import io.fieldline.servicetitan.desk.NamedCustomers.Named;

/** Starts or stops a follow-up of customers, by the flows that the tenant switched on for that. */
final class ChangeFollowUp implements WritingTool {

    private static final int MOST = 50;

    private final FollowUps followUps;
    private final NamedCustomers customers;
    private final OwnRecords records;
    private final Requests requests;

    ChangeFollowUp(FollowUps followUps, NamedCustomers customers, OwnRecords records, Requests requests) {
        this.followUps = followUps;
        this.customers = customers;
        this.records = records;
        this.requests = requests;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("change_follow_up", "Start or stop a follow-up",
                "Starts or stops messages that follow customers up: review, renewal, win_back of lapsed members, or open"
                        + " estimate. Fieldline's flow sends them; consent, quiet hours and caps decide about each, and the plan"
                        + " says how. Example: {action: \"start\", kind: \"estimate\", customers: [\"Alvarez\"]}. show_customer"
                        + " tells what a customer is in.",
                "sales", OwnTools.schema("""
                        {"type": "object", "properties": {"tenant": {"type": "string"},
                          "action": {"type": "string", "enum": ["start", "stop"]},
                          "kind": {"type": "string", "enum": ["review", "renewal", "win_back", "estimate"]},
                          "customers": {"type": "array", "minItems": 1, "maxItems": %d,
                            "items": {"type": "string", "x-personal": "name", "x-lookup": true},
                            "x-personal": "name", "description": "Names or ids"},
                          "about": {"type": "integer", "description": "Of one customer: id of the estimate, membership or job"},
                          "flow": {"type": "string", "description": "Where several do this"}},
                         "required": ["tenant", "action", "kind", "customers"]}""".formatted(MOST)), OwnTools.schema("""
                        {"type": "object", "properties": {"followUps": {"type": "array", "items": {"type": "object",
                          "properties": {"flow": {"type": "string"}, "about": {"type": "string"}, "state": {"type": "string"},
                            "why": {"type": "string"}, "sent": {"type": "integer"}, "next": {"type": "string"}}}}}}"""),
                Hints.writing());
    }

    @Override
    public Proposal propose(ToolCall call) {
        boolean start = call.arguments().path("action").asText().equals(FollowUpRecords.START);
        FollowUpKind kind = FollowUpKind.valueOf(call.arguments().path("kind").asText().toUpperCase(Locale.ROOT));
        String flow = flow(call, kind);
        if (start) {
            requireRunning(call.tenant(), flow);
        }
        List<Named> named = named(call);
        FollowUpChoice choice = new FollowUpChoice(followUps, call.tenant(), flow, about(call, named));
        List<Chosen> chosen = new ArrayList<>();
        for (Named customer : named) {
            call.progress().accept("looking at " + (chosen.size() + 1) + " of " + named.size());
            chosen.addAll(start ? choice.toStart(customer) : choice.toStop(customer));
        }
        List<Chosen> going = chosen.stream().filter(one -> one.obstacle().isEmpty()).toList();
        if (going.isEmpty()) {
            throw refused(start, chosen);
        }
        return start ? starting(kind, flow, going, chosen) : stopping(flow, going, chosen);
    }

    private String flow(ToolCall call, FollowUpKind kind) {
        List<String> flows = followUps.flows(call.tenant()).entrySet().stream().filter(one -> one.getValue() == kind)
                .map(Map.Entry::getKey).toList();
        String asked = call.arguments().path("flow").asText().strip();
        if (flows.isEmpty() || !asked.isEmpty() && !flows.contains(asked)) {
            throw RefusedCallException.of("not_possible", "The tenant has switched on no flow "
                    + (flows.isEmpty()
                            ? "for the follow-up " + kind.word()
                            : asked + " for it; there is "
                                    + String.join(", ", flows))
                    + ".");
        }
        if (asked.isEmpty() && flows.size() > 1) {
            throw RefusedCallException.of("invalid_argument", "flow: name one of " + String.join(", ", flows) + ".");
        }
        return asked.isEmpty() ? flows.get(0) : asked;
    }

    /** What a person paused, or has to put right, is not begun by way of an agent. */
    private void requireRunning(String tenant, String flow) {
        String state = records.state(tenant, flow).orElse("not running");
        if (List.of("not running", "PAUSED", "STOPPED").contains(state)) {
            throw RefusedCallException.of("not_possible", "The flow " + flow + " of this tenant is "
                    + state.toLowerCase(Locale.ROOT) + ", so nothing is started; show_fieldline says how it stands.");
        }
    }

    private List<Named> named(ToolCall call) {
        Map<Long, Named> named = new LinkedHashMap<>();
        call.arguments().path("customers").forEach(text -> {
            Named one = customers.one(call.tenant(), text.asText().strip());
            named.put(one.id(), one);
        });
        return List.copyOf(named.values());
    }

    private static Optional<Long> about(ToolCall call, List<Named> named) {
        if (!call.arguments().hasNonNull("about")) {
            return Optional.empty();
        }
        if (named.size() > 1) {
            throw RefusedCallException.of("invalid_argument", "about: can be given for one customer only.");
        }
        return Optional.of(call.arguments().path("about").longValue());
    }

    private static RefusedCallException refused(boolean start, List<Chosen> chosen) {
        return RefusedCallException.of("not_possible",
                "No follow-up can be " + (start ? "started" : "stopped") + ". " + String.join(" ", FollowUpWords.left(chosen)));
    }

    private static Proposal starting(FollowUpKind kind, String flow, List<Chosen> going, List<Chosen> all) {
        boolean kept = kind == FollowUpKind.REVIEW && FollowUpWords.onlyPreviewed(going);
        return proposal(
                "Starts the follow-up " + kind.word() + " by the flow " + flow + " for " + FollowUpWords.customers(going)
                        + ".",
                FollowUpRecords.START, going, all, new Cost(going.size(), BigDecimal.ZERO, going.size()),
                kept ? "" : "Stops it, as long as no message was sent.");
    }

    /** What was planned and is taken back does not come back. */
    private static Proposal stopping(String flow, List<Chosen> going, List<Chosen> all) {
        boolean goesOn = going.stream().allMatch(one -> one.followUp().goesOn());
        return proposal("Stops the follow-up by the flow " + flow + " for " + FollowUpWords.customers(going) + ".",
                FollowUpRecords.STOP, going, all, Cost.ofRecords(going.size()),
                goesOn ? "Lets it go on where it was stopped." : "");
    }

    private static Proposal proposal(String summary, String operation, List<Chosen> going, List<Chosen> all, Cost cost,
            String undo) {
        boolean start = operation.equals(FollowUpRecords.START);
        List<RecordChange> changes = going.stream().map(one -> FollowUpRecords.change(one.followUp(), start)).toList();
        List<String> effects = new ArrayList<>(start ? FollowUpWords.ofStart(going) : FollowUpWords.ofStop(going));
        effects.addAll(FollowUpWords.left(all));
        ObjectNode nothing = OwnTools.object();
        return new Proposal(summary, changes,
                going.stream().map(one -> FollowUpRecords.request(operation, one.followUp(), one.customer().id())).toList(),
                effects, cost, undo, nothing).expecting(start ? FollowUpWords.moments(going) : List.of());
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        return requests.carryOut(call, proposal);
    }
}
