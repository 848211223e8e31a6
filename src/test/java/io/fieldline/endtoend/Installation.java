package io.fieldline.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;
import io.fieldline.sandbox.slack.SlackSettings;

/** Fieldline as its owner has it: a folder with configuration and data, and the launcher. */
final class Installation implements AutoCloseable {

    private static final Path LAUNCHER = Path.of("fieldline").toAbsolutePath();
    /** The first start of a build trains the start-up cache before. */
    private static final Duration LONGEST_START = Duration.ofSeconds(150);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path home;
    private final List<FieldlineProcess> started = new CopyOnWriteArrayList<>();
    private volatile String connections = "";

    Installation(Path home) {
        this.home = home;
        folder("config/tenants");
        folder("config/routes");
        folder("config/secrets");
        write("config/secrets/SLACK_TOKEN", SlackSettings.TOKEN);
    }

    Path home() {
        return home;
    }

    Path warehouse() {
        return home.resolve("warehouse.duckdb");
    }

    /**
     * Writes a tenant's document.
     *
     * @param more further lines of the block <code>servicetitan</code>, indented by two
     * @param flows the lines of the block <code>flows</code>, indented by two
     */
    void tenant(String name, Account account, URI serviceTitan, String more, String flows) {
        write("config/secrets/APP_KEY", account.appKey());
        secret(name, account.clientSecret());
        write("config/tenants/" + name + ".yaml", """
                tenant: %s
                displayName: Contractor %d
                timeZone: America/Chicago
                servicetitan:
                  environment: sandbox
                  tenantId: %d
                  appKey: ${secret:APP_KEY}
                  clientId: %s
                  clientSecret: ${secret:%s}
                  apiUrl: %s
                  authUrl: %s
                %s
                connections:
                  warehouse: { type: duckdb, path: "%s" }
                %s
                flows:
                %s
                """.formatted(name, account.tenantId(), account.tenantId(), account.clientId(), secretName(name),
                serviceTitan, serviceTitan, more, warehouse(), connections, flows));
    }

    /** Tenants written from now on have a connection <code>slack</code>. */
    void slack(URI url) {
        connections += "  slack: { type: slack, token: \"${secret:SLACK_TOKEN}\", url: \"" + url + "\" }\n";
    }

    /** Tenants written from now on have one more connection. */
    void connection(String line) {
        connections += "  " + line + "\n";
    }

    /**
     * Tenants written from now on have a company in a local QuickBooks, by its address alone.
     *
     * @param more options, each after a comma
     */
    void books(QuickBooksStandIn quickBooks, String more) {
        write("config/secrets/QB_SECRET", QuickBooksSettings.CLIENT_SECRET);
        write("config/secrets/QB_TOKEN", quickBooks.connect());
        connection("books: { type: quickbooks, realmId: \"%s\", clientId: %s, clientSecret: \"${secret:QB_SECRET}\","
                .formatted(QuickBooksSettings.REALM_ID, QuickBooksSettings.CLIENT_ID)
                + " refreshToken: \"${secret:QB_TOKEN}\", url: \"" + quickBooks.url() + "\"" + more + " }");
    }

    /** Lays rows over a shipped field mapping. @param rows the lines below <code>fields</code> */
    void mapping(String name, String rows) {
        folder("config/field-mappings");
        write("config/field-mappings/" + name + ".yaml", "mapping: " + name + "\nfields:\n" + rows);
    }

    void secret(String tenant, String value) {
        write("config/secrets/" + secretName(tenant), value);
    }

    private static String secretName(String tenant) {
        return "SECRET_" + tenant.toUpperCase(Locale.ROOT);
    }

    /** At once, so that a service that looks just now finds it whole. */
    void write(String file, String content) {
        try {
            Files.createDirectories(home.resolve(file).getParent());
            Path written = Files.writeString(Files.createTempFile(home, "written", ""), content);
            Files.move(written, home.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void folder(String name) {
        try {
            Files.createDirectories(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end. */
    FieldlineProcess command(Duration atMost, String... arguments) {
        return start(line -> {
        }, arguments).ended(atMost);
    }

    FieldlineProcess command(String... arguments) {
        return command(Duration.ofMinutes(2), arguments);
    }

    FieldlineProcess start(Consumer<String> eachLine, String... arguments) {
        return start(List.of(LAUNCHER.toString()), eachLine, arguments);
    }

    /** A local ServiceTitan with all that Java has for long-running servers, because it is not what is measured. */
    FieldlineProcess sandbox(String... arguments) {
        return start(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-jar",
                runner().toString(), "sandbox"), line -> {
                }, arguments);
    }

    private static Path runner() {
        try (Stream<Path> files = Files.list(Path.of("target").toAbsolutePath())) {
            return files.filter(file -> file.getFileName().toString().matches("fieldline-.*-runner\\.jar")).findFirst()
                    .orElseThrow(() -> new AssertionError("package the application first: mvn package"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FieldlineProcess start(List<String> program, Consumer<String> eachLine, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FIELDLINE_") || name.startsWith("QUARKUS_"));
        builder.environment().put("FIELDLINE_CONFIG", home.resolve("config").toString());
        builder.environment().put("FIELDLINE_DATA", home.resolve("data").toString());
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        FieldlineProcess process = new FieldlineProcess(builder, eachLine);
        started.add(process);
        return process;
    }

    /** Starts the service and waits until it is ready to be talked to. */
    FieldlineProcess service() {
        FieldlineProcess service = start(line -> {
        }, "run");
        Awaitility.await("the service's start").atMost(LONGEST_START).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (!service.isAlive()) {
                throw new AssertionError("the service ended\n" + service.transcript());
            }
            return address().filter(address -> address.path("pid").asLong() == service.pid()).isPresent();
        });
        return service;
    }

    private Optional<JsonNode> address() throws IOException {
        Path file = home.resolve("data/service.json");
        return Files.exists(file) ? Optional.of(new JsonMapper().readTree(file.toFile())) : Optional.empty();
    }

    /** Scheme, host and port of the running service. */
    String serviceUrl() {
        try {
            return "http://127.0.0.1:" + address().orElseThrow().path("port").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the running service answers to a GET. */
    HttpResponse<String> ask(String path) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(serviceUrl() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks the running service for a verb, as a command does. */
    JsonNode verb(String name, JsonNode arguments) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(serviceUrl() + "/operator/" + name))
                    .header("Authorization", "Bearer " + address().orElseThrow().path("token").asText())
                    .POST(HttpRequest.BodyPublishers.ofString(arguments.toString())).build();
            JsonNode last = null;
            for (String line : HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body().lines().toList()) {
                last = new JsonMapper().readTree(line);
            }
            if (last == null || !last.has("result")) {
                throw new AssertionError("the service answered the verb " + name + " with " + last);
            }
            return last.get("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        started.forEach(FieldlineProcess::close);
    }
}
