package io.fieldline.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.audit.AuditEntry;
import io.fieldline.agent.personal.FieldMask;
import io.fieldline.agent.personal.PersonalView;
import io.fieldline.agent.plan.Plan;
import io.fieldline.agent.tool.CanonicalJson;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.ProposalJson;
import io.fieldline.agent.tool.RefusedCallException;

/** What is written down of a call. Everything personal in it is masked, whatever the client may see. */
final class CallAudit {

    private static final int LONGEST = 4_000;

    private final Audit audit;
    private final InstantSource clock;

    CallAudit(Audit audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    void read(Visit visit, ObjectNode answer) {
        ObjectNode facts = arguments(visit);
        if (answer.path("total").isNumber()) {
            facts.set("total", answer.get("total"));
        }
        audit.add("read", visit.call(), timed(visit, facts.put("characters", answer.toString().length())));
        audit.mark();
    }

    /** Something that no tool answered. */
    void shown(Audit.Call call, PersonalView shown, ObjectNode given) {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.set("arguments", capped(FieldMask.ofNoTool(shown.forKeeping()).arguments(given)));
        audit.add("read", call, facts);
        audit.mark();
    }

    void planned(Visit visit, Plan plan, Proposal proposal) {
        audit.add("planned", visit.call(), timed(visit, proposal(visit, plan, proposal)));
        audit.mark();
    }

    /** Inside the unit of work that uses the token up. */
    AuditEntry begun(Visit visit, Plan plan, Proposal proposal) {
        ObjectNode facts = proposal(visit, plan, proposal);
        facts.set("approvals", plan.approvals().json().get("decisions"));
        return audit.add("begun", visit.call(), facts);
    }

    /** Inside the unit of work that keeps what takes it back. */
    AuditEntry ended(Visit visit, AuditEntry begun, Effect effect) {
        PersonalView view = visit.view().forKeeping();
        FieldMask fields = new FieldMask(view, visit.tool().description());
        ObjectNode facts = JsonNodeFactory.instance.objectNode().put("begun", begun.number()).put("result", "done");
        effect.changes().forEach(change -> facts.withArray("readBack").add(fields.change(change)));
        effect.warnings().forEach(warning -> facts.withArray("warnings").add(view.ownWords(warning)));
        effect.undo().ifPresent(recipe -> facts.put("undo", CanonicalJson.hash(ProposalJson.of(recipe))));
        return audit.add("ended", visit.call(), timed(visit, facts));
    }

    /** Inside the unit of work that gives back what it did not use. */
    AuditEntry failed(Visit visit, AuditEntry begun, String failure) {
        ObjectNode facts = JsonNodeFactory.instance.objectNode().put("begun", begun.number()).put("result", "failed");
        return audit.add("ended", visit.call(),
                timed(visit, facts.put("message", visit.view().forKeeping().written(failure))));
    }

    /** @param visit empty where the call did not get as far as to a tool */
    void refused(Audit.Call call, Optional<Visit> visit, PersonalView shown, ObjectNode given, RefusedCallException refusal) {
        PersonalView view = shown.forKeeping();
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        if (visit.isPresent()) {
            FieldMask fields = new FieldMask(view, visit.get().tool().description());
            fields.details(refusal.details());
            facts.set("arguments", capped(fields.arguments(given)));
        } else {
            // Without a tool nothing says what its arguments hold.
            facts.put("fields", given.size());
        }
        facts.put("refused", refusal.code()).put("message", cut(view.written(refusal.getMessage())));
        audit.add("refused", call, visit.map(one -> timed(one, facts)).orElse(facts));
        audit.mark();
    }

    /** Of a call that failed unexpectedly; what it was asked may be why. */
    void failed(Audit.Call call, String reference) {
        audit.add("failed", call, JsonNodeFactory.instance.objectNode().put("reference", reference));
        audit.mark();
    }

    void mark() {
        audit.mark();
    }

    private ObjectNode arguments(Visit visit) {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.set("arguments",
                capped(new FieldMask(visit.view().forKeeping(), visit.tool().description()).arguments(visit.given())));
        return facts;
    }

    /** Arguments may be as long as a request, and the audit is kept for ever. */
    private static ObjectNode capped(ObjectNode arguments) {
        String text = CanonicalJson.of(arguments);
        return text.length() <= LONGEST
                ? arguments
                : JsonNodeFactory.instance.objectNode().put("cut", cut(text)).put("characters", text.length()).put("sha256",
                        CanonicalJson.sha256(text));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private ObjectNode proposal(Visit visit, Plan plan, Proposal proposal) {
        PersonalView view = visit.view().forKeeping();
        FieldMask fields = new FieldMask(view, visit.tool().description());
        ObjectNode facts = JsonNodeFactory.instance.objectNode().put("plan", plan.id());
        // What is personal is found in the fields first, so that neither arguments nor sentences tell it.
        proposal.changes().forEach(change -> facts.withArray("changes").add(fields.change(change)));
        proposal.requests().forEach(request -> facts.withArray("requests").add(fields.request(request)));
        facts.set("arguments", capped(fields.arguments(visit.given())));
        facts.set("cost", ProposalJson.of(proposal.cost()));
        return facts.put("summary", view.ownWords(proposal.summary()));
    }

    private ObjectNode timed(Visit visit, ObjectNode facts) {
        return facts.put("milliseconds", Duration.between(visit.began(), clock.instant()).toMillis());
    }
}
