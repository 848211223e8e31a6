package io.fieldline.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.http.Fault;
import io.fieldline.sandbox.http.FaultInjector;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.HttpMethod;
import io.fieldline.servicetitan.catalog.Match;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;

/** The API itself: finds the documented operation, lets the request through the gate, answers it or lets it fail. */
final class Api {

    private static final Set<Fault> BEFORE = Set.of(Fault.TOO_MANY_REQUESTS, Fault.SERVER_ERROR, Fault.HTML_UNAVAILABLE,
            Fault.REVOKED_TOKEN);

    private static final int LOGGED = 4_000;

    private final Catalog catalog;
    private final Map<Long, ContractorData> contractors;
    private final Gate gate;
    private final AccessTokens tokens;
    private final FaultInjector faults;
    private final Reads reads;
    private final Writes writes;
    private final Reports reports;
    private final List<String> stillOffered;
    private final RequestLog log;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    Api(Catalog catalog, Map<Long, ContractorData> contractors, Gate gate, AccessTokens tokens, FaultInjector faults,
            Reads reads,
            Writes writes, Reports reports, List<String> stillOffered, RequestLog log) {
        this.catalog = catalog;
        this.contractors = contractors;
        this.gate = gate;
        this.tokens = tokens;
        this.faults = faults;
        this.reads = reads;
        this.writes = writes;
        this.reports = reports;
        this.stillOffered = stillOffered;
        this.log = log;
    }

    Reply answer(Request request) {
        Optional<Match> match = match(request);
        Optional<Fault> fault = match.flatMap(found -> faults.next(Gate.tenant(request).orElse("")));
        Reply reply = decided(request, match, fault);
        boolean whole = fault.isEmpty() || fault.get() == Fault.SLOW;
        log.add(match.map(found -> found.operation().toString()).orElse("unknown path"), request.method(), request.path(),
                request.rawQuery(), reply.delivery() == Reply.Delivery.NONE ? 0 : reply.status(), whole, logged(request));
        return reply;
    }

    private static String logged(Request request) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        return body.length() <= LOGGED ? body : body.substring(0, LOGGED);
    }

    private Reply decided(Request request, Optional<Match> match, Optional<Fault> fault) {
        try {
            long tenant = gate.check(request, match);
            Match found = match.orElseThrow(() -> new Refusal(Problem.of(404, "There is no such resource.")));
            Optional<Reply> failed = fault.filter(BEFORE::contains).map(kind -> fail(kind, request));
            if (failed.isPresent()) {
                return failed.get();
            }
            Reply reply = sequentially(tenant, found, request, fault);
            return fault.map(kind -> faults.spoil(reply, kind, String.valueOf(tenant))).orElse(reply);
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private Reply fail(Fault fault, Request request) {
        return switch (fault) {
            case TOO_MANY_REQUESTS -> Gate.tooMany(1);
            case HTML_UNAVAILABLE -> Reply.html(503, "Service Unavailable");
            case REVOKED_TOKEN -> {
                Gate.token(request).ifPresent(tokens::revoke);
                yield Problem.of(401, "The access token is missing, not valid or expired.");
            }
            default -> Problem.of(500, "An error occurred while processing your request.");
        };
    }

    /** Some lists were seen to throttle a second request while the first is on its way. */
    private Reply sequentially(long tenant, Match match, Request request, Optional<Fault> fault) {
        String key = tenant + " " + match.operation();
        if (!match.operation().sequential()) {
            return route(contractors.get(tenant), match, request, fault);
        }
        if (!busy.add(key)) {
            return Gate.tooMany(1);
        }
        try {
            return route(contractors.get(tenant), match, request, fault);
        } finally {
            busy.remove(key);
        }
    }

    private Reply route(ContractorData data, Match match, Request request, Optional<Fault> fault) {
        Operation operation = match.operation();
        if (operation.retired() && !stillOffered.contains(operation.toString())) {
            return Problem.of(404, "The operation " + operation + " is no longer offered.");
        }
        checkPath(match);
        Arguments arguments = Arguments.check(operation, request, catalog);
        if (Reports.answers(operation)) {
            return reports.answer(data, match, arguments, request);
        }
        return operation.method() == HttpMethod.GET
                ? reads.answer(data, match, arguments, request, fault)
                : writes.answer(data.contractor().tenantId(), match, request);
    }

    private static void checkPath(Match match) {
        int index = 0;
        for (Parameter parameter : match.operation().pathParameters()) {
            switch (parameter.type().kind()) {
                case INT32, INT64 -> Reads.id(match, index);
                case GUID -> {
                    String value = match.pathValues().get(parameter.name());
                    if (!value.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
                        throw new Refusal(Problem.invalid(parameter.name(), "The value '" + value + "' is not valid."));
                    }
                }
                default -> {
                }
            }
            index++;
        }
    }

    private Optional<Match> match(Request request) {
        try {
            return catalog.match(HttpMethod.valueOf(request.method()), request.path());
        } catch (IllegalArgumentException e) {
            // A method that no operation has.
            return Optional.empty();
        }
    }
}
