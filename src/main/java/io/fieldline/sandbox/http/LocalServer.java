package io.fieldline.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** An HTTP server on the loopback interface. Threads are bounded; connections are kept alive. */
public final class LocalServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);
    private static final int THREADS = 32;
    private static final int BACKLOG = 512;

    static {
        // Read once by the JDK's server: without it small answers wait for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Function<Request, Reply> handler;

    private LocalServer(HttpServer server, ExecutorService threads, Function<Request, Reply> handler) {
        this.server = server;
        this.threads = threads;
        this.handler = handler;
    }

    /**
     * @param name of the threads
     * @param port 0 for any free one
     */
    public static LocalServer start(String name, int port, Function<Request, Reply> handler) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            AtomicInteger number = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
            LocalServer local = new LocalServer(server, threads, handler);
            server.setExecutor(threads);
            server.createContext("/", local::serve);
            server.start();
            return local;
        } catch (IOException e) {
            throw new UncheckedIOException("No server could be started on 127.0.0.1:" + port, e);
        }
    }

    /** <code>http://127.0.0.1:port</code>. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = answer(read(exchange));
            pause(reply);
            if (reply.delivery() != Reply.Delivery.NONE) {
                write(exchange, reply);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply answer(Request request) {
        try {
            return handler.apply(request);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            return Reply.html(500, "Internal Server Error");
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        URI uri = exchange.getRequestURI();
        return new Request(exchange.getRequestMethod(), uri.getRawPath(), Objects.requireNonNullElse(uri.getRawQuery(), ""),
                Request.parse(uri.getRawQuery()), headers,
                exchange.getRequestBody().readAllBytes());
    }

    private static void pause(Reply reply) throws InterruptedException {
        if (!reply.delay().isZero()) {
            Thread.sleep(reply.delay().toMillis());
        }
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (reply.contentType() != null) {
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        }
        byte[] body = reply.body();
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            int sent = reply.delivery() == Reply.Delivery.TRUNCATED ? body.length / 2 : body.length;
            exchange.getResponseBody().write(body, 0, sent);
            exchange.getResponseBody().flush();
        }
    }
}
