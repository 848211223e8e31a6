package io.fieldline.servicetitan.desk.record;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.FieldType;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Schema;
import io.fieldline.servicetitan.catalog.SchemaValidator;
import io.fieldline.servicetitan.catalog.Violation;

/**
 * Holds a body against what is documented before it is sent. A field that the documents do not name would be dropped
 * without a word, so it is refused here.
 */
final class BodyCheck {

    private final Catalog catalog;
    private final SchemaValidator validator;

    BodyCheck(Catalog catalog) {
        this.catalog = catalog;
        this.validator = new SchemaValidator(catalog);
    }

    /** @throws RefusedCallException naming every field that is wrong */
    void check(Operation operation, PlannedRequest request) {
        List<String> wrong = new ArrayList<>();
        if (operation.body().isEmpty()) {
            if (request.body() != null && !request.body().isEmpty()) {
                wrong.add(operation + " takes no body");
            }
        } else {
            JsonNode body = request.body() == null ? Trees.object() : request.body();
            wrong.addAll(validator.request(operation, body).stream().map(Violation::toString).toList());
            unknown(operation.module(), operation.body().get().type(), "", body, wrong);
        }
        operation.pathParameters().forEach(parameter -> ParameterCheck
                .path(parameter, request.path().getOrDefault(parameter.name(), ""))
                .ifPresent(rule -> wrong.add(parameter.name() + ": " + rule + ", in the path")));
        request.query().keySet().stream().filter(name -> !operation.hasParameter(name.replaceFirst("[\\[.].*", "")))
                .filter(name -> !operation.hasParameter(name))
                .forEach(name -> wrong.add(name + ": is no query parameter of " + operation));
        operation.queryParameters().stream().filter(parameter -> request.query().containsKey(parameter.name()))
                .forEach(parameter -> ParameterCheck.query(parameter, request.query().get(parameter.name()))
                        .ifPresent(rule -> wrong.add(parameter.name() + ": " + rule + ", in the query")));
        if (!wrong.isEmpty()) {
            ArrayNode problems = JsonNodeFactory.instance.arrayNode();
            wrong.forEach(problems::add);
            throw new RefusedCallException("invalid_argument",
                    operation + ": " + wrong.stream().collect(Collectors.joining("; ")),
                    Trees.object().set("problems", problems));
        }
    }

    private void unknown(String module, FieldType type, String path, JsonNode value, List<String> wrong) {
        if (value.isArray() && type.element() != null) {
            value.forEach(element -> unknown(module, type.element(), path, element, wrong));
        }
        if (!value.isObject() || type.kind() != FieldType.Kind.SCHEMA) {
            return;
        }
        Schema schema = catalog.schema(module, type.schema());
        value.properties().forEach(field -> {
            String place = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            schema.field(field.getKey()).ifPresentOrElse(known -> unknown(module, known.type(), place, field.getValue(), wrong),
                    () -> wrong.add(place + ": is no field of " + schema.name()));
        });
    }
}
