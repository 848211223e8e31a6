package io.fieldline.servicetitan.desk.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.UndoRecipe;

/** Carries proposals out: sends their requests in order, reads back what they touched, says what takes it back. */
public final class Proposals implements Requests {

    private final Desk desk;
    private final ReadAgain.Pause pause;

    public Proposals(Desk desk) {
        this(desk, wait -> Thread.sleep(wait.toMillis()));
    }

    Proposals(Desk desk, ReadAgain.Pause pause) {
        this.desk = desk;
        this.pause = pause;
    }

    /** For tests: how long to wait is said and not done. */
    public static Proposals pausing(Desk desk, Consumer<Duration> pauses) {
        return new Proposals(desk, pauses::accept);
    }

    /**
     * {@inheritDoc}
     *
     * @throws RefusedCallException when nothing was changed
     * @throws io.fieldline.failure.SyncException saying what was done nevertheless
     */
    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        try {
            return carriedOut(call, proposal);
        } catch (NoLongerOfferedException e) {
            throw RefusedCallException.of("not_possible", e.getMessage());
        }
    }

    /**
     * As {@link #carryOut}, of a proposal whose first request is to an operation that ServiceTitan may have withdrawn.
     *
     * @return empty when it has, so that nothing was changed
     */
    public Optional<Effect> carryOutIfOffered(ToolCall call, Proposal proposal) {
        try {
            return Optional.of(carriedOut(call, proposal));
        } catch (NoLongerOfferedException e) {
            return Optional.empty();
        }
    }

    private Effect carriedOut(ToolCall call, Proposal proposal) {
        if (call.stopped().getAsBoolean()) {
            throw RefusedCallException.of("stopped", "Writing was stopped by a person; nothing was sent.");
        }
        if (call.cancelled().getAsBoolean()) {
            throw RefusedCallException.of("not_possible", "The call was cancelled before anything was sent.");
        }
        TenantDesk at = desk.at(call.tenant());
        call.progress().accept("sending " + proposal.requests().size() + " requests");
        List<JsonNode> answers = new Sending(at, call).all(proposal.requests());
        call.progress().accept("reading back");
        References references = References.to(answers);
        List<String> ids = ids(proposal, references);
        ReadAgain.Seen seen = new ReadAgain(at, pause).read(proposal.changes(), ids);
        return new Effect(seen.changes(), seen.warnings(), made(seen.changes(), proposal),
                undo(proposal, references, seen.changes()));
    }

    /** A proposal that makes nothing need not say where ids come from. */
    private static List<String> ids(Proposal proposal, References references) {
        List<String> ids = new ArrayList<>();
        proposal.state().path(Draft.IDS).forEach(id -> ids.add(references.in(id.asText())));
        return ids.isEmpty() ? proposal.changes().stream().map(change -> change.record().id()).toList() : ids;
    }

    /** The records that were made. */
    private static ObjectNode made(List<RecordChange> changes, Proposal proposal) {
        ObjectNode answer = Trees.object();
        for (int index = 0; index < changes.size(); index++) {
            if (proposal.changes().get(index).record().id().isEmpty()) {
                answer.withArrayProperty("made").addObject().put("resource", changes.get(index).record().resource()).put("id",
                        changes.get(index).record().id());
            }
        }
        return answer;
    }

    private static Optional<UndoRecipe> undo(Proposal proposal, References references, List<RecordChange> now) {
        if (!proposal.reversible()) {
            return Optional.empty();
        }
        List<PlannedRequest> requests = new ArrayList<>();
        proposal.state().path(Draft.UNDO).forEach(written -> requests.add(references.in(Draft.read(written))));
        return Optional.of(new UndoRecipe(requests, now.stream().map(Proposals::turned).toList()));
    }

    /** Of a record that was made, only that it is there: taken back, it is not asked for its fields. */
    private static RecordChange turned(RecordChange change) {
        boolean made = change.fields().stream().anyMatch(field -> field.field().equals(Draft.EXISTS));
        return new RecordChange(change.record(), change.version(), change.fields().stream()
                .filter(field -> !made || field.field().equals(Draft.EXISTS))
                .map(field -> new FieldChange(field.field(), field.after(), field.before())).toList());
    }

    @Override
    public Optional<String> version(String tenant, RecordRef record) {
        return desk.at(tenant).find(record.resource(), record.id()).map(RecordVersion::of);
    }
}
