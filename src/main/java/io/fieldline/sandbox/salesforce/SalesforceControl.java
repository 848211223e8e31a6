package io.fieldline.sandbox.salesforce;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * What a test or the demo asks of the stand-in over HTTP, below <code>/control/salesforce</code>:
 * <code>GET rows?object=Account</code>, <code>GET row?id=</code>, <code>GET calls</code>;
 * <code>POST create?object=Account</code> and <code>POST edit?id=</code> with fields as JSON, <code>POST delete?id=</code>,
 * <code>POST merge?winner=&amp;loser=</code>, <code>POST lock?id=&amp;times=</code>, <code>POST duplicate-rule?on=true</code>,
 * <code>POST expire-sessions</code>, <code>POST limit?daily=&amp;used=</code>, <code>POST faults?rates=server-error=1</code>,
 * <code>POST calls/clear</code>, <code>POST clear</code>.
 */
final class SalesforceControl {

    private final JsonMapper json = new JsonMapper();
    private final SalesforceStandIn org;

    SalesforceControl(SalesforceStandIn org) {
        this.org = org;
    }

    Reply answer(Request request) {
        try {
            return Reply.json(200, json.valueToTree(done(request)));
        } catch (ApiError e) {
            return e.reply();
        } catch (IOException | IllegalArgumentException e) {
            return Reply.json(400, json.createObjectNode().put("message", e.getMessage()));
        }
    }

    private Object done(Request request) throws IOException {
        String id = request.parameter("id").orElse("");
        String verb = request.path().replaceFirst("^/control/salesforce/?", "");
        switch (verb) {
            case "rows" :
                return org.rows(request.parameter("object").orElse("Account"));
            case "row" :
                return org.row(id);
            case "calls" :
                return org.calls();
            case "create" :
                return Map.of("id", org.create(request.parameter("object").orElse("Account"), fields(request)));
            case "edit" :
                org.edit(id, fields(request));
                break;
            case "delete" :
                org.delete(id);
                break;
            case "merge" :
                org.merge(request.parameter("winner").orElse(""), request.parameter("loser").orElse(""));
                break;
            default :
                set(verb, request);
        }
        return Map.of();
    }

    private void set(String verb, Request request) {
        switch (verb) {
            case "lock" -> org.lock(request.parameter("id").orElse(""), (int) number(request, "times"));
            case "duplicate-rule" -> org.duplicateRule(request.parameter("on").filter("true"::equals).isPresent());
            case "expire-sessions" -> org.expireSessions();
            case "limit" -> org.limit(number(request, "daily"), number(request, "used"));
            case "faults" -> org.faults(FaultRates.parse(request.parameter("rates").orElse("")));
            case "calls/clear" -> org.forgetCalls();
            case "clear" -> org.clear();
            default -> throw new IllegalArgumentException("There is no control '" + verb + "'");
        }
    }

    private static long number(Request request, String name) {
        return Long.parseLong(request.parameter(name).orElse("0"));
    }

    private Map<String, JsonNode> fields(Request request) throws IOException {
        return new LinkedHashMap<>(json.readValue(request.text(), new TypeReference<Map<String, JsonNode>>() {
        }));
    }
}
