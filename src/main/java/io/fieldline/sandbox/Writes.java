package io.fieldline.sandbox;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.data.Dispatching;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.FieldType;
import io.fieldline.servicetitan.catalog.Match;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.SchemaValidator;
import io.fieldline.servicetitan.catalog.Violation;

/**
 * Answers what changes something: checks the body by its schema, does it, or says that it has no model of it. Fields
 * that the schema does not know are dropped without a word, as the real API drops them.
 */
final class Writes {

    private final JsonMapper json = new JsonMapper();
    private final Catalog catalog;
    private final SchemaValidator validator;
    private final Shape shape;
    private final Map<Long, Changes> changes = new LinkedHashMap<>();

    Writes(Catalog catalog, Shape shape, Map<Long, Dispatching> dispatching, Map<Long, ContractorData> contractors) {
        this.catalog = catalog;
        this.validator = new SchemaValidator(catalog);
        this.shape = shape;
        contractors.forEach((tenant, data) -> changes.put(tenant, new Changes(data, dispatching.get(tenant))));
    }

    Reply answer(long tenant, Match match, Request request) {
        Operation operation = match.operation();
        ObjectNode body = body(operation, request);
        Changes.Change change = changes.get(tenant).of(operation)
                .orElseThrow(
                        () -> new Refusal(Problem.of(501, "The sandbox has no model of the operation " + operation + ".")));
        JsonNode result = change.apply(match, body);
        int status = operation.statusCodes().stream().filter(code -> code / 100 == 2).min(Integer::compare).orElse(200);
        return switch (operation.answer().form()) {
            case OBJECT -> Reply.json(status, shape.of(operation.module(), operation.answer().type(), seen(result, body)));
            case ARRAY -> Reply.json(status, json.createArrayNode().addAll(result.valueStream()
                    .map(one -> shape.of(operation.module(), operation.answer().type(), one)).toList()));
            default -> Reply.empty(status);
        };
    }

    /** Whoever wrote external data is answered with it. */
    private static JsonNode seen(JsonNode result, ObjectNode body) {
        Optional<String> application = Optional.of(body.path("externalData").path("applicationGuid").asText())
                .filter(guid -> !guid.isEmpty());
        return result instanceof ObjectNode row ? ExternalData.seenBy(row, application) : result;
    }

    /** The documented fields of the body. */
    private ObjectNode body(Operation operation, Request request) {
        if (operation.body().isEmpty() || operation.body().get().multipart()) {
            return json.createObjectNode();
        }
        JsonNode body = parse(request);
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (Violation violation : validator.request(operation, body)) {
            errors.put(violation.path(), List.of("The field " + violation.rule() + "."));
        }
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.invalid(errors));
        }
        FieldType type = operation.body().get().type();
        if (type.kind() == FieldType.Kind.ARRAY) {
            ObjectNode list = json.createObjectNode();
            body.forEach(element -> list.withArrayProperty(Changes.ELEMENTS)
                    .add(known(operation.module(), type.element(), (ObjectNode) element)));
            return list;
        }
        return body instanceof ObjectNode object ? known(operation.module(), type, object) : json.createObjectNode();
    }

    private ObjectNode known(String module, FieldType type, ObjectNode body) {
        ObjectNode known = json.createObjectNode();
        catalog.schema(module, type.schema()).fields().stream()
                .filter(field -> body.has(field.name())).forEach(field -> known.set(field.name(), body.get(field.name())));
        return known;
    }

    private JsonNode parse(Request request) {
        try {
            JsonNode body = json.readTree(request.body());
            return body.isMissingNode() ? json.createObjectNode() : body;
        } catch (IOException e) {
            throw new Refusal(Problem.invalid("body", "The body is not valid JSON."));
        }
    }
}
