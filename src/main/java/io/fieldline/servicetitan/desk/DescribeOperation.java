package io.fieldline.servicetitan.desk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Field;
import io.fieldline.servicetitan.catalog.FieldType;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;
import io.fieldline.servicetitan.catalog.Schema;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Trees;

/** What ServiceTitan's documents say of an operation. Nothing is asked of ServiceTitan. */
final class DescribeOperation implements ReadingTool {

    private static final int FOUND = 30;
    private static final int SIZE = 7_000;

    private final Desk desk;

    DescribeOperation(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("describe_operation", "Describe an operation of the API",
                "Finds operations of ServiceTitan's API by words ({search: \"purchase order\"}), or tells one's parameters, body"
                        + " and answer ({operation: \"jpm/jobs create\"}); ! is required, ? may be null. For read_operation and"
                        + " call_operation, when no other tool does it.",
                "operations", Shape.input().text("search", "Words").text("operation", "Its name").node(),
                Shape.object().plain("operation", "method", "path", "scope", "note", "query", "body", "answer")
                        .with("schemas", "object", "").texts("found", "").plain("leftOut").node(),
                new Hints(true, false, true, false));
    }

    @Override
    public ObjectNode read(ToolCall call) {
        Catalog catalog = desk.at(call.tenant()).catalog();
        Args args = new Args(call, desk.at(call.tenant()));
        Operations operations = new Operations(catalog);
        if (args.has("operation")) {
            return described(catalog, operations.named(args.need("operation")));
        }
        ObjectNode answer = Trees.object();
        ArrayNode found = answer.putArray("found");
        var like = operations.like(args.need("search"));
        like.stream().limit(FOUND)
                .forEach(one -> found.add(one + (one.retired() ? " (retired)" : one.readOnly() ? " (reads)" : " (writes)")));
        return like.size() > FOUND ? answer.put("leftOut", (like.size() - FOUND) + " more; use more words") : answer;
    }

    private static ObjectNode described(Catalog catalog, Operation operation) {
        ObjectNode answer = Trees.object().put("operation", operation.toString()).put("method", operation.method().name())
                .put("path", operation.path()).put("scope", operation.scope());
        if (operation.retired()) {
            answer.put("note", "Left ServiceTitan's documents after March 2026; a tenant's API may refuse it.");
        }
        String query = operation.queryParameters().stream().map(DescribeOperation::parameter).collect(Collectors.joining(", "));
        if (!query.isEmpty()) {
            answer.put("query", query);
        }
        operation.body().ifPresent(body -> answer.put("body", body.type().toString()));
        answer.put("answer", operation.answer().form() + operation.answer().typeIfAny().map(type -> " of " + type).orElse(""));
        ObjectNode schemas = answer.putObject("schemas");
        Map<String, Schema> needed = schemas(catalog, operation);
        for (Schema schema : needed.values()) {
            String text = text(schema);
            if (Trees.bytes(answer).length + text.length() > SIZE) {
                return answer.put("leftOut", (needed.size() - schemas.size()) + " more schemas");
            }
            schemas.put(schema.name(), text);
        }
        return answer;
    }

    private static String parameter(Parameter parameter) {
        return parameter.name() + " " + parameter.type() + (parameter.required() ? "!" : "");
    }

    private static String text(Schema schema) {
        return schema.enumeration()
                ? String.join(" | ", schema.values())
                : schema.fields().stream().map(DescribeOperation::field).collect(Collectors.joining(", "));
    }

    private static String field(Field field) {
        return field.name() + " " + field.type() + (field.nullable() ? "?" : field.required() ? "!" : "");
    }

    /** Those of the body before those of the answer, and what is nearer before what is farther. */
    private static Map<String, Schema> schemas(Catalog catalog, Operation operation) {
        Map<String, Schema> found = new LinkedHashMap<>();
        Deque<FieldType> open = new ArrayDeque<>();
        operation.body().ifPresent(body -> open.add(body.type()));
        collect(catalog, operation.module(), open, found);
        operation.answer().typeIfAny().ifPresent(open::add);
        collect(catalog, operation.module(), open, found);
        return found;
    }

    private static void collect(Catalog catalog, String module, Deque<FieldType> open, Map<String, Schema> found) {
        while (!open.isEmpty()) {
            FieldType type = open.remove();
            Stream.concat(Stream.ofNullable(type.element()), type.choices().stream()).forEach(open::add);
            if (type.kind() == FieldType.Kind.SCHEMA && !found.containsKey(type.schema())) {
                Schema schema = catalog.schema(module, type.schema());
                found.put(type.schema(), schema);
                schema.fields().forEach(field -> open.add(field.type()));
            }
        }
    }
}
