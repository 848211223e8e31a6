package io.fieldline.ops;

import java.util.TreeMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.AuditHead;
import io.fieldline.agent.audit.AuditStore;
import io.fieldline.agent.audit.Verification;

/** Goes through the audit of agents and says what was altered, taken away or never finished. No arguments. */
public final class VerifyAudit implements Verb {

    private final AuditStore store;
    private final AuditHead head;

    public VerifyAudit(AuditStore store, AuditHead head) {
        this.store = store;
        this.head = head;
    }

    @Override
    public String name() {
        return "verify-audit";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Verification.Result found = Verification.of(store, head);
        ObjectNode result = Json.object().put("entries", found.entries());
        ArrayNode rows = result.putArray("rows");
        found.problems().forEach(problem -> rows.addObject().put("entry", problem.entry()).put("problem", problem.text()));
        ArrayNode unfinished = result.putArray("unfinished");
        new TreeMap<>(found.unfinished())
                .forEach((entry, tool) -> unfinished.addObject().put("entry", entry).put("tool", tool));
        return result.put("ok", found.problems().isEmpty());
    }
}
