package io.fieldline.agent;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.audit.UndoStore;
import io.fieldline.agent.audit.UndoStore.KeptUndo;
import io.fieldline.agent.policy.AgentClient;
import io.fieldline.agent.tool.CanonicalJson;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.ProposalJson;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;

/**
 * Takes back what a client did, as long as nobody changed the records since. That is not taken back in its turn: who wants it
 * done after all calls the tool again, under all its rules.
 */
final class UndoTool implements WritingTool {

    private static final String ID = "auditId";
    private static final String TOOL = "tool";
    private static final ToolDescription DESCRIPTION = described();

    private final AgentClient client;
    private final UndoStore undos;
    private final Audit audit;
    private final Requests requests;
    private final InstantSource clock;

    UndoTool(AgentClient client, UndoStore undos, Audit audit, Requests requests, InstantSource clock) {
        this.client = client;
        this.undos = undos;
        this.audit = audit;
        this.requests = requests;
        this.clock = clock;
    }

    private static ToolDescription described() {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = input.putObject("properties");
        properties.putObject("tenant").put("type", "string").put("description", "The tenant in which it was done.");
        properties.putObject(ID).put("type", "string").put("pattern", "^[0-9]{1,18}$").put("description",
                "What the call to be taken back answered in its field undo.");
        input.putArray("required").add("tenant").add(ID);
        ObjectNode output = JsonNodeFactory.instance.objectNode().put("type", "object");
        return new ToolDescription(AgentClient.UNDO, "Undo",
                "Takes back what an earlier call of yours changed, and shows first what that does. Use it when a change was a"
                        + " mistake. It is refused when somebody changed the records since, or when the call was taken back already."
                        + " What it did, no undo takes back."
                        + " Example: {\"tenant\": \"acme\", \"" + ID + "\": \"418\"}",
                ToolDescription.EVERY_PACK, input, output, Hints.writing());
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Proposal propose(ToolCall call) {
        KeptUndo kept = kept(call);
        List<RecordChange> changes = new ArrayList<>();
        List<String> sideEffects = new ArrayList<>();
        for (RecordChange change : kept.recipe().restores()) {
            changes.add(unchanged(call.tenant(), change));
            if (change.version().isEmpty()) {
                sideEffects.add(change.record() + " could not be read back when it was changed, so that nobody knows whether"
                        + " it was changed since; look at it before you go on");
            }
        }
        return new Proposal("Takes back what call " + kept.entry() + " did by " + kept.tool(), changes,
                kept.recipe().requests(), sideEffects, kept.cost(),
                "Another call of " + kept.tool() + " does it again; undo does not",
                JsonNodeFactory.instance.objectNode().put(TOOL, kept.tool()));
    }

    /** The tool whose call is taken back, under whose rules that falls. */
    static String undone(Proposal proposal) {
        return proposal.state().path(TOOL).asText();
    }

    private KeptUndo kept(ToolCall call) {
        String id = call.arguments().path(ID).asText();
        KeptUndo kept = undos.find(Long.parseLong(id))
                .filter(one -> one.client().equals(client.name()) && one.tenant().equals(call.tenant()))
                .orElseThrow(() -> RefusedCallException.of("not_found",
                        "There is nothing of yours to take back under " + id + " in this tenant"));
        if (kept.tool().equals(AgentClient.UNDO)) {
            throw RefusedCallException.of("not_possible",
                    "Call " + id + " took another one back, and undo does not do that again; call the tool itself again");
        }
        if (kept.undoneAt().isPresent()) {
            throw RefusedCallException.of("not_possible", "Call " + id + " was taken back at " + kept.undoneAt().get());
        }
        // The chain of the audit holds the hash of what is kept beside it.
        String hash = audit.facts(kept.entry()).map(facts -> facts.path("undo").asText()).orElse("");
        if (!hash.equals(CanonicalJson.hash(ProposalJson.of(kept.recipe())))) {
            throw RefusedCallException.of("not_possible", "What would take call " + id
                    + " back is not what was kept when it was done; a person has to look at it");
        }
        if (!client.mayWrite(kept.tool())) {
            throw RefusedCallException.of("not_allowed",
                    "You may not use " + kept.tool() + " any more, nor take back what it did");
        }
        return kept;
    }

    /** As it is now: of one that was not read back, any version may be the one that was left. */
    private RecordChange unchanged(String tenant, RecordChange change) {
        if (change.record().id().isEmpty()) {
            return change;
        }
        Optional<String> now = requests.version(tenant, change.record());
        if (now.isEmpty() || !change.version().isEmpty() && !now.get().equals(change.version())) {
            throw RefusedCallException.of("not_possible", change.record() + (now.isEmpty() ? " is gone" : " was changed since")
                    + "; taking the call back would overwrite that, so change the record by its own tool instead");
        }
        return new RecordChange(change.record(), now.get(), change.fields());
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        long entry = kept(call).entry();
        Effect effect = requests.carryOut(call, proposal);
        if (effect.warnings().isEmpty()) {
            undos.undone(entry, clock.instant());
        }
        return new Effect(effect.changes(), effect.warnings(), effect.answer(), Optional.empty());
    }
}
