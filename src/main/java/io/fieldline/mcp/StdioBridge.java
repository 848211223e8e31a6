package io.fieldline.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.SyncException;

/** Carries messages between a client on standard input and output and the running service: one a line, and nothing else. */
public final class StdioBridge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARSE_ERROR = -32700;
    private static final int SERVER_ERROR = -32000;
    private static final long LISTEN_AGAIN_AFTER_SECONDS = 1;
    private static final long LONGEST_END_SECONDS = 30;

    private final ServiceLink link;
    private final PrintStream out;
    private final Consumer<String> problems;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService calls = Executors.newCachedThreadPool(StdioBridge::thread);
    private final ExecutorService listener = Executors.newSingleThreadExecutor(StdioBridge::thread);

    /**
     * @param endpoint of the service; throws a {@link SyncException} when none runs
     * @param key of the client that asks
     * @param problems hears, in words, what cannot be told to the client
     */
    public StdioBridge(Supplier<URI> endpoint, String key, PrintStream out, Consumer<String> problems) {
        this.out = out;
        this.problems = problems;
        this.link = new ServiceLink(endpoint, key, this::tell);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "fieldline-mcp");
        thread.setDaemon(true);
        return thread;
    }

    /** Until the client ends its input and has had its answers. */
    public void run(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                take(line);
            }
        }
        end();
    }

    private void take(String line) {
        JsonNode message;
        try {
            message = JSON.readTree(line);
        } catch (IOException e) {
            fail(null, PARSE_ERROR, "A line is one message in JSON, and this one is none.");
            return;
        }
        String method = message.path("method").asText();
        if (message.has("id") && !method.equals("initialize")) {
            // A call may last, and what cancels it comes after it.
            calls.execute(() -> send(message));
        } else {
            send(message);
        }
        if (method.equals("notifications/initialized")) {
            listener.execute(this::listen);
        }
    }

    private void send(JsonNode message) {
        try {
            link.send(message);
        } catch (IOException | SyncException e) {
            fail(message, SERVER_ERROR, sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sentence(Exception e) {
        return e instanceof SyncException || e instanceof ServiceLink.RefusedException
                ? e.getMessage()
                : "The service did not answer: " + e;
    }

    private void fail(JsonNode message, int code, String text) {
        problems.accept(text);
        if (message == null || message.has("id") && message.has("method")) {
            ObjectNode failure = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
            failure.set("id", message == null ? JsonNodeFactory.instance.nullNode() : message.get("id"));
            failure.putObject("error").put("code", code).put("message", text);
            tell(failure);
        }
    }

    private void listen() {
        try {
            do {
                try {
                    link.listen();
                } catch (IOException | SyncException e) {
                    // The next call says it; a client that asks for nothing need not know.
                    continue;
                }
            } while (!ended.await(LISTEN_AGAIN_AFTER_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(JsonNode message) {
        synchronized (out) {
            out.println(message);
            out.flush();
        }
    }

    private void end() {
        calls.shutdown();
        try {
            if (!calls.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                problems.accept("Calls that had no answer after " + LONGEST_END_SECONDS + " seconds were left to the service.");
            }
            ended.countDown();
            listener.shutdownNow();
            link.end();
        } catch (IOException | SyncException e) {
            problems.accept(sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
