package io.fieldline.published;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Stands before another ServiceTitan: holds each request against the documents, writes it down, and passes it on as it is.
 * What is not documented is passed on too, and remembered as a violation.
 */
public final class Witness implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final PublishedIndex index = PublishedIndex.load();
    private final RequestCheck check = new RequestCheck(PublishedDocuments.load(), PublishedBodies.load());
    private final URI upstream;
    private final WireServer server;
    private final List<Seen> seen = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /**
     * One request to the API.
     *
     * @param operation method and path as the documents have them, or as it came where they do not
     * @param query not decoded; empty for none
     * @param writes whether it may have changed something
     * @param retired whether its operation left the documents
     */
    public record Seen(String operation, String path, String query, String body, boolean writes, boolean retired) {

        @Override
        public String toString() {
            return operation + (query.isEmpty() ? "" : "?" + query) + (body.isEmpty() ? "" : " " + body);
        }
    }

    private Witness(URI upstream) {
        this.upstream = upstream;
        server = new WireServer(this::answerOrSay);
    }

    /** @param upstream the server that answers */
    public static Witness before(URI upstream) {
        return new Witness(upstream);
    }

    public URI url() {
        return server.url();
    }

    private Answer answerOrSay(Call call) {
        try {
            if (!call.path().equals("/connect/token")) {
                judge(call);
            }
            return passedOn(call);
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                violations.add("the witness failed: " + e);
            }
            return Answer.problem(502, String.valueOf(e));
        }
    }

    private synchronized void judge(Call call) {
        String body = new String(call.body(), StandardCharsets.UTF_8);
        Optional<PublishedIndex.Found> found = index.everFound(call.method(), call.path());
        if (found.isEmpty()) {
            violations.add(call.method() + " " + call.path() + ": no such operation is published");
            seen.add(new Seen(call.method() + " " + call.path(), call.path(), call.query(), body, true, false));
            return;
        }
        DocumentedOperation operation = found.get().operation();
        String name = operation.method() + " " + operation.path().replace("/tenant/{tenant}", "");
        check.violations(operation, found.get().values(), call).forEach(text -> violations.add(name
                + (call.query().isEmpty() ? "" : "?" + call.query()) + (body.isEmpty() ? "" : " " + body) + ": " + text));
        boolean writes = !operation.method().equals("GET") && !operation.scope().endsWith(":r");
        seen.add(new Seen(name, call.path(), call.query(), body, writes, operation.retired()));
    }

    private Answer passedOn(Call call) throws IOException {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(upstream + call.path() + (call.query().isEmpty() ? "" : "?" + call.query())))
                .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body()));
        for (String name : List.of("Authorization", "ST-App-Key", "Content-Type", "Accept")) {
            if (!call.header(name).isEmpty()) {
                request.header(name, call.header(name));
            }
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Answer answer = new Answer(response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse("text/plain"),
                    response.body(), Map.of(), Answer.Delivery.WHOLE);
            return response.headers().firstValue("Retry-After").map(wait -> answer.with("Retry-After", wait)).orElse(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    public synchronized List<Seen> seen(Predicate<Seen> which) {
        return seen.stream().filter(which).toList();
    }

    /** Forgets what was seen, but not what was wrong. */
    public synchronized void forget() {
        seen.clear();
    }

    /** What the documents do not allow, since this was asked before; a test ends with none. */
    public synchronized List<String> violations() {
        List<String> found = List.copyOf(violations);
        violations.clear();
        return found;
    }

    @Override
    public void close() {
        server.close();
    }
}
