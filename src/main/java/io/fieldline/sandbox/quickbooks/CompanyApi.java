package io.fieldline.sandbox.quickbooks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Request;

/** The calls below <code>/v3/company/{realmId}</code>. Not safe for use by many threads. */
final class CompanyApi {

    private final Company company;
    private final QuickBooksSettings settings;
    private final Views views;
    private final ChangeCalls changes;
    private final Reports reports;
    private final RequestIds requestIds = new RequestIds();

    CompanyApi(Company company, QuickBooksSettings settings) {
        this.company = company;
        this.settings = settings;
        this.views = new Views(company);
        this.changes = new ChangeCalls(company.records(), views);
        this.reports = new Reports(company);
    }

    /** @param path what follows the realm, in its parts */
    Answer answer(Request request, List<String> path) {
        String call = request.method() + " " + path.get(0);
        return switch (call) {
            case "GET query" -> query(request.parameter("query").orElseThrow(() -> Refusal.missing("query")));
            case "POST query" -> query(postedQuery(request));
            case "GET cdc" -> changes.changed(request);
            case "POST batch" -> requestIds.once(request, () -> batch(Fields.parse(request.text())));
            case "GET reports" -> reports.report(path, request);
            default -> entity(request, path);
        };
    }

    void forgetRequestIds() {
        requestIds.forget();
    }

    /** What a request counts for. */
    static int operations(Request request, List<String> path) {
        return path.get(0).equals("batch") ? Math.max(1, Fields.parse(request.text()).path("BatchItemRequest").size()) : 1;
    }

    private Answer entity(Request request, List<String> path) {
        EntityKind kind = EntityKind.named(path.get(0)).filter(known -> known.pathName().equals(path.get(0)))
                .orElseThrow(() -> Refusal.unsupported(path.get(0)));
        if (request.method().equals("GET")) {
            return Answer.of(kind, views.shown(kind, company.records().existing(kind, id(kind, path))));
        }
        if (!request.method().equals("POST") || path.size() > 1) {
            throw Refusal.unsupported(request.method());
        }
        checkContentType(request, "application/json");
        ObjectNode body = Fields.parse(request.text());
        String include = request.parameter("include").orElse("");
        return requestIds.once(request, () -> write(kind, request.parameter("operation").orElse(""), include, body));
    }

    /** The company's own record goes by the number of the realm, its preferences by none. */
    private String id(EntityKind kind, List<String> path) {
        String given = path.size() > 1 ? path.get(1) : "";
        return switch (kind) {
            case PREFERENCES -> CompanyPreferences.ID;
            case COMPANY_INFO -> given.equals(settings.realmId()) ? "1" : given;
            default -> given;
        };
    }

    private Answer write(EntityKind kind, String operation, String include, ObjectNode body) {
        company.numbers().allowDuplicates(include.equalsIgnoreCase("allowduplicatedocnum"));
        try {
            return done(kind, operation, include, body);
        } finally {
            company.numbers().allowDuplicates(false);
        }
    }

    private Answer done(EntityKind kind, String operation, String include, ObjectNode body) {
        boolean voids = operation.equals("void") && kind == EntityKind.INVOICE
                || operation.equals("update") && include.equals("void");
        if (voids) {
            return shown(kind, company.empty(kind, body, Author.APPLICATION));
        }
        return switch (operation) {
            case "delete" -> Answer.of(kind, deleted(kind, body));
            case "", "update" -> shown(kind, body.hasNonNull("Id")
                    ? company.update(kind, body, Author.APPLICATION)
                    : company.create(kind, body, Author.APPLICATION));
            default -> throw Refusal.unsupported(operation);
        };
    }

    private ObjectNode deleted(EntityKind kind, ObjectNode body) {
        ObjectNode left = company.delete(kind, body, Author.APPLICATION).deepCopy();
        left.remove("MetaData");
        return left;
    }

    private Answer shown(EntityKind kind, ObjectNode record) {
        return Answer.of(kind, views.shown(kind, record));
    }

    private Answer query(String text) {
        ObjectNode body = Fields.NODES.objectNode();
        body.set("QueryResponse", new QueryParser(text, settings.zone()).parse().run(views));
        return new Answer(body);
    }

    private static String postedQuery(Request request) {
        checkContentType(request, "application/text");
        return request.text();
    }

    private static void checkContentType(Request request, String type) {
        String given = request.header("Content-Type").orElse("");
        if (!given.startsWith(type) && !(type.equals("application/text") && given.startsWith("text/plain"))) {
            throw Refusal.request(415, "The content type '" + given + "' is not supported here, only " + type);
        }
    }

    private Answer batch(ObjectNode body) {
        JsonNode items = body.path("BatchItemRequest");
        if (items.isEmpty()) {
            throw Refusal.missing("BatchItemRequest");
        }
        if (items.size() > settings.limits().itemsPerBatch()) {
            throw Refusal.request(400, "A batch has " + settings.limits().itemsPerBatch() + " items at most, not "
                    + items.size());
        }
        long distinct = items.findValuesAsText("bId").stream().distinct().count();
        if (distinct != items.size()) {
            throw Refusal.request(400, "Each item of a batch needs a bId of its own");
        }
        ObjectNode answer = Fields.NODES.objectNode();
        ArrayNode responses = answer.putArray("BatchItemResponse");
        items.forEach(item -> responses.add(one(item).put("bId", Fields.text(item, "bId"))));
        return new Answer(answer);
    }

    private ObjectNode one(JsonNode item) {
        try {
            if (item.hasNonNull("Query")) {
                return query(Fields.text(item, "Query")).body();
            }
            Optional<EntityKind> kind = Arrays.stream(EntityKind.values())
                    .filter(known -> item.has(known.apiName())).findFirst();
            if (kind.isEmpty() || !(item.get(kind.get().apiName()) instanceof ObjectNode body)) {
                throw Refusal.missing("the entity of the batch item");
            }
            return write(kind.get(), batchOperation(item, body), Fields.text(item, "optionsData"), body).body();
        } catch (Refusal refusal) {
            ObjectNode failed = Fields.NODES.objectNode();
            failed.set("Fault", refusal.fault());
            return failed;
        }
    }

    private static String batchOperation(JsonNode item, ObjectNode body) {
        String operation = Fields.text(item, "operation");
        boolean fits = switch (operation) {
            case "create" -> !body.hasNonNull("Id");
            case "update", "delete", "void" -> body.hasNonNull("Id");
            default -> false;
        };
        if (!fits) {
            throw operation.isEmpty() ? Refusal.missing("operation") : Refusal.unsupported(operation);
        }
        return operation.equals("create") ? "" : operation;
    }
}
