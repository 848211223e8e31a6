package io.fieldline.sandbox.quickbooks;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.http.FaultsAround;
import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * QuickBooks Online as far as sales and money go: version 3 of its REST API over one company with real double-entry books, and
 * Intuit's OAuth 2. It refuses what QuickBooks refuses, by QuickBooks' codes, and more: XML, and properties that it does not know.
 * A payment that is applied makes a new version of what it settles. What the owner does in the browser is at {@link #owner},
 * what the books say at {@link #ledger}, and both below <code>/control/quickbooks/</code>, see {@link QuickBooksControl}.
 */
public final class QuickBooksStandIn implements AutoCloseable {

    private static final String COMPANY = "/v3/company/";

    private final QuickBooksSettings settings;
    private final InstantSource time;
    private final Company company;
    private final CompanyApi api;
    private final TokenDesk tokens;
    private final Throttle throttle;
    private final FaultsAround faults = new FaultsAround(1);
    private final FaultsAround tokenFaults = new FaultsAround(2);
    private final Map<String, Integer> calls = new TreeMap<>();
    private final AtomicLong transactionIds = new AtomicLong();
    private final QuickBooksControl control = new QuickBooksControl(this);
    private final LocalServer server;

    private QuickBooksStandIn(QuickBooksSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
        this.company = new Company(settings, time);
        this.api = new CompanyApi(company, settings);
        this.tokens = new TokenDesk(settings, time);
        this.throttle = new Throttle(settings.limits(), System::nanoTime);
        this.server = LocalServer.start("sandbox-quickbooks", settings.port(), this::answer);
    }

    public static QuickBooksStandIn start(QuickBooksSettings settings) {
        return start(settings, InstantSource.system());
    }

    /** @param time what stamps records, says which day it is, and lets tokens grow old; limits go by real time */
    public static QuickBooksStandIn start(QuickBooksSettings settings, InstantSource time) {
        return new QuickBooksStandIn(settings, time);
    }

    /** Scheme, host and port of both the API and the token endpoint. */
    public URI url() {
        return server.url();
    }

    public Owner owner() {
        return new Owner(company);
    }

    public Ledger ledger() {
        return new Ledger(company);
    }

    /** The owner lets the application in, as in the browser. @return the code that the application exchanges for tokens */
    public String authorize() {
        return tokens.authorize();
    }

    /** The owner lets the application in, and the code was exchanged already. @return the first refresh token */
    public String connect() {
        return tokens.connect();
    }

    /** All tokens end. */
    public void disconnect() {
        tokens.disconnect();
    }

    public void expireAccess() {
        tokens.expireAccess();
    }

    /** Requests of ids that were used are done again from now on. */
    public void forgetRequestIds() {
        synchronized (company) {
            api.forgetRequestIds();
        }
    }

    public void limits(QuickBooksSettings.Limits limits) {
        throttle.limits(limits);
    }

    /** How many requests were more than a limit takes. */
    public int throttled() {
        return throttle.refused();
    }

    /**
     * @param before what goes wrong before a call is heard
     * @param after what goes wrong once it was, so that only its answer is lost
     */
    public void faults(FaultRates before, FaultRates after) {
        faults.set(before, after);
    }

    /** As {@link #faults}, for calls about tokens. */
    public void tokenFaults(FaultRates before, FaultRates after) {
        tokenFaults.set(before, after);
    }

    FaultsAround faults() {
        return faults;
    }

    FaultsAround tokenFaults() {
        return tokenFaults;
    }

    QuickBooksSettings settings() {
        return settings;
    }

    /** How many calls were heard, by kind, such as <code>POST invoice</code>. */
    public Map<String, Integer> calls() {
        synchronized (calls) {
            return new TreeMap<>(calls);
        }
    }

    public void forgetCalls() {
        synchronized (calls) {
            calls.clear();
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer(Request request) {
        try {
            if (request.path().startsWith("/control/quickbooks/")) {
                return control.answer(request);
            }
            return switch (request.method() + " " + request.path()) {
                case "POST /oauth2/v1/tokens/bearer" -> tokenFaults.around(() -> tokens.token(request),
                        () -> reply(Refusal.throttled()), () -> reply(Refusal.failed()));
                case "POST /v2/oauth2/tokens/revoke" -> tokens.revoke(request);
                default -> limited(request);
            };
        } catch (Refusal refusal) {
            return reply(refusal);
        }
    }

    private Reply limited(Request request) {
        if (!throttle.enter()) {
            throw Refusal.throttled();
        }
        try {
            pause();
            return faults.around(() -> heard(request), () -> reply(Refusal.throttled()), () -> reply(Refusal.failed()));
        } finally {
            throttle.leave();
        }
    }

    private void pause() {
        Duration latency = settings.latency();
        if (!latency.isZero()) {
            try {
                Thread.sleep(latency.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Reply heard(Request request) {
        try {
            List<String> path = path(request);
            throttle.count(CompanyApi.operations(request, path), path.get(0).equals("batch"));
            synchronized (calls) {
                calls.merge(request.method() + " " + path.get(0), 1, Integer::sum);
            }
            synchronized (company) {
                return reply(200, api.answer(request, path));
            }
        } catch (Refusal refusal) {
            return reply(refusal);
        }
    }

    /** What follows the realm, in its parts. */
    private List<String> path(Request request) {
        if (!request.path().startsWith(COMPANY)) {
            throw Refusal.request(404, "There is nothing at " + request.path());
        }
        tokens.check(request);
        List<String> parts = Arrays.asList(request.path().substring(COMPANY.length()).split("/"));
        if (!parts.get(0).equals(settings.realmId())) {
            throw Refusal.otherRealm();
        }
        if (parts.size() == 1) {
            throw Refusal.request(404, "There is nothing at " + request.path());
        }
        if (!request.header("Accept").orElse("").contains("application/json")) {
            throw Refusal.request(406, "Answers are JSON here: send the header Accept: application/json");
        }
        return parts.subList(1, parts.size());
    }

    private Reply reply(Refusal refusal) {
        Answer answer = new Answer(Fields.NODES.objectNode());
        answer.body().set("Fault", refusal.fault());
        return reply(refusal.status(), answer);
    }

    private Reply reply(int status, Answer answer) {
        return Reply.json(status, answer.body().deepCopy().put("time", company.records().stamp(time.instant())))
                .withHeader("intuit_tid", "1-sandbox-" + transactionIds.incrementAndGet());
    }
}
