package io.fieldline.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.data.SandboxClock;
import io.fieldline.sandbox.data.Table;
import io.fieldline.sandbox.data.Timestamps;
import io.fieldline.sandbox.http.FaultInjector;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * What tests and demos ask the sandbox itself: the truth about its rows, what it was asked, and to change its ways.
 *
 * <pre>
 * GET  /control/truth?tenant=1001                       per collection: rows, active ones, and a checksum
 * GET  /control/rows?tenant=1001&amp;collection=jpm/jobs    the rows themselves, from=0 and limit=1000
 * POST /control/rows?tenant=1001&amp;collection=jpm/jobs    {"id": 1, ...} changes a row, without an id adds one
 * GET  /control/requests                                counts by operation and status, pages served, tokens issued
 * GET  /control/requests/latest                         the latest requests one by one, with their bodies
 * POST /control/requests/clear
 * POST /control/faults?rates=server-error=0.1           tenant=1001 for one tenant only, slowness=PT2S
 * POST /control/secrets?client=cid.x&amp;add=s              add or withdraw a client secret
 * POST /control/tokens/revoke                           tenant=1001 for one tenant only
 * GET  /control/clock, POST /control/clock?step=PT1H    or speed=480
 * GET  /control/webhooks                                every event and what became of it
 * POST /control/webhooks?url=u&amp;key=k                   where events go from now on
 * POST /control/webhooks/conduct?lose=1&amp;twice=0&amp;late=0  the shares of events lost, doubled, out of order
 * POST /control/webhooks/replay                         sends the lost and the parked ones
 * </pre>
 */
final class Control {

    private final JsonMapper json = new JsonMapper();
    private final Map<Long, ContractorData> contractors;
    private final AccessTokens tokens;
    private final FaultInjector faults;
    private final SandboxClock clock;
    private final RequestLog log;
    private final Happenings happenings;
    private final Webhooks webhooks;

    Control(Map<Long, ContractorData> contractors, AccessTokens tokens, FaultInjector faults, SandboxClock clock,
            RequestLog log, Happenings happenings, Webhooks webhooks) {
        this.happenings = happenings;
        this.webhooks = webhooks;
        this.contractors = contractors;
        this.tokens = tokens;
        this.faults = faults;
        this.clock = clock;
        this.log = log;
    }

    Reply answer(Request request) {
        try {
            JsonNode body = dispatch(request);
            return body == null
                    ? Reply.json(404, error("There is no " + request.method() + " " + request.path()))
                    : Reply.json(200, body);
        } catch (IllegalArgumentException | MisconfiguredException | DateTimeParseException | IOException e) {
            return Reply.json(400, error(e.getMessage()));
        }
    }

    private JsonNode dispatch(Request request) throws IOException {
        return switch (request.method() + " " + request.path()) {
            case "GET /control/truth" -> truth(data(request));
            case "GET /control/rows" -> rows(table(request), number(request, "from", 0), number(request, "limit", 1_000));
            case "POST /control/rows" -> write(table(request), (ObjectNode) json.readTree(request.body()));
            case "GET /control/requests" -> requests();
            case "GET /control/requests/latest" -> json.valueToTree(log.latest());
            case "POST /control/requests/clear" -> {
                log.clear();
                yield json.createObjectNode();
            }
            case "POST /control/faults" -> setFaults(request);
            case "POST /control/secrets" -> secrets(request);
            case "POST /control/tokens/revoke" ->
                json.createObjectNode().put("revoked", tokens.revoke(request.parameter("tenant").map(Long::valueOf)));
            case "GET /control/clock" -> now();
            case "POST /control/clock" -> moveClock(request);
            case "GET /control/webhooks" -> json.valueToTree(webhooks.sent());
            case "POST /control/webhooks" -> {
                webhooks.target(new WebhookTarget(
                        request.parameter("url").orElseThrow(() -> new IllegalArgumentException("url is missing")),
                        request.parameter("key").orElse("")));
                yield json.createObjectNode();
            }
            case "POST /control/webhooks/conduct" -> {
                webhooks.conduct(new Webhooks.Conduct(share(request, "lose"), share(request, "twice"), share(request, "late")));
                yield json.createObjectNode();
            }
            case "POST /control/webhooks/replay" -> json.createObjectNode().put("replayed", webhooks.replay());
            default -> null;
        };
    }

    private JsonNode truth(ContractorData data) {
        ObjectNode truth = json.createObjectNode();
        data.tables().forEach(table -> truth.set(table.name(), summary(table)));
        return truth;
    }

    private ObjectNode summary(Table table) {
        CRC32 checksum = new CRC32();
        int[] counts = new int[2];
        table.heads(head -> {
            counts[0]++;
            counts[1] += head.active() ? 1 : 0;
            checksum.update((head.id() + " " + Timestamps.text(head.modified()) + " " + head.active() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        });
        return json.createObjectNode().put("rows", counts[0]).put("active", counts[1]).put("checksum",
                Long.toHexString(checksum.getValue()));
    }

    private JsonNode rows(Table table, int from, int limit) {
        var rows = json.createArrayNode();
        int[] passed = new int[1];
        table.heads(head -> {
            int index = passed[0]++;
            if (index >= from && index < from + limit) {
                table.row(head.id()).ifPresent(rows::add);
            }
        });
        return rows;
    }

    private static JsonNode write(Table table, ObjectNode fields) {
        if (!fields.has("id")) {
            return table.insert(fields);
        }
        long id = fields.get("id").longValue();
        return table.update(id, fields).orElseThrow(() -> new IllegalArgumentException(table.name() + " has no row " + id));
    }

    private JsonNode requests() {
        ObjectNode body = json.createObjectNode();
        body.set("counts", json.valueToTree(log.counts()));
        body.set("pages", json.valueToTree(log.pages()));
        body.put("tokensIssued", tokens.issued());
        return body;
    }

    private JsonNode setFaults(Request request) {
        FaultRates rates = FaultRates.parse(request.parameter("rates").orElse(""));
        FaultRates slowed = request.parameter("slowness").map(Duration::parse).map(rates::withSlowness).orElse(rates);
        request.parameter("tenant").ifPresentOrElse(tenant -> faults.set(tenant, slowed), () -> faults.set(slowed));
        return json.createObjectNode().put("rates", slowed.shares().toString());
    }

    private JsonNode secrets(Request request) {
        String client = request.parameter("client").orElseThrow(() -> new IllegalArgumentException("client is missing"));
        request.parameter("add").ifPresent(secret -> tokens.addSecret(client, secret));
        request.parameter("withdraw").ifPresent(secret -> tokens.withdrawSecret(client, secret));
        return json.createObjectNode();
    }

    private JsonNode moveClock(Request request) {
        request.parameter("step").map(Duration::parse).ifPresent(happenings::step);
        request.parameter("speed").map(Double::valueOf).ifPresent(clock::speed);
        return now();
    }

    private JsonNode now() {
        return json.createObjectNode().put("now", Timestamps.text(clock.instant()));
    }

    private Table table(Request request) {
        return data(request)
                .table(request.parameter("collection")
                        .orElseThrow(() -> new IllegalArgumentException("collection is missing")));
    }

    private ContractorData data(Request request) {
        String tenant = request.parameter("tenant").orElseThrow(() -> new IllegalArgumentException("tenant is missing"));
        return Optional.ofNullable(contractors.get(Long.valueOf(tenant)))
                .orElseThrow(() -> new IllegalArgumentException("There is no tenant " + tenant));
    }

    private static double share(Request request, String name) {
        return request.parameter(name).map(Double::parseDouble).orElse(0.0);
    }

    private static int number(Request request, String name, int otherwise) {
        return request.parameter(name).map(Integer::parseInt).orElse(otherwise);
    }

    private ObjectNode error(String message) {
        return json.createObjectNode().put("error", message);
    }
}
