package io.fieldline.servicetitan;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import io.fieldline.tenant.Environment;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;

/**
 * ServiceTitan on a bad day, at the wire: it answers what a script says, byte by byte where it must, and then goes on with
 * a handler. Its token endpoint checks the secret.
 */
public final class FaultyServiceTitan implements AutoCloseable {

    /** What was asked. */
    public record Received(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body,
            long atNanos) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** How one request is answered; false closes the connection afterwards. */
    @FunctionalInterface
    public interface Answer {

        boolean write(Socket socket, OutputStream out) throws IOException;

        static Answer json(int status, String body, String... headers) {
            return bytes(status, "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
        }

        static Answer problem(int status, String title, String... headers) {
            return json(status, "{\"title\":\"" + title + "\",\"status\":" + status + "}", headers);
        }

        static Answer html(int status) {
            return bytes(status, "text/html", "<html><body>down</body></html>".getBytes(StandardCharsets.UTF_8));
        }

        static Answer bytes(int status, String type, byte[] body, String... headers) {
            return (socket, out) -> {
                out.write(head(status, type, "Content-Length: " + body.length, headers));
                out.write(body);
                out.flush();
                return true;
            };
        }

        /** Announces more than it sends. */
        static Answer truncated(String body) {
            return (socket, out) -> {
                out.write(head(200, "application/json", "Content-Length: " + (body.length() + 100)));
                out.write(body.getBytes(StandardCharsets.UTF_8));
                out.flush();
                return false;
            };
        }

        /** A chunked body whose last chunk never comes. */
        static Answer cutChunked(String body) {
            return (socket, out) -> {
                out.write(head(200, "application/json", "Transfer-Encoding: chunked"));
                out.write((Integer.toHexString(body.length()) + "\r\n" + body + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                return false;
            };
        }

        /** The connection is reset instead of an answer. */
        static Answer reset() {
            return (socket, out) -> {
                socket.setSoLinger(true, 0);
                return false;
            };
        }

        /** Headers and half a body, and then nothing for as long as the other side waits. */
        static Answer stalled() {
            return (socket, out) -> {
                out.write(head(200, "application/json", "Content-Length: 100"));
                out.write("{\"data\":".getBytes(StandardCharsets.UTF_8));
                out.flush();
                return socket.getInputStream().read() >= 0;
            };
        }

        private static byte[] head(int status, String type, String length, String... headers) {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\nContent-Type: " + type + "\r\n" + length
                    + "\r\n");
            Arrays.stream(headers).forEach(header -> head.append(header).append("\r\n"));
            return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    public static final String SECRET = "cs1.first";
    private static final String APP_KEY = "ak1.test";

    private final ServerSocket server;
    private final Thread acceptor;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Deque<Answer> script = new ArrayDeque<>();
    private final Deque<Answer> tokenScript = new ArrayDeque<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Received> tokenRequests = new CopyOnWriteArrayList<>();
    private final AtomicInteger minted = new AtomicInteger();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile Function<Received, Answer> otherwise = request -> Answer.json(200, "{}");
    private volatile String secret = SECRET;
    private volatile long tokenSeconds = 900;

    public FaultyServiceTitan() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = daemon(this::accept);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public ServiceTitanAccount account() {
        return account(1001, () -> SECRET);
    }

    public ServiceTitanAccount account(long tenantId, Supplier<String> clientSecret) {
        return new ServiceTitanAccount(Environment.SANDBOX, tenantId, Secret.literal(APP_KEY), "cid.test",
                Secret.reference("TEST_SECRET", clientSecret), url(), url(), 60, false, Optional.empty());
    }

    /** Answers for the next requests, in their order; each is used once. */
    public FaultyServiceTitan answers(Answer... answers) {
        synchronized (script) {
            script.addAll(List.of(answers));
        }
        return this;
    }

    public FaultyServiceTitan tokenAnswers(Answer... answers) {
        synchronized (tokenScript) {
            tokenScript.addAll(List.of(answers));
        }
        return this;
    }

    /** What happens once the script is used up. */
    public FaultyServiceTitan otherwise(Function<Received, Answer> handler) {
        otherwise = handler;
        return this;
    }

    public void secret(String valid) {
        secret = valid;
    }

    public void tokenSeconds(long seconds) {
        tokenSeconds = seconds;
    }

    /** Every token given out so far is refused from now on. */
    public void revokeTokens() {
        for (int number = 1; number <= minted.get(); number++) {
            revoked.add("Bearer token-" + number);
        }
    }

    /** The requests to the API, without those for tokens. */
    public List<Received> received() {
        return received;
    }

    public List<Received> tokenRequests() {
        return tokenRequests;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            boolean goOn = true;
            while (goOn) {
                Received request = read(in);
                goOn = request != null && answer(request).write(socket, socket.getOutputStream());
            }
        } catch (IOException e) {
            // The client went away, which is its right.
        } finally {
            open.remove(socket);
        }
    }

    private Answer answer(Received request) {
        if (request.path().equals("/connect/token")) {
            tokenRequests.add(request);
            Answer scripted = next(tokenScript);
            return scripted != null ? scripted : token(request);
        }
        received.add(request);
        Answer scripted = next(script);
        if (scripted != null) {
            return scripted;
        }
        if (!APP_KEY.equals(request.headers().get("st-app-key"))) {
            return Answer.problem(401, "Application key not present, check ST-App-Key header value.");
        }
        boolean tokenGone = revoked.contains(request.headers().getOrDefault("authorization", ""));
        return tokenGone ? Answer.problem(401, "Unauthorized") : otherwise.apply(request);
    }

    private Answer token(Received request) {
        if (!request.text().contains("client_secret=" + secret)) {
            return Answer.json(400, "{\"error\":\"invalid_client\"}");
        }
        return Answer.json(200, "{\"access_token\":\"token-" + minted.incrementAndGet() + "\",\"expires_in\":" + tokenSeconds
                + ",\"token_type\":\"Bearer\",\"scope\":\"tn.jpm.jobs:r tn.crm.customers:r\"}");
    }

    private static Answer next(Deque<Answer> answers) {
        synchronized (answers) {
            return answers.poll();
        }
    }

    private static Received read(InputStream in) throws IOException {
        String start = line(in);
        if (start == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String[] parts = start.split(" ");
        URI uri = URI.create(parts[1]);
        return new Received(parts[0], uri.getPath(), query(uri), headers, body, System.nanoTime());
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new TreeMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int letter = in.read(); letter != '\n'; letter = in.read()) {
            if (letter < 0 && line.size() == 0) {
                return null;
            }
            if (letter < 0) {
                throw new EOFException();
            }
            if (letter != '\r') {
                line.write(letter);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "faulty-servicetitan");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        server.close();
        awaitLastAccept();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** A thread that waits in accept may still take one connection after its socket was closed. */
    private void awaitLastAccept() {
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
