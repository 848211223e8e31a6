package io.fieldline.ops;

import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.AuditEntry;
import io.fieldline.agent.audit.AuditStore;
import io.fieldline.failure.MisconfiguredException;

/**
 * Shows what agents asked for. Arguments: <code>number</code> for one entry whole; <code>export</code> for all of them in order,
 * each as a line of progress; else <code>client</code>, <code>tenant</code>, <code>tool</code>, <code>limit</code> (50).
 */
public final class AuditTrail implements Verb {

    private static final int PAGE = 500;

    private final AuditStore store;

    public AuditTrail(AuditStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        if (values.path("export").asBoolean()) {
            return export(progress);
        }
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        if (arguments.text("number").isPresent()) {
            long number = arguments.id("number");
            rows.add(body(store.find(number)
                    .orElseThrow(() -> new MisconfiguredException("There is no entry " + number + " in the audit"))));
            return result.put("ok", true);
        }
        store.newest(new AuditStore.Chosen(arguments.text("client").orElse(null), arguments.text("tenant").orElse(null),
                arguments.text("tool").orElse(null)), arguments.number("limit", 50)).stream().map(AuditTrail::row)
                .forEach(rows::add);
        return result.put("ok", true);
    }

    private ObjectNode export(Consumer<ObjectNode> progress) {
        long after = 0;
        long entries = 0;
        List<AuditEntry> page;
        do {
            page = store.after(after, PAGE);
            for (AuditEntry entry : page) {
                progress.accept(
                        Json.object().put("number", entry.number()).put("hash", entry.hash()).put("body", entry.body()));
                after = entry.number();
            }
            entries += page.size();
        } while (page.size() == PAGE);
        return Json.object().put("entries", entries).put("ok", true);
    }

    private static ObjectNode row(AuditEntry entry) {
        ObjectNode body = body(entry);
        ObjectNode row = Json.object();
        for (String name : List.of("number", "at", "event", "client", "person", "tenant", "tool")) {
            row.set(name, body.get(name));
        }
        return row.put("what", what(body.path("facts")));
    }

    private static String what(JsonNode facts) {
        for (String name : List.of("message", "summary", "result")) {
            if (facts.path(name).isTextual()) {
                return facts.get(name).asText();
            }
        }
        return facts.path("plan").asText();
    }

    private static ObjectNode body(AuditEntry entry) {
        try {
            if (Json.MAPPER.readTree(entry.body()) instanceof ObjectNode body) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw altered(entry, e);
        }
        throw altered(entry, null);
    }

    private static MisconfiguredException altered(AuditEntry entry, Exception cause) {
        return new MisconfiguredException(
                "Entry " + entry.number() + " of the audit was altered; ./fieldline audit verify says more", cause);
    }
}
