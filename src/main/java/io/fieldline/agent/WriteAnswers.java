package io.fieldline.agent;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.AuditEntry;
import io.fieldline.agent.personal.FieldMask;
import io.fieldline.agent.personal.PersonalView;
import io.fieldline.agent.personal.SchemaMask;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.ProposalJson;

/** What a client is answered of a write: the plan at first, and in the end what was read back. */
final class WriteAnswers {

    private WriteAnswers() {}

    /**
     * What is personal is found in the fields first, so that the sentences do not tell it.
     *
     * @param budgetsLeave for this hour, each as one text
     */
    static ObjectNode plan(Visit visit, PersonalView view, Proposal proposal, List<String> budgetsLeave) {
        FieldMask fields = new FieldMask(view, visit.tool().description());
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        proposal.changes().forEach(change -> changes.add(fields.change(change)));
        ArrayNode requests = JsonNodeFactory.instance.arrayNode();
        proposal.requests().forEach(request -> requests.add(fields.request(request)));
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("summary", view.ownWords(proposal.summary()));
        shown.set("changes", changes);
        shown.set("requests", requests);
        ArrayNode effects = shown.putArray("sideEffects");
        proposal.sideEffects().forEach(effect -> effects.add(view.ownWords(effect)));
        proposal.expected().forEach(effect -> effects.add(view.ownWords(effect)));
        shown.set("cost", ProposalJson.of(proposal.cost()));
        ArrayNode left = shown.putArray("left");
        budgetsLeave.forEach(left::add);
        return shown.put("undo", proposal.reversible() ? view.ownWords(proposal.undo()) : "nothing takes it back");
    }

    static ObjectNode done(Visit visit, Effect effect, AuditEntry ended) {
        FieldMask fields = visit.fields();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode changes = answer.putArray("changes");
        effect.changes().forEach(change -> changes.add(fields.change(change)));
        ArrayNode warnings = answer.putArray("warnings");
        effect.warnings().forEach(warning -> warnings.add(visit.view().ownWords(warning)));
        effect.undo().ifPresent(recipe -> answer.put("undo", Long.toString(ended.number())));
        answer.set("answer", new SchemaMask(visit.view(), visit.tool().description().output()).answer(effect.answer()));
        return answer;
    }
}
