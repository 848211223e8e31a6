package io.fieldline.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A client's session with a running service. One that the service forgot, because it was started anew, is begun again. */
final class ServiceLink {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "MCP-Protocol-Version";
    private static final String EVENTS = "text/event-stream";

    private final Supplier<URI> endpoint;
    private final String key;
    private final Consumer<JsonNode> client;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile JsonNode greeting;
    private volatile Begun session;

    private record Begun(String id, String version) {}

    /**
     * @param endpoint of the service; throws when none runs
     * @param client is handed what the service says
     */
    ServiceLink(Supplier<URI> endpoint, String key, Consumer<JsonNode> client) {
        this.endpoint = endpoint;
        this.key = key;
        this.client = client;
    }

    /** The service answered with a status that means no message of the protocol. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Hands a message over, and to the client all that the service answers. */
    void send(JsonNode message) throws IOException, InterruptedException {
        if (message.path("method").asText().equals("initialize")) {
            greeting = message;
            begin(client);
            return;
        }
        Begun used = session;
        HttpResponse<InputStream> response = post(message, used);
        if (response.statusCode() == 404 && greeting != null) {
            response.body().close();
            renew(used);
            response = post(message, session);
        }
        read(response, client);
    }

    /** Hears what the service says unasked, until it ends the stream or forgets the session. */
    void listen() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request(session).header("Accept", EVENTS).GET().build(),
                HttpResponse.BodyHandlers.ofInputStream());
        read(response, message -> {
            // How the service greets a listener is of no use to somebody who asked for no log.
            if (!message.path("method").asText().equals("notifications/message")) {
                client.accept(message);
            }
        });
    }

    void end() throws IOException, InterruptedException {
        if (session != null) {
            http.send(request(session).DELETE().build(), HttpResponse.BodyHandlers.discarding());
        }
    }

    private void begin(Consumer<JsonNode> answers) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = post(greeting, null);
        String id = response.headers().firstValue(Gate.SESSION).orElse("");
        read(response, answer -> {
            session = id.isEmpty() ? null : new Begun(id, answer.path("result").path("protocolVersion").asText());
            answers.accept(answer);
        });
    }

    /** Once for all that wait; the tools may be others than the client knows. */
    private synchronized void renew(Begun lost) throws IOException, InterruptedException {
        if (session != lost) {
            return;
        }
        begin(answer -> {
        });
        ObjectNode ready = notification("notifications/initialized");
        read(post(ready, session), client);
        client.accept(notification("notifications/tools/list_changed"));
    }

    private static ObjectNode notification(String method) {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", method);
    }

    private HttpResponse<InputStream> post(JsonNode message, Begun session) throws IOException, InterruptedException {
        return http.send(
                request(session).header("Accept", "application/json, " + EVENTS).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(message.toString())).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(Begun session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.get()).header("Authorization", "Bearer " + key);
        return session == null ? request : request.header(Gate.SESSION, session.id()).header(VERSION, session.version());
    }

    private static void read(HttpResponse<InputStream> response, Consumer<JsonNode> answers) throws IOException {
        try (InputStream body = response.body()) {
            if (response.headers().firstValue("Content-Type").orElse("").startsWith(EVENTS)) {
                readEvents(body, answers);
                return;
            }
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            if (response.statusCode() >= 300) {
                throw new RefusedException(refusal(response.statusCode(), text));
            }
            if (!text.isBlank()) {
                answers.accept(JSON.readTree(text));
            }
        }
    }

    private static void readEvents(InputStream body, Consumer<JsonNode> answers) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data:")) {
                data.append(line.substring("data:".length()).strip());
            } else if (line.isEmpty() && !data.isEmpty()) {
                answers.accept(JSON.readTree(data.toString()));
                data.setLength(0);
            }
        }
    }

    private static String refusal(int status, String text) {
        try {
            String message = JSON.readTree(text).path("message").asText();
            return message.isEmpty() ? "The service answered " + status : message;
        } catch (IOException e) {
            return "The service answered " + status;
        }
    }
}
