package io.fieldline.servicetitan.desk.record;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;

import io.fieldline.agent.tool.Proposal;

/**
 * What a proposal's state says of the time when its requests were sent.
 *
 * @param ids of the records, in the order of the changes
 * @param back what takes it back, in order
 * @param unseen what is sent and cannot be read back
 */
record Afterwards(List<FromAnswers> ids, List<TakingBack> back, List<String> unseen) {

    private static final String FIELD = "afterwards";

    Afterwards {
        ids = List.copyOf(ids);
        back = List.copyOf(back);
        unseen = List.copyOf(unseen);
    }

    ObjectNode state() {
        return Trees.object().putPOJO(FIELD, this);
    }

    /** A proposal that was not drafted here makes no records. */
    static Afterwards of(Proposal proposal) {
        return proposal.state().get(FIELD) instanceof POJONode node && node.getPojo() instanceof Afterwards afterwards
                ? afterwards
                : new Afterwards(proposal.changes().stream().map(change -> FromAnswers.fixed(change.record().id())).toList(),
                        List.of(), List.of());
    }
}
