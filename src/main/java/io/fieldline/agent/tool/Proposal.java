package io.fieldline.agent.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a call would do.
 *
 * @param summary one sentence; what is personal in it is a {@link Mention}, as in every sentence here
 * @param changes the records that it touches, field by field
 * @param requests what is sent to ServiceTitan, in order; what is asked of Fieldline itself has a resource that begins with
 *        <code>fieldline/</code>
 * @param sideEffects what else happens, such as <code>creates an invoice</code>
 * @param undo what would take it back, one sentence; empty when nothing would, and a person has to approve it
 * @param state what the tool needs to carry it out; not shown
 * @param standsOn versions of records that it is about and does not touch, such as the invoice that is adjusted, by
 *        <code>resource/id</code>: when one of them changes, the plan is another
 * @param expected what comes of it as of the moment at which it was asked, such as until when a message waits; shown with the
 *        side effects, and the plan is the same when it changes
 */
public record Proposal(String summary, List<RecordChange> changes, List<PlannedRequest> requests, List<String> sideEffects,
        Cost cost, String undo, ObjectNode state, Map<String, String> standsOn, List<String> expected) {

    /** One that stands on nothing but the records that it touches. */
    public Proposal(String summary, List<RecordChange> changes, List<PlannedRequest> requests, List<String> sideEffects,
            Cost cost, String undo, ObjectNode state) {
        this(summary, changes, requests, sideEffects, cost, undo, state, Map.of(), List.of());
    }

    public Proposal {
        standsOn = Map.copyOf(standsOn);
        changes = List.copyOf(changes);
        requests = List.copyOf(requests);
        sideEffects = List.copyOf(sideEffects);
        expected = List.copyOf(expected);
    }

    public Proposal withSideEffect(String effect) {
        List<String> effects = new ArrayList<>(sideEffects);
        effects.add(effect);
        return new Proposal(summary, changes, requests, effects, cost, undo, state, standsOn, expected);
    }

    /** @param moments see {@link #expected} */
    public Proposal expecting(List<String> moments) {
        return new Proposal(summary, changes, requests, sideEffects, cost, undo, state, standsOn, moments);
    }

    public boolean reversible() {
        return !undo.isEmpty();
    }
}
