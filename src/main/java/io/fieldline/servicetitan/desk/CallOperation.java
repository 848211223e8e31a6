package io.fieldline.servicetitan.desk;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.servicetitan.catalog.Answer;
import io.fieldline.servicetitan.catalog.Field;
import io.fieldline.servicetitan.catalog.FieldType;
import io.fieldline.servicetitan.catalog.HttpMethod;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.FromAnswers;
import io.fieldline.servicetitan.desk.record.Proposals;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/**
 * Any documented write. The record that it touches is told by its path; a change of fields that the record shows can be
 * taken back, anything else cannot.
 */
final class CallOperation implements WritingTool {

    private final Desk desk;
    private final Proposals proposals;

    CallOperation(Desk desk, Proposals proposals) {
        this.desk = desk;
        this.proposals = proposals;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("call_operation", "Call a writing operation of the API",
                "Writes with any documented operation of ServiceTitan's API that no other tool stands for. Example: {operation:"
                        + " \"jpm/projects update\", path: {id: \"5\"}, body: {summary: \"…\"}}. describe_operation tells"
                        + " what the body takes.",
                "operations",
                Shape.input().text("operation", "").with("path", "object", "Path parameters")
                        .with("query", "object", "Query parameters").with("body", "object", "").required("operation").node(),
                Shape.made().node(), Hints.destroying());
    }

    @Override
    public Proposal propose(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        Operation operation = new Operations(at.catalog()).named(args.need("operation"));
        refuse(operation);
        PlannedRequest request = new PlannedRequest(operation.module() + "/" + operation.collection(), operation.name(),
                Operations.values(args.node("path")), Operations.values(args.node("query")),
                args.node("body") instanceof ObjectNode body ? body : null);
        Draft draft = new Draft(at).request(request)
                .sideEffect("What else ServiceTitan does with it is not known to Fieldline.");
        if (operation.retired()) {
            draft.sideEffect("The operation left ServiceTitan's documents after March 2026 and may be refused.");
        }
        Optional<ObjectNode> current = touched(at, operation, request, draft);
        count(new OperationCost(operation, request.body(), current), draft);
        return draft.whatever("Calls " + operation.method() + " " + operation.path() + ".");
    }

    private static void refuse(Operation operation) {
        if (operation.readOnly()) {
            throw RefusedCallException.of("not_possible", operation + " only reads; read_operation calls it.");
        }
        boolean object = operation.body().map(body -> !body.multipart() && body.type().kind() == FieldType.Kind.SCHEMA)
                .orElse(true);
        if (!object) {
            throw RefusedCallException.of("not_possible", operation + " takes a file or a list, which this tool cannot send.");
        }
    }

    private static void count(OperationCost cost, Draft draft) {
        int records = cost.records();
        draft.records(records).money(cost.money().orElse(Cost.MOST_MONEY));
        if (records == Cost.MOST_RECORDS) {
            draft.sideEffect("How many records it changes cannot be told, so that it counts as more than any budget leaves.");
        }
        if (cost.money().isEmpty()) {
            draft.sideEffect("How much money it moves cannot be told, so that it counts as more than any limit.");
        }
        if (cost.mayTell()) {
            draft.mayTell(records);
        }
    }

    /** @return the record that the path names */
    private static Optional<ObjectNode> touched(TenantDesk at, Operation operation, PlannedRequest request, Draft draft) {
        String resource = request.resource();
        int named = operation.pathParameters().size();
        boolean whole = operation.path().endsWith("}");
        if (named == 0 && operation.name().equals("create") && at.readable(resource, false)
                && answered(at, operation).contains("id")) {
            draft.makes(resource, FromAnswers.field(1, "id"), shown(at, operation, request.body(), draft));
            return Optional.empty();
        }
        if (named == 0 || named > 2 || !at.readable(resource, named == 2)) {
            return Optional.empty();
        }
        String id = String.join("/", operation.pathParameters().stream().map(one -> request.path().get(one.name())).toList());
        Optional<ObjectNode> found = at.find(resource, id);
        if (found.isEmpty()) {
            throw RefusedCallException.of("not_found", "There is no record " + id + " among " + resource + ".");
        }
        ObjectNode current = found.get();
        if (!whole) {
            draft.touches(resource, id, current);
        } else if (operation.method() == HttpMethod.DELETE) {
            draft.removes(resource, id, current);
        } else {
            changed(operation, request, draft, id, current);
        }
        return found;
    }

    private static void changed(Operation operation, PlannedRequest request, Draft draft, String id, ObjectNode current) {
        FieldValues wanted = flat(request.body());
        FieldValues visible = new FieldValues();
        wanted.map().forEach((path, value) -> {
            if (current.has(path.replaceFirst("\\..*", ""))) {
                visible.put(path, value);
            } else {
                draft.unseen(path);
            }
        });
        if (visible.isEmpty()) {
            draft.touches(request.resource(), id, current);
            return;
        }
        draft.changes(request.resource(), id, current, visible.map());
        // A PUT takes the place of what it does not name as well, and the record may not show all of that.
        if (visible.map().size() == wanted.map().size() && operation.method() == HttpMethod.PATCH) {
            draft.undoIfDocumented("Sends the fields as they are now.", new PlannedRequest(request.resource(),
                    request.operation(), request.path(), request.query(), visible.as(current).body()));
        }
    }

    private static FieldValues flat(ObjectNode body) {
        FieldValues values = new FieldValues();
        if (body != null) {
            for (Map.Entry<String, JsonNode> field : body.properties()) {
                if (field.getValue().isObject()) {
                    field.getValue().properties()
                            .forEach(inner -> values.put(field.getKey() + "." + inner.getKey(), inner.getValue()));
                } else {
                    values.put(field.getKey(), field.getValue());
                }
            }
        }
        return values;
    }

    /** Of a body, what the record that it makes is documented to show. */
    private static Map<String, JsonNode> shown(TenantDesk at, Operation operation, ObjectNode body, Draft draft) {
        FieldValues shown = new FieldValues();
        List<String> known = answered(at, operation);
        flat(body).map().forEach((path, value) -> {
            if (known.contains(path.replaceFirst("\\..*", "")) && !path.startsWith("externalData")) {
                shown.put(path, value);
            } else {
                draft.unseen(path);
            }
        });
        return shown.map();
    }

    /** The fields of the object that it answers; none where it answers something else. */
    private static List<String> answered(TenantDesk at, Operation operation) {
        return operation.answer().typeIfAny()
                .filter(type -> operation.answer().form() == Answer.Form.OBJECT && type.kind() == FieldType.Kind.SCHEMA)
                .map(type -> at.catalog().schema(operation.module(), type.schema()).fields().stream().map(Field::name).toList())
                .orElse(List.of());
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        return proposals.carryOut(call, proposal);
    }
}
