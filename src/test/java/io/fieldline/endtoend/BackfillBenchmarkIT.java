package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import io.fieldline.sandbox.SandboxCredentials;

/**
 * How fast a backfill of jobs into DuckDB is, beside a plain loop that reads, parses and loads the same pages and does
 * nothing else: no checkpoints, no budget, no types from the schema, no second look at anything. ServiceTitan is the
 * sandbox in a process of its own. The launcher starts Fieldline, so that its start counts as an owner meets it. Run it
 * alone on a quiet machine:
 *
 * <pre>
 * mvn verify -Pendurance -Dit.test=BackfillBenchmarkIT
 * </pre>
 */
class BackfillBenchmarkIT {

    private static final String PAGES = "/jpm/v2/tenant/1001/export/jobs";
    private static final int PAGE_SIZE = 1_000;

    @TempDir
    Path folder;

    @Test
    @Tag("endurance")
    void threeHundredThousandJobs() throws Exception {
        // Rows a second depend on the machine; how they compare in one run does not.
        assertThat(measure(300_000).share()).isGreaterThanOrEqualTo(0.6);
    }

    /** Only that it works: figures of so few rows say nothing. */
    @Test
    void aFewJobs() throws Exception {
        assertThat(measure(2_000).rows()).isEqualTo(2_000);
    }

    private record Result(long rows, double seconds, double secondsOnceStarted, PlainLoop loop) {

        double share() {
            return loop.seconds() / secondsOnceStarted;
        }
    }

    private record PlainLoop(long rows, long bytes, double network, double parse, double load) {

        double seconds() {
            return network + parse + load;
        }
    }

    private Result measure(int jobs) throws Exception {
        try (Installation installation = new Installation(folder)) {
            FieldlineProcess sandbox = installation.sandbox("--port", "0", "--contractors", "1", "--jobs", String.valueOf(jobs),
                    "--rate-limit", "1000000",
                    "--feed-page-size", String.valueOf(PAGE_SIZE));
            await().atMost(Duration.ofMinutes(1)).until(() -> !sandbox.outputLines().isEmpty());
            URI serviceTitan = URI.create(sandbox.outputLines().get(0));
            // Both sides meet a server that has answered these pages before.
            readOnly(serviceTitan);

            installation.tenant("acme", Account.sandbox(1001), serviceTitan, "  rateLimit: 1000",
                    "  warehouse-pipeline: { connection: warehouse, every: 1h, resources: [jpm/jobs] }");
            // The first command after a build trains the start-up cache, once.
            installation.command("--help");
            long before = System.nanoTime();
            FieldlineProcess backfill = installation.command(Duration.ofMinutes(10), "backfill", "warehouse-pipeline",
                    "--tenant", "acme", "--json");
            double seconds = (System.nanoTime() - before) / 1e9;
            assertThat(backfill.exitCode()).as(backfill.transcript()).isZero();
            JsonNode stream = new JsonMapper().readTree(backfill.output()).path("streams").get(0);
            assertThat(stream.path("complete").asBoolean()).as(backfill.output()).isTrue();

            PlainLoop loop = plainLoop(serviceTitan, folder.resolve("plain.duckdb"));
            assertThat(loop.rows()).isEqualTo(stream.path("written").asLong());
            Result result = new Result(loop.rows(), seconds, stream.path("seconds").asDouble(), loop);
            print(result);
            return result;
        }
    }

    private static void print(Result result) {
        PlainLoop loop = result.loop();
        Figures.print("backfill of jobs into DuckDB", "%,d rows of %,d bytes", result.rows(), loop.bytes() / loop.rows());
        Figures.print("  Fieldline, start of the JVM included", "%7.2f s  %,9.0f rows/s", result.seconds(),
                result.rows() / result.seconds());
        Figures.print("  Fieldline, once started             ", "%7.2f s  %,9.0f rows/s", result.secondsOnceStarted(),
                result.rows() / result.secondsOnceStarted());
        Figures.print("  plain loop                          ", "%7.2f s  %,9.0f rows/s", loop.seconds(),
                result.rows() / loop.seconds());
        Figures.print("    of it network                     ", "%7.2f s  %8.0f %%", loop.network(),
                100 * loop.network() / loop.seconds());
        Figures.print("    of it parse                       ", "%7.2f s  %8.0f %%", loop.parse(),
                100 * loop.parse() / loop.seconds());
        Figures.print("    of it load                        ", "%7.2f s  %8.0f %%", loop.load(),
                100 * loop.load() / loop.seconds());
        Figures.print("  Fieldline's share of the plain loop ", "%6.0f %%", 100 * result.share());
    }

    private static void readOnly(URI serviceTitan) throws Exception {
        Reader reader = new Reader(serviceTitan);
        for (byte[] page = reader.next(); page != null; page = reader.next()) {
            reader.parsed(new JsonMapper().readTree(page));
        }
    }

    private static PlainLoop plainLoop(URI serviceTitan, Path database) throws Exception {
        Reader reader = new Reader(serviceTitan);
        JsonMapper json = new JsonMapper();
        long rows = 0;
        long bytes = 0;
        long network = 0;
        long parse = 0;
        long load = 0;
        long started = System.nanoTime();
        try (Loader loader = new Loader(database)) {
            for (byte[] page = reader.next(); page != null; page = reader.next()) {
                long read = System.nanoTime();
                JsonNode body = json.readTree(page);
                long parsed = System.nanoTime();
                loader.load((ArrayNode) body.path("data"));
                reader.parsed(body);
                long loaded = System.nanoTime();
                network += read - started;
                parse += parsed - read;
                load += loaded - parsed;
                rows += body.path("data").size();
                bytes += page.length;
                started = System.nanoTime();
            }
            loader.flush();
            load += System.nanoTime() - started;
        }
        return new PlainLoop(rows, bytes, network / 1e9, parse / 1e9, load / 1e9);
    }

    /** Page after page of the feed. */
    private static final class Reader {

        private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final URI serviceTitan;
        private final SandboxCredentials credentials = SandboxCredentials.of(1001);
        private final String token;
        private String from = "";
        private boolean more = true;

        Reader(URI serviceTitan) throws IOException, InterruptedException {
            this.serviceTitan = serviceTitan;
            byte[] answer = http.send(
                    HttpRequest.newBuilder(serviceTitan.resolve("/connect/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
                                    + credentials.clientId() + "&client_secret=" + credentials.clientSecret()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray()).body();
            token = new JsonMapper().readTree(answer).path("access_token").asText();
        }

        byte[] next() throws IOException, InterruptedException {
            if (!more) {
                return null;
            }
            HttpResponse<byte[]> response = http.send(HttpRequest.newBuilder(serviceTitan.resolve(PAGES + from))
                    .header("Authorization", "Bearer " + token).header("ST-App-Key", credentials.appKey()).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        }

        void parsed(JsonNode page) {
            more = page.path("hasMore").asBoolean();
            from = "?from=" + page.path("continueFrom").asText();
        }
    }

    /** A table with a text column for each field of the first row, nested values as JSON. */
    private static final class Loader implements AutoCloseable {

        private final DuckDBConnection connection;
        private DuckDBAppender appender;
        private String[] fields;

        Loader(Path database) throws SQLException, IOException {
            Files.deleteIfExists(database);
            Properties settings = new Properties();
            settings.setProperty("memory_limit", "256MB");
            settings.setProperty("threads", "1");
            connection = DriverManager.getConnection("jdbc:duckdb:" + database, settings).unwrap(DuckDBConnection.class);
        }

        void load(ArrayNode rows) throws SQLException {
            if (appender == null && !rows.isEmpty()) {
                create(rows.get(0));
            }
            for (JsonNode row : rows) {
                appender.beginRow();
                for (String field : fields) {
                    JsonNode value = row.get(field);
                    if (value == null || value.isNull()) {
                        appender.append((String) null);
                    } else {
                        appender.append(value.isContainerNode() ? value.toString() : value.asText());
                    }
                }
                appender.endRow();
            }
        }

        private void create(JsonNode row) throws SQLException {
            StringBuilder columns = new StringBuilder();
            List<String> names = new ArrayList<>();
            row.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                columns.append(columns.isEmpty() ? "" : ", ").append('"').append(name).append("\" VARCHAR");
            }
            fields = names.toArray(String[]::new);
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE jobs (" + columns + ")");
            }
            appender = connection.createAppender("main", "jobs");
        }

        void flush() throws SQLException {
            appender.close();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
