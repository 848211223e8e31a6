package io.fieldline.warehouse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;

/**
 * Snowflake's SQL API as far as a warehouse uses it, on a port of its own. It refuses what the real one refuses: a token
 * that is not signed by the user's key or names somebody else, a request without an id, a field nobody knows, a statement
 * that a SQL parser does not understand, a binding without a type or above 16 MiB. Results after the first partition come
 * packed. Every third statement is answered 202 and finished later; the answer to every
 * fifth is lost after the statement ran. Statements run in an in-memory DuckDB, in its own words.
 */
final class SnowflakeStandIn implements AutoCloseable {

    static final String ACCOUNT = "fieldline-test";
    static final String USER = "loader";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("statement", "timeout", "database", "schema", "warehouse", "role",
            "bindings",
            "parameters");

    private static final int LARGEST_TEXT = 16 * 1024 * 1024;

    private static final KeyPair USERS_KEYS = newKeys();

    private final HttpServer server;
    private final KeyPair keys;
    private final Connection database;
    private final Map<String, Map<String, Object>> answers = new HashMap<>();
    private final Map<String, List<List<String>>> results = new HashMap<>();
    private final Map<String, Integer> pollsLeft = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private int statements;
    private int replays;
    private int polls;
    private int refusals;
    private int refusal;
    private String retryAfter;

    /** A user whose key is the same in all of them: making one takes longer than most tests. */
    SnowflakeStandIn() {
        this(USERS_KEYS);
    }

    SnowflakeStandIn(KeyPair keys) {
        this.keys = keys;
        try {
            database = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = database.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
            }
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException error) {
            throw new IllegalStateException(error);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    String privateKey() {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    Connection database() throws SQLException {
        return database.unwrap(org.duckdb.DuckDBConnection.class).duplicate();
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    synchronized void forgive() {
        complaints.clear();
    }

    synchronized int replays() {
        return replays;
    }

    synchronized int polls() {
        return polls;
    }

    /** The next requests find the service down. */
    synchronized void refuse(int times) {
        refuse(times, 503, null);
    }

    synchronized void refuse(int times, int status, String retryAfterSeconds) {
        refusals = times;
        refusal = status;
        retryAfter = retryAfterSeconds;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (refusals > 0) {
                refusals--;
                if (refusal == 429 && retryAfter != null) {
                    exchange.getResponseHeaders().add("Retry-After", retryAfter);
                }
                send(exchange, refusal, Map.of("message", "the service is not available"));
                return;
            }
            String problem = headers(exchange);
            if (problem != null) {
                complain(exchange, 401, problem);
            } else if (exchange.getRequestMethod().equals("POST") && path.equals("/api/v2/statements")) {
                post(exchange, JSON.readTree(body));
            } else if (exchange.getRequestMethod().equals("GET") && path.startsWith("/api/v2/statements/")) {
                get(exchange, path.substring("/api/v2/statements/".length()));
            } else {
                complain(exchange, 404, exchange.getRequestMethod() + " " + path);
            }
        }
    }

    private String headers(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        if (!"KEYPAIR_JWT".equals(headers.getFirst("X-Snowflake-Authorization-Token-Type"))) {
            return "the token's type is missing";
        }
        if (headers.getFirst("User-Agent") == null || !"application/json".equals(headers.getFirst("Accept"))) {
            return "User-Agent and Accept must be sent";
        }
        String authorization = headers.getFirst("Authorization");
        return authorization == null || !authorization.startsWith("Bearer ") ? "no token" : token(authorization.substring(7));
    }

    private String token(String token) {
        try {
            String[] parts = token.split("\\.");
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            String subject = "FIELDLINE-TEST.LOADER";
            String fingerprint = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded()));
            long issued = claims.path("iat").asLong();
            long expires = claims.path("exp").asLong();
            long now = Instant.now().getEpochSecond();
            boolean sound = header.path("alg").asText().equals("RS256") && claims.path("sub").asText().equals(subject)
                    && claims.path("iss").asText().equals(subject + ".SHA256:" + fingerprint) && issued <= now && now < expires
                    && expires - issued <= 3600;
            if (!sound) {
                return "JWT token is invalid: " + claims;
            }
            return signature.verify(Base64.getUrlDecoder().decode(parts[2])) ? null : "JWT token is invalid: its signature";
        } catch (IOException | GeneralSecurityException | RuntimeException error) {
            return "JWT token is invalid: " + error;
        }
    }

    private void post(HttpExchange exchange, JsonNode body) throws IOException {
        Map<String, String> query = query(exchange);
        String problem = request(exchange, query, body);
        if (problem != null) {
            complain(exchange, 400, problem);
            return;
        }
        String id = query.get("requestId");
        if (answers.containsKey(id)) {
            replays++;
            sendAnswer(exchange, answers.get(id));
            return;
        }
        String sql = body.path("statement").asText();
        try {
            CCJSqlParserUtil.parse(sql);
        } catch (JSQLParserException error) {
            complain(exchange, 422, "syntax error in " + sql + ": " + error.getMessage());
            return;
        }
        Map<String, Object> answer = run(sql, body.path("bindings"));
        answers.put(id, answer);
        statements++;
        if (statements % 5 == 0) {
            // Closing without an answer is what a broken line looks like.
            return;
        }
        if (statements % 3 == 0 && answer.get("code").equals("090001")) {
            pollsLeft.put((String) answer.get("statementHandle"), 1);
            send(exchange, 202, Map.of("code", "333334", "message", "Asynchronous execution in progress.", "statementHandle",
                    answer.get("statementHandle")));
            return;
        }
        sendAnswer(exchange, answer);
    }

    private static String request(HttpExchange exchange, Map<String, String> query, JsonNode body) {
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return "Content-Type must be application/json";
        }
        if (!"true".equals(query.get("retry"))) {
            return "retry=true is missing";
        }
        try {
            UUID.fromString(query.getOrDefault("requestId", ""));
        } catch (IllegalArgumentException error) {
            return "requestId must be a UUID";
        }
        List<String> unknown = new ArrayList<>();
        body.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                unknown.add(field);
            }
        });
        long marks = body.path("statement").asText().chars().filter(letter -> letter == '?').count();
        boolean whole = unknown.isEmpty() && body.path("database").asText().equals("OPERATIONS")
                && body.path("schema").asText().equals("FIELDLINE") && body.path("warehouse").asText().equals("LOADING")
                && body.path("bindings").size() == marks;
        return whole ? bindings(body.path("bindings")) : "the request's fields are wrong: " + unknown;
    }

    private static String bindings(JsonNode bindings) {
        for (int at = 1; at <= bindings.size(); at++) {
            JsonNode binding = bindings.path(Integer.toString(at));
            JsonNode value = binding.path("value");
            if (!binding.path("type").asText().equals("TEXT") || !(value.isTextual() || value.isNull())) {
                return "binding " + at + " must have a type and a text as its value";
            }
            if (value.asText().getBytes(StandardCharsets.UTF_8).length > LARGEST_TEXT) {
                return "binding " + at + " is longer than a text may be";
            }
        }
        return null;
    }

    private Map<String, Object> run(String sql, JsonNode bindings) {
        Map<String, Object> answer = new LinkedHashMap<>();
        String handle = UUID.randomUUID().toString();
        answer.put("statementHandle", handle);
        try {
            List<List<String>> rows = sql.startsWith("MERGE") ? merge(sql, bindings) : execute(sql, bindings);
            results.put(handle, rows);
            answer.put("code", "090001");
            answer.put("message", "Statement executed successfully.");
            answer.put("data", rows.subList(0, firstPartition(rows)));
            List<Map<String, Object>> partitions = new ArrayList<>();
            partitions.add(Map.of("rowCount", firstPartition(rows)));
            if (firstPartition(rows) < rows.size()) {
                partitions.add(Map.of("rowCount", rows.size() - firstPartition(rows)));
            }
            answer.put("resultSetMetaData", Map.of("numRows", rows.size(), "format", "jsonv2", "partitionInfo", partitions));
        } catch (SQLException error) {
            boolean data = error.getMessage().contains("Conversion Error");
            boolean missing = error.getMessage().contains("Catalog Error");
            answer.put("code", missing ? "002003" : "100038");
            answer.put("sqlState", data ? "22018" : missing ? "02000" : "42000");
            answer.put("message", error.getMessage());
        }
        return answer;
    }

    private static int firstPartition(List<List<String>> rows) {
        return Math.min(rows.size(), 3);
    }

    private List<List<String>> merge(String sql, JsonNode bindings) throws SQLException {
        Matcher table = Pattern.compile("MERGE INTO (\"[^\"]+\")").matcher(sql);
        if (!table.find()) {
            throw new SQLException("no table in " + sql);
        }
        String count = "SELECT count(*) FROM " + table.group(1);
        long before = Long.parseLong(execute(count, JSON.createObjectNode()).get(0).get(0));
        long changed = Long.parseLong(execute(sql, bindings).get(0).get(0));
        long inserted = Long.parseLong(execute(count, JSON.createObjectNode()).get(0).get(0)) - before;
        return List.of(List.of(Long.toString(inserted), Long.toString(changed - inserted)));
    }

    private List<List<String>> execute(String sql, JsonNode bindings) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(inDuckDb(sql))) {
            for (int at = 1; at <= bindings.size(); at++) {
                JsonNode value = bindings.path(Integer.toString(at)).path("value");
                statement.setString(at, value.isNull() ? null : value.asText());
            }
            List<List<String>> rows = new ArrayList<>();
            if (!statement.execute()) {
                rows.add(List.of(Integer.toString(Math.max(statement.getUpdateCount(), 0))));
                return rows;
            }
            ResultSet results = statement.getResultSet();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= results.getMetaData().getColumnCount(); column++) {
                    row.add(results.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The few words that the two databases spell differently. */
    static String inDuckDb(String sql) {
        return sql
                .replace("TABLE(FLATTEN(INPUT => PARSE_JSON(?))) r",
                        "(SELECT unnest(from_json(CAST(? AS JSON), '[\"JSON\"]')) AS \"VALUE\") r")
                .replaceAll("STRIP_NULL_VALUE\\(GET\\(r\\.VALUE, ([0-9]+)\\)\\)",
                        "CAST(nullif(CAST(r.\"VALUE\" -> $1 AS VARCHAR), 'null') AS JSON)")
                .replaceAll("GET\\(r\\.VALUE, ([0-9]+)\\)", "(r.\"VALUE\" ->> $1)")
                .replaceAll("TO_VARCHAR\\(GET\\((\"[^\"]+\"), '([^']+)'\\)\\)", "json_extract_string($1, '\\$.$2')")
                .replaceAll("TO_CHAR\\(CONVERT_TIMEZONE\\('UTC', (\"[^\"]+\")\\), '[^']+'\\)",
                        "strftime($1 AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')")
                .replace("TO_VARIANT(", "to_json(").replace("TIMESTAMP_TZ", "TIMESTAMPTZ").replace("NUMBER(", "DECIMAL(")
                .replaceAll(" VARIANT\\b", " JSON").replaceFirst("SELECT column_name, data_type,",
                        "SELECT column_name, CASE WHEN data_type LIKE 'DECIMAL%' THEN 'NUMBER' WHEN data_type = 'TIMESTAMP WITH TIME ZONE'"
                                + " THEN 'TIMESTAMP_TZ' WHEN data_type = 'JSON' THEN 'VARIANT' WHEN data_type = 'VARCHAR' THEN 'TEXT'"
                                + " ELSE data_type END,");
    }

    private void get(HttpExchange exchange, String handle) throws IOException {
        polls++;
        List<List<String>> rows = results.get(handle);
        if (rows == null) {
            complain(exchange, 404, "no statement " + handle);
            return;
        }
        if (pollsLeft.getOrDefault(handle, 0) > 0) {
            pollsLeft.merge(handle, -1, Integer::sum);
            send(exchange, 202,
                    Map.of("code", "333334", "message", "Asynchronous execution in progress.", "statementHandle", handle));
            return;
        }
        if (query(exchange).containsKey("partition")) {
            sendPacked(exchange, Map.of("data", rows.subList(firstPartition(rows), rows.size())));
            return;
        }
        sendAnswer(exchange, answers.values().stream().filter(answer -> handle.equals(answer.get("statementHandle")))
                .findFirst().orElseThrow());
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String text = exchange.getRequestURI().getQuery();
        if (text != null) {
            for (String part : text.split("&")) {
                query.put(part.split("=", 2)[0], part.split("=", 2)[1]);
            }
        }
        return query;
    }

    private void sendAnswer(HttpExchange exchange, Map<String, Object> answer) throws IOException {
        send(exchange, answer.get("code").equals("090001") ? 200 : 422, answer);
    }

    private void complain(HttpExchange exchange, int status, String complaint) throws IOException {
        complaints.add(complaint);
        send(exchange, status, Map.of("code", "390144", "message", complaint, "sqlState", "42000"));
    }

    private static void sendPacked(HttpExchange exchange, Object body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(JSON.writeValueAsBytes(body));
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, packed.size());
        exchange.getResponseBody().write(packed.toByteArray());
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        try {
            database.close();
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
    }
}
