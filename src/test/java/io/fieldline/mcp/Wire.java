package io.fieldline.mcp;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Requests as they are written by hand. */
final class Wire {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},
             "clientInfo":{"name":"wire","version":"1"}}}""";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    Wire(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Begins a session. */
    String session(String key) {
        return session(key, INITIALIZE);
    }

    String session(String key, String greeting) {
        String session = post(key, null, greeting).headers().firstValue(Gate.SESSION).orElseThrow();
        post(key, session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return session;
    }

    HttpResponse<String> post(String key, String session, String message) {
        return postLater(key, session, message).join();
    }

    CompletableFuture<HttpResponse<String>> postLater(String key, String session, String message) {
        return http.sendAsync(request(key, session).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** An answer that is read line by line while it comes. */
    CompletableFuture<HttpResponse<Stream<String>>> stream(String key, String session, String message) {
        return http.sendAsync(request(key, session).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message)).build(), HttpResponse.BodyHandlers.ofLines());
    }

    int status(String method, String key, String session) {
        return http.sendAsync(request(key, session).method(method, HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.discarding()).join().statusCode();
    }

    HttpResponse<String> get(String path) {
        return http.sendAsync(HttpRequest.newBuilder(endpoint.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    /** The result of a call of a tool. */
    JsonNode call(String key, String session, String tool, String arguments) {
        return message(post(key, session, toolCall(2, tool, arguments)).body()).path("result");
    }

    static String toolCall(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + ",\"_meta\":{\"progressToken\":\"p" + id + "\"}}}";
    }

    /** The last message of an answer, which may be a stream of them. */
    static JsonNode message(String body) {
        String json = body.lines().filter(line -> line.startsWith("data:")).reduce((one, next) -> next)
                .map(line -> line.substring("data:".length())).orElse(body);
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of a request with headers that a usual client sets itself. */
    String statusLine(String head, String body) {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            String request = head + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                    + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of a request whose body never comes. */
    String statusLineWithoutBody(String key) {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(20_000);
            String request = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                    + "\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String initialize() {
        return INITIALIZE;
    }

    private HttpRequest.Builder request(String key, String session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).header("Accept", "application/json, text/event-stream");
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return session == null ? request : request.header(Gate.SESSION, session);
    }
}
