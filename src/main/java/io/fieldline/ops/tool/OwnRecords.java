package io.fieldline.ops.tool;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.agent.tool.RecordRef;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ops.Operator;

/** Flows of a tenant and its dead letters, as they are now. */
final class OwnRecords {

    static final String FLOWS = "fieldline/flows";
    static final String LETTERS = "fieldline/dead-letters";
    static final String PAUSED = "paused";

    private final Operator operator;

    OwnRecords(Operator operator) {
        this.operator = operator;
    }

    /** Whether the flow is paused for the tenant; empty where it does not run. */
    Optional<Boolean> paused(String tenant, String flow) {
        return state(tenant, flow).map("PAUSED"::equals);
    }

    /** How the flow stands for the tenant, such as <code>WAITING</code>; empty where it does not run. */
    Optional<String> state(String tenant, String flow) {
        for (JsonNode row : operator.run("tenants", OwnTools.object(), line -> {
        }).path("rows")) {
            String state = row.path("state").asText();
            if (row.path("tenant").asText().equals(tenant) && row.path("flow").asText().equals(flow)
                    && !state.equals("not running here")) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** Empty too for one of another tenant. */
    Optional<JsonNode> letter(String tenant, String id) {
        try {
            JsonNode letter = operator.run("dead-letters", OwnTools.object().put("id", id), line -> {
            }).path("rows").path(0);
            return Optional.of(letter).filter(found -> found.path("tenant").asText().equals(tenant));
        } catch (MisconfiguredException e) {
            return Optional.empty();
        }
    }

    /** Tells the record as it is from any other state of it; empty when there is none. */
    Optional<String> version(String tenant, RecordRef record) {
        return record.resource().equals(FLOWS)
                ? paused(tenant, record.id()).map(OwnRecords::version)
                : letter(tenant, record.id()).map(OwnRecords::version);
    }

    static String version(boolean paused) {
        return paused ? PAUSED : "runs";
    }

    static String version(JsonNode letter) {
        return letter.path("status").asText() + " " + letter.path("attempts").asText();
    }
}
