package io.fieldline.servicetitan.desk.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
import io.fieldline.servicetitan.desk.record.ReadAgain.Written;

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
     * @throws io.fieldline.failure.SyncException when nothing was changed, or it says that nobody knows
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
        Sending.Sent sent = new Sending(at, call).all(proposal.requests());
        Sending.tell(call, "reading back");
        return effect(at, proposal, sent);
    }

    /** Something was sent: from here on nothing that goes wrong makes it a failure. */
    private Effect effect(TenantDesk at, Proposal proposal, Sending.Sent sent) {
        Afterwards afterwards = Afterwards.of(proposal);
        List<String> warnings = new ArrayList<>();
        if (!sent.whole()) {
            warnings.add(sent.problem());
        }
        List<Written> written = new ArrayList<>();
        for (int index = 0; index < proposal.changes().size(); index++) {
            RecordChange change = proposal.changes().get(index);
            Optional<String> id = afterwards.ids().get(index).in(sent.answers());
            id.ifPresent(known -> written.add(new Written(change, known)));
            if (id.isEmpty() && sent.whole()) {
                warnings.add(change.record() + ": it was sent and could not be read back, because the answer lacks its id;"
                        + " look before you ask again");
            }
        }
        ReadAgain.Seen seen = new ReadAgain(at, pause, sent.whole()).read(written);
        warnings.addAll(seen.warnings());
        warnings.addAll(unseen(written, afterwards, seen));
        return new Effect(seen.changes(), warnings, made(written), undo(proposal, afterwards, sent, restores(written, seen)));
    }

    /** Success that nobody saw is not told as such. */
    private static List<String> unseen(List<Written> written, Afterwards afterwards, ReadAgain.Seen seen) {
        List<String> unseen = new ArrayList<>();
        if (afterwards.ids().isEmpty()) {
            unseen.add("Fieldline could not see what it did: ServiceTitan took it, and nothing of it can be read back");
        }
        for (int index = 0; index < seen.changes().size(); index++) {
            RecordChange now = seen.changes().get(index);
            RecordChange planned = written.get(index).wanted();
            if (planned.fields().isEmpty() && !now.version().isEmpty()) {
                unseen.add(now.record() + ": Fieldline could not see what it did; the record is "
                        + (now.version().equals(planned.version()) ? "as it was before" : "not as it was before"));
            }
        }
        afterwards.unseen().forEach(what -> unseen.add("Fieldline could not see whether this took: " + what));
        return unseen;
    }

    /** The records that were made. */
    private static ObjectNode made(List<Written> written) {
        ObjectNode answer = Trees.object();
        written.stream().filter(one -> one.wanted().record().id().isEmpty())
                .forEach(one -> answer.withArrayProperty("made").addObject().put("resource", one.record().resource()).put("id",
                        one.id()));
        return answer;
    }

    /** What takes back as much as was done. */
    private static Optional<UndoRecipe> undo(Proposal proposal, Afterwards afterwards, Sending.Sent sent,
            List<RecordChange> restores) {
        List<TakingBack> back = afterwards.back().stream().filter(one -> one.request() <= sent.answers().size()).toList();
        List<PlannedRequest> requests = back.stream().map(one -> one.in(sent.answers())).flatMap(Optional::stream).toList();
        return proposal.reversible() && !requests.isEmpty() && requests.size() == back.size() && !restores.isEmpty()
                ? Optional.of(new UndoRecipe(requests, restores))
                : Optional.empty();
    }

    /** Of a record that could not be read, the fields as they were sent. */
    private static List<RecordChange> restores(List<Written> written, ReadAgain.Seen seen) {
        List<RecordChange> restores = new ArrayList<>();
        for (int index = 0; index < written.size(); index++) {
            RecordChange now = seen.changes().get(index);
            List<FieldChange> fields = now.version().isEmpty() ? written.get(index).wanted().fields() : now.fields();
            restores.add(turned(new RecordChange(now.record(), now.version(), fields)));
        }
        return restores;
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
