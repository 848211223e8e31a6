package io.fieldline.sandbox;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Match;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.SchemaValidator;
import io.fieldline.servicetitan.catalog.Violation;

/** Answers what changes something: checks the body by its schema, then does it, or says that it cannot. */
final class Writes {

    private final JsonMapper json = new JsonMapper();
    private final SchemaValidator validator;

    Writes(Catalog catalog) {
        this.validator = new SchemaValidator(catalog);
    }

    Reply answer(ContractorData data, Match match, Request request) {
        JsonNode body = body(match.operation(), request);
        return Problem.of(501, "The sandbox has no model of the operation " + match.operation() + " for tenant "
                + data.contractor().tenantId() + (body.isEmpty() ? "." : " and its body."));
    }

    private JsonNode body(Operation operation, Request request) {
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
        return body;
    }

    private JsonNode parse(Request request) {
        try {
            JsonNode body = json.readTree(request.body());
            return body.isMissingNode() ? json.createObjectNode() : body;
        } catch (IOException e) {
            throw new Refusal(Problem.invalid("", "The body is not valid JSON."));
        }
    }
}
