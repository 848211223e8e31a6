package io.fieldline.sandbox.hubspot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * What a person would do in HubSpot, and what a test wants to know, by calls below <code>/control/hubspot/</code>:
 *
 * <pre>
 * POST create?object=contacts              properties as a JSON object, or an array of them; gives the ids
 * POST edit?object=contacts&amp;id=1           properties as a JSON object
 * POST archive?object=contacts&amp;id=1
 * POST merge?object=contacts&amp;primary=1&amp;other=2
 * POST associate?object=contacts&amp;id=1&amp;to=companies&amp;toId=2
 * POST property?object=contacts            a definition, as the properties API takes it
 * POST list?name=Renewals&amp;type=MANUAL      gives its number
 * GET  members?list=1
 * GET  rows?object=contacts
 * GET  calls,  POST calls/clear
 * POST faults?rates=server-error=0.1
 * POST lag?millis=30000
 * POST daily?usedUp=true
 * POST token?revoked=true
 * </pre>
 */
final class HubSpotControl {

    private final JsonMapper json = new JsonMapper();
    private final HubSpotStandIn hubspot;

    HubSpotControl(HubSpotStandIn hubspot) {
        this.hubspot = hubspot;
    }

    Reply answer(Request request) {
        String object = request.parameter("object").orElse("contacts");
        Object result = switch (request.path().substring("/control/hubspot/".length())) {
            case "create" -> create(object, HubSpotStandIn.body(json, request));
            case "rows" -> hubspot.rows(object);
            case "calls" -> hubspot.calls();
            case "list" -> Map.of("id",
                    hubspot.createList(needed(request, "name"), request.parameter("type").orElse("MANUAL")));
            case "members" -> hubspot.listMembers(needed(request, "list"));
            case "merge" -> Map.of("id", hubspot.merge(object, needed(request, "primary"), needed(request, "other")));
            default -> {
                act(request, object);
                yield Map.of();
            }
        };
        return Reply.json(200, json.valueToTree(result));
    }

    private void act(Request request, String object) {
        switch (request.path().substring("/control/hubspot/".length())) {
            case "edit" -> hubspot.edit(object, needed(request, "id"),
                    HubSpotStandIn.texts(HubSpotStandIn.body(json, request)));
            case "archive" -> hubspot.archive(object, needed(request, "id"));
            case "associate" -> hubspot.associate(object, needed(request, "id"), needed(request, "to"),
                    needed(request, "toId"));
            case "property" -> hubspot.addProperty(object, HubSpotStandIn.body(json, request));
            case "calls/clear" -> hubspot.forgetCalls();
            case "faults" -> hubspot.faults(FaultRates.parse(request.parameter("rates").orElse("")));
            case "lag" -> hubspot.searchLag(Duration.ofMillis(Long.parseLong(needed(request, "millis"))));
            case "daily" -> hubspot.dayUsedUp(Boolean.parseBoolean(needed(request, "usedUp")));
            case "token" -> hubspot.tokenRevoked(Boolean.parseBoolean(needed(request, "revoked")));
            default -> throw Refusal.notFound();
        }
    }

    private Map<String, List<String>> create(String object, JsonNode body) {
        Iterable<JsonNode> all = body.isArray() ? body : List.of(body);
        List<String> ids = new ArrayList<>();
        all.forEach(one -> ids.add(hubspot.create(object, HubSpotStandIn.texts(one))));
        return Map.of("ids", ids);
    }

    private static String needed(Request request, String parameter) {
        return request.parameter(parameter).orElseThrow(() -> Refusal.invalid("The parameter '" + parameter
                + "' is missing"));
    }
}
