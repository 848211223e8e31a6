package io.fieldline.sandbox.hubspot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/** Which path is which call. */
final class Routes {

    private final JsonMapper json = new JsonMapper();
    private final Map<ObjectKind, ObjectTable> tables;
    private final Associations associations;
    private final ObjectCalls objects;
    private final BatchCalls batches;
    private final ListCalls lists;

    Routes(Map<ObjectKind, ObjectTable> tables, Associations associations, BatchCalls batches) {
        this.tables = tables;
        this.associations = associations;
        this.objects = new ObjectCalls(tables, associations);
        this.batches = batches;
        this.lists = new ListCalls(tables.get(ObjectKind.CONTACT));
    }

    ListCalls lists() {
        return lists;
    }

    static ObjectTable table(Map<ObjectKind, ObjectTable> tables, String object) {
        return tables.get(ObjectKind.of(object).orElseThrow(() -> Refusal.invalid("Unable to infer object type from: "
                + object)));
    }

    Reply answer(Request request, Instant indexedUntil) {
        String[] path = Arrays.stream(request.path().substring(1).split("/")).map(Routes::decode).toArray(String[]::new);
        String area = path.length < 3 ? "" : String.join("/", path[0], path[1], path[2]);
        return switch (area) {
            case "crm/v3/properties" -> properties(request, path);
            case "crm/v3/objects" -> objects(request, path, indexedUntil);
            case "crm/v4/associations" -> path.length > 6 && path[6].equals("read")
                    ? associations.read(table(path[3]).kind(), table(path[4]).kind(), body(request))
                    : associations.associate(table(path[3]).kind(), table(path[4]).kind(), body(request));
            case "crm/lists/2026-09" -> lists.answer(request, path);
            case "account-info/v3/details" -> Reply.json(200, json.createObjectNode().put("portalId", 1_000_001)
                    .put("accountType", "STANDARD").put("timeZone", "US/Eastern").put("companyCurrency", "USD"));
            default -> throw Refusal.notFound();
        };
    }

    /** In a path a plus sign is one. */
    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private Reply properties(Request request, String[] path) {
        PropertyCatalogue catalogue = table(path[3]).catalogue();
        if (path.length > 4) {
            return Reply.json(200, catalogue.find(path[4]).orElseThrow(Refusal::notFound).json());
        }
        if (request.method().equals("POST")) {
            return Reply.json(201, catalogue.create(body(request)).json());
        }
        ObjectNode answer = json.createObjectNode();
        catalogue.all().forEach(property -> answer.withArrayProperty("results").add(property.json()));
        return Reply.json(200, answer);
    }

    private Reply objects(Request request, String[] path, Instant indexedUntil) {
        ObjectTable table = table(path[3]);
        boolean post = request.method().equals("POST");
        if (path.length == 4) {
            return post ? objects.create(table, body(request)) : objects.list(table, request);
        }
        if (path.length == 6 && path[4].equals("batch") && post) {
            return batches.call(table, path[5], body(request),
                    request.parameter("archived").orElse("false").equals("true"));
        }
        return switch (path[4]) {
            case "search" -> Reply.json(200,
                    new SearchCall(table, body(request)).answer(indexedUntil));
            case "merge" -> objects.merge(table, body(request));
            default -> objects.one(table, path[4], request, request.method().equals("PATCH")
                    ? body(request)
                    : json.createObjectNode());
        };
    }

    private ObjectTable table(String object) {
        return table(tables, object);
    }

    private JsonNode body(Request request) {
        return HubSpotStandIn.body(json, request);
    }
}
