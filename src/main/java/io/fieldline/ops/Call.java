package io.fieldline.ops;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.servicetitan.catalog.Answer;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.HttpMethod;
import io.fieldline.servicetitan.catalog.Match;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;
import io.fieldline.servicetitan.http.ApiAnswer;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.FormFile;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Sends requests as ServiceTitan documents them, as fast as each tenant's budget allows. Argument: <code>requests</code>,
 * each <code>{"id","tenant","method","path","query","body"}</code>, or with <code>resource</code> and
 * <code>operation</code> in place of method and path and <code>parameters</code> for its path, and with <code>files</code>
 * where an operation takes a file: <code>{"file":{"name","contentType","content"}}</code>, in base 64. Each answer is reported as
 * progress, <code>{"id","status","body"}</code>; what the catalogue does not know is refused and nothing is sent.
 */
public final class Call implements Verb {

    private static final int IN_FLIGHT = 32;

    private final Catalog catalog;
    private final ServiceTitanClient client;
    private final Tenants tenants;

    public Call(Catalog catalog, ServiceTitanClient client, Tenants tenants) {
        this.catalog = catalog;
        this.client = client;
        this.tenants = tenants;
    }

    @Override
    public String name() {
        return "call";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        ExecutorService pool = Executors.newFixedThreadPool(IN_FLIGHT);
        try {
            ExecutorCompletionService<ObjectNode> calls = new ExecutorCompletionService<>(pool);
            int sent = 0;
            for (JsonNode request : values.path("requests")) {
                calls.submit(() -> one(request));
                sent++;
            }
            int failed = 0;
            for (int received = 0; received < sent; received++) {
                ObjectNode answer = calls.take().get();
                failed += answer.path("status").asInt() / 100 == 2 || answer.path("status").asInt() == 302 ? 0 : 1;
                progress.accept(answer);
            }
            return Json.object().put("ok", failed == 0).put("answered", sent).put("failed", failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("call: interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A call ended in a way that is not accounted for", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private ObjectNode one(JsonNode line) {
        ObjectNode answer = Json.object();
        answer.set("id", line.path("id"));
        try {
            Tenant tenant = tenants.find(line.path("tenant").asText())
                    .orElseThrow(() -> new MisconfiguredException("there is no tenant " + line.path("tenant").asText()));
            ApiRequest request = request(line);
            ApiAnswer<byte[]> got = client.exchange(tenant.serviceTitan(), request, Patience.LONG,
                    body -> wellFormed(request.operation(), body));
            answer.put("status", got.status());
            answer.set("body", body(got.body()));
        } catch (SyncException e) {
            answer.put("status", 0).put("error", e.getMessage());
        }
        return answer;
    }

    private ApiRequest request(JsonNode line) {
        return line.has("path") ? documented(line) : named(line);
    }

    private ApiRequest documented(JsonNode line) {
        String method = line.path("method").asText("GET").toUpperCase(Locale.ROOT);
        if (!Set.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(method)) {
            throw new MisconfiguredException("refused: " + method + " is no method of ServiceTitan's API");
        }
        String path = line.path("path").asText();
        Match match = catalog.match(HttpMethod.valueOf(method), path).orElseThrow(() -> new MisconfiguredException(
                "refused: ServiceTitan documents no " + method + " " + path));
        Map<String, String> values = new HashMap<>();
        match.pathValues().forEach(
                (name, value) -> values.put(name, URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8)));
        return request(match.operation(), values, line);
    }

    private ApiRequest named(JsonNode line) {
        String[] resource = line.path("resource").asText().split("/", 2);
        if (resource.length < 2) {
            throw new MisconfiguredException("refused: " + line.path("resource").asText()
                    + " names no collection; write module/collection, such as jpm/jobs");
        }
        Operation operation = catalog.collection(resource[0], resource[1]).operation(line.path("operation").asText());
        Map<String, String> path = new HashMap<>();
        line.path("parameters").fields().forEachRemaining(field -> path.put(field.getKey(), field.getValue().asText()));
        return request(operation, path, line);
    }

    private static ApiRequest request(Operation operation, Map<String, String> path, JsonNode line) {
        List<QueryValue> query = query(operation, line.path("query"));
        FormFile file = Uploads.of(operation, line);
        return file != null
                ? ApiRequest.upload(operation, path, query, file)
                : ApiRequest.json(operation, path, query, bytes(operation, line.path("body")));
    }

    private static List<QueryValue> query(Operation operation, JsonNode given) {
        List<QueryValue> query = new ArrayList<>();
        given.fields().forEachRemaining(field -> {
            Parameter parameter = operation.parameter(field.getKey().replaceAll("[\\[.].*", ""));
            if (field.getValue().isArray() && parameter.commaSeparated()) {
                List<String> texts = new ArrayList<>();
                field.getValue().forEach(value -> texts.add(value.asText()));
                query.add(new QueryValue(field.getKey(), String.join(",", texts)));
            } else if (field.getValue().isArray()) {
                field.getValue().forEach(value -> query.add(new QueryValue(field.getKey(), value.asText())));
            } else {
                query.add(new QueryValue(field.getKey(), field.getValue().asText()));
            }
        });
        Set<String> missing = new TreeSet<>();
        operation.queryParameters().stream().filter(Parameter::required).map(Parameter::name)
                .filter(name -> query.stream().noneMatch(value -> value.name().equals(name))).forEach(missing::add);
        if (!missing.isEmpty()) {
            throw new MisconfiguredException(
                    "refused: " + operation + " needs the query parameter " + String.join(", ", missing));
        }
        return query;
    }

    private static byte[] bytes(Operation operation, JsonNode body) {
        boolean none = body.isMissingNode() || body.isNull() || operation.body().isEmpty();
        return none ? null : body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Object wellFormed(Operation operation, byte[] body) throws IOException {
        boolean anything = operation.answer().form() == Answer.Form.FILE
                || operation.answer().form() == Answer.Form.UNDOCUMENTED;
        return body.length == 0 || anything ? body : Json.MAPPER.readTree(body);
    }

    private static JsonNode body(byte[] body) {
        if (body.length == 0) {
            return Json.MAPPER.nullNode();
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            return Json.MAPPER.getNodeFactory().textNode(new String(body, StandardCharsets.UTF_8));
        }
    }

    /** How many characters of a batch are the content of files, which should not all be sent at once. */
    public static int filesIn(JsonNode requests) {
        int size = 0;
        for (JsonNode request : requests) {
            size += Uploads.size(request);
        }
        return size;
    }

    /**
     * Reads the lines of a batch, and the files that they name by path in <code>files</code>.
     *
     * @param tenant for lines that name none; may be null
     * @param raw whether lines must name method and path
     */
    public static ArrayNode requests(List<String> lines, String tenant, boolean raw) {
        ArrayNode requests = Json.MAPPER.createArrayNode();
        for (String line : lines) {
            requests.add(request(line, tenant, raw));
        }
        return requests;
    }

    private static ObjectNode request(String line, String tenant, boolean raw) {
        try {
            if (!(Json.MAPPER.readTree(line) instanceof ObjectNode request)) {
                throw new MisconfiguredException("call: a line of the batch is no JSON object: " + line);
            }
            if (raw != request.has("path")) {
                throw new MisconfiguredException("call: " + (raw
                        ? "with --raw each line names method and path: "
                        : "a line that names method and path needs --raw: ") + line);
            }
            Uploads.inline(request);
            return request.has("tenant") || tenant == null ? request : request.put("tenant", tenant);
        } catch (IOException e) {
            throw new MisconfiguredException("call: a line of the batch is no JSON: " + line, e);
        }
    }
}
