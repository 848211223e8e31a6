package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.catalog.Answer;
import io.fieldline.servicetitan.catalog.HttpMethod;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Any documented operation that changes nothing. */
final class ReadOperation implements ReadingTool {

    private final Desk desk;

    ReadOperation(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("read_operation", "Call a reading operation of the API",
                "Reads with any documented operation of ServiceTitan's API that changes nothing. Example: {operation:"
                        + " \"inventory/purchase-orders list\", query: {status: \"Pending\"}}. describe_operation names them.",
                "operations",
                Shape.input().text("operation", "").with("path", "object", "Path parameters, such as {id: \"5\"}")
                        .with("query", "object", "Query parameters")
                        .with("body", "object", "For reading operations that are no GET").paged().required("operation").node(),
                Shape.listed(RawRecord.shape()).plain("continueFrom").node(), Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        Operation operation = new Operations(at.catalog()).named(args.need("operation"));
        if (!operation.readOnly() || operation.answer().form() == Answer.Form.FILE) {
            throw RefusedCallException.of("not_possible", operation + (operation.readOnly()
                    ? " answers a file, which cannot be shown."
                    : " is no reading operation; call_operation calls it."));
        }
        if (operation.module().equals("reporting") && operation.method() != HttpMethod.GET) {
            throw RefusedCallException.of("not_possible",
                    "Rows of reports do not say what in them is about persons; run_report shows them.");
        }
        Cursor cursor = Cursor.of(args.text("cursor"));
        Map<String, String> path = Operations.values(args.node("path"));
        Query query = query(operation, Operations.values(args.node("query")));
        check(operation, path);
        if (operation.answer().paged() && operation.method() == HttpMethod.GET) {
            return Listing.of(cursor, at.page(operation, path, query, cursor.page(), Listing.PAGE),
                    rows -> raw(operation, rows));
        }
        JsonNode body = at.read(operation, path, query,
                operation.body().isPresent() ? args.node("body").isObject() ? args.node("body") : Trees.object() : null);
        if (body.isMissingNode()) {
            throw RefusedCallException.of("not_found", operation + ": there is no such record, or it answers nothing.");
        }
        ObjectNode answer = Listing.ofAll(cursor, rows(operation, body), rows -> raw(operation, rows));
        return body.hasNonNull("continueFrom") ? answer.put("continueFrom", body.path("continueFrom").asText()) : answer;
    }

    private static List<ObjectNode> rows(Operation operation, JsonNode body) {
        List<ObjectNode> rows = new ArrayList<>();
        JsonNode found = operation.answer().rows() && body.isObject() ? body.path("data") : body;
        (found.isArray() ? found : Trees.object().arrayNode().add(found))
                .forEach(row -> rows.add(row instanceof ObjectNode object ? object : Trees.object().set("value", row)));
        return rows;
    }

    private static List<ObjectNode> raw(Operation operation, List<ObjectNode> rows) {
        return rows.stream().map(row -> RawRecord.of(operation.module(), row)).toList();
    }

    /** ServiceTitan ignores parameters that it does not know, and then everything would come. */
    private static Query query(Operation operation, Map<String, String> values) {
        Query query = Query.all();
        values.forEach((name, value) -> {
            if (List.of("page", "pageSize", "includeTotal").contains(name)) {
                throw Args.wrong("query." + name, "is chosen by Fieldline; use cursor");
            }
            if (!operation.hasParameter(name) && !operation.hasParameter(name.replaceFirst("[\\[.].*", ""))) {
                throw Args.wrong("query." + name, "is no query parameter of " + operation);
            }
            query.with(name, value);
        });
        operation.requiredInput().stream().filter(parameter -> !values.containsKey(parameter.name())).findFirst()
                .ifPresent(parameter -> {
                    throw Args.wrong("query." + parameter.name(), "is required");
                });
        if (!operation.requiresOneOf().isEmpty() && operation.requiresOneOf().stream().noneMatch(values::containsKey)) {
            throw Args.wrong("query", "must hold one of " + String.join(", ", operation.requiresOneOf()));
        }
        operation.defaults().stream().filter(argument -> !values.containsKey(argument.name()))
                .forEach(argument -> query.with(argument.name(), argument.value()));
        return query;
    }

    private static void check(Operation operation, Map<String, String> path) {
        path.forEach((name, value) -> {
            if (value.matches("\\.{1,2}")) {
                throw Args.wrong("path." + name, "cannot be " + value);
            }
        });
        operation.pathParameters().stream().filter(parameter -> path.getOrDefault(parameter.name(), "").isBlank()).findFirst()
                .ifPresent(parameter -> {
                    throw Args.wrong("path." + parameter.name(), "is required");
                });
    }
}
