package io.fieldline.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.data.Table;
import io.fieldline.sandbox.http.Fault;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;
import io.fieldline.servicetitan.catalog.Answer;
import io.fieldline.servicetitan.catalog.Match;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;

/**
 * Answers everything that changes nothing. Collections without rows of their own answer as those of a contractor who
 * does not use them: empty lists, and 404 for a single record.
 */
final class Reads {

    private static final Set<String> PAGE_PARAMETERS = Set.of("page", "pageSize", "includeTotal");
    private static final Reply NOT_FOUND = Problem.of(404, "The requested record was not found.");

    private final Shape shape;
    private final ListReader lists;
    private final Feed feed;

    Reads(Shape shape, Feed feed) {
        this.shape = shape;
        this.lists = new ListReader(shape);
        this.feed = feed;
    }

    Reply answer(ContractorData data, Match match, Arguments arguments, Request request, Optional<Fault> fault) {
        Operation operation = match.operation();
        Optional<Table> table = data.find(Views.collection(operation));
        return switch (operation.answer().form()) {
            case EXPORT -> feed.read(data.contractor().tenantId(), table, arguments);
            case PAGE, COLLECTION -> list(data, table, match, arguments, request, fault);
            case ROWS -> Reply.json(200, empty());
            case ARRAY -> Reply.json(200, elements(data, match));
            case OBJECT -> single(data, table, match, arguments).map(body -> Reply.json(200, body)).orElse(NOT_FOUND);
            case RESULT -> single(data, table, match, arguments)
                    .map(body -> Reply.json(200, JsonNodeFactory.instance.objectNode().set("data", body))).orElse(NOT_FOUND);
            case FILE, EMPTY, UNDOCUMENTED -> NOT_FOUND;
        };
    }

    private Reply list(ContractorData data, Optional<Table> table, Match match, Arguments arguments, Request request,
            Optional<Fault> fault) {
        if (table.isEmpty()) {
            return Reply.json(200, emptyPage(arguments));
        }
        Optional<ListReader.Owner> owner = Views.part(match.operation())
                .map(part -> new ListReader.Owner(part.field(), existing(data.table(part.owner()), id(match, 0))));
        Map<String, Object> query = new TreeMap<>(request.query());
        query.keySet().removeAll(PAGE_PARAMETERS);
        return lists.read(data, table.get(), arguments, owner, query.toString(), fault);
    }

    /** How a type of membership can be sold; other bare arrays are empty. */
    private JsonNode elements(ContractorData data, Match match) {
        Operation operation = match.operation();
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        if (operation.collection().equals("membership-types/duration-billing-items")) {
            data.table("memberships/membership-types").row(id(match, 0)).orElseThrow(Rows::notFound).path("durationBilling")
                    .forEach(one -> elements.add(shape.of(operation.module(), operation.answer().type(), one)));
        }
        return elements;
    }

    private Optional<JsonNode> single(ContractorData data, Optional<Table> table, Match match,
            Arguments arguments) {
        Operation operation = match.operation();
        if (operation.pathParameters().isEmpty()) {
            return Optional.of(shaped(operation,
                    TaskLists.answer(operation) ? TaskLists.of(data) : JsonNodeFactory.instance.objectNode()));
        }
        int last = operation.pathParameters().size() - 1;
        if (table.isPresent() && operation.path().endsWith("}")) {
            return table.get().row(id(match, last)).map(row -> shaped(operation, Views.row(operation, row,
                    arguments.text("externalDataApplicationGuid"))));
        }
        return ofRecord(data, match);
    }

    /** What a record has beside its fields: a job's history, else nothing yet, but only where the record is. */
    private Optional<JsonNode> ofRecord(ContractorData data, Match match) {
        Operation operation = match.operation();
        int slash = operation.collection().lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String owner = operation.module() + "/" + operation.collection().substring(0, slash);
        return data.find(owner).flatMap(known -> known.row(id(match, 0)))
                .map(row -> shaped(operation, operation.collection().equals("jobs/history")
                        ? data.jobHistories().of(id(match, 0))
                        : JsonNodeFactory.instance.objectNode().put("jobId", id(match, 0))));
    }

    static long existing(Table table, long id) {
        if (table.row(id).isEmpty()) {
            throw new Refusal(NOT_FOUND);
        }
        return id;
    }

    /** A number in the path; refuses what is none. */
    static long id(Match match, int index) {
        Parameter parameter = match.operation().pathParameters().get(index);
        String value = match.pathValues().get(parameter.name());
        if (!value.matches("\\d{1,18}")) {
            throw new Refusal(Problem.invalid(parameter.name(), "The value '" + value + "' is not valid."));
        }
        return Long.parseLong(value);
    }

    private JsonNode shaped(Operation operation, ObjectNode row) {
        return shape.of(operation.module(), operation.answer().type(), row);
    }

    private static ObjectNode emptyPage(Arguments arguments) {
        Paging paging = Paging.of(arguments);
        boolean counted = arguments.flag("includeTotal")
                || arguments.operation().answer().form() == Answer.Form.COLLECTION;
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("page", paging.page()).put("pageSize", paging.size()).put("hasMore", false);
        body.put("totalCount", counted ? 0 : null);
        body.setAll(empty());
        return body;
    }

    private static ObjectNode empty() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("data");
        return body;
    }
}
