package io.fieldline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.fieldline.sandbox.SandboxCredentials;
import io.fieldline.sandbox.SandboxServer;
import io.fieldline.sandbox.data.Contractor;
import io.fieldline.sandbox.slack.SlackStandIn;

/** A folder with a tenant document for each contractor of the sandbox, made anew for each demo. */
final class DemoHome {

    static final Path FOLDER = Path.of("data", "demo");
    static final BigDecimal THRESHOLD = new BigDecimal(5000);
    static final String WEBHOOK_KEY = "demo-webhook-key-0123456789abcdef0123";
    private static final List<String> NAMES = List.of("acme", "summit", "brightwire");

    private DemoHome() {}

    /** The tenant's short name. */
    static String name(Contractor contractor) {
        return NAMES.get((int) (contractor.tenantId() - 1001));
    }

    static Path warehouse() {
        return FOLDER.resolve("warehouse.duckdb");
    }

    static Map<String, String> create(SandboxServer sandbox, SlackStandIn slack, String slackToken, String channel,
            DemoCrms crms, DemoMessages messages, DemoBooks books) {
        try {
            clear();
            Path config = FOLDER.resolve("config");
            Files.createDirectories(config.resolve("tenants"));
            Files.createDirectories(config.resolve("secrets"));
            Files.writeString(config.resolve("secrets/DEMO_SLACK_TOKEN"), slackToken);
            Files.writeString(config.resolve("secrets/DEMO_WEBHOOK_KEY"), WEBHOOK_KEY);
            for (Map<String, String> secrets : List.of(DemoCrms.secrets(), DemoMessages.secrets(), books.secrets())) {
                for (Map.Entry<String, String> secret : secrets.entrySet()) {
                    Files.writeString(config.resolve("secrets").resolve(secret.getKey()), secret.getValue());
                }
            }
            Files.writeString(config.resolve("tenants/" + DemoMessages.TENANT + ".yaml"), messages.document());
            Files.writeString(config.resolve("tenants/" + DemoBooks.TENANT + ".yaml"), books.document());
            Files.createDirectories(config.resolve("accounting"));
            Files.writeString(config.resolve("accounting/" + DemoBooks.TENANT + ".yaml"), books.coding());
            for (Contractor contractor : sandbox.contractors()) {
                String name = name(contractor);
                SandboxCredentials credentials = SandboxCredentials.of(contractor.tenantId());
                Files.writeString(config.resolve("secrets/DEMO_" + name.toUpperCase(Locale.ROOT) + "_SECRET"),
                        credentials.clientSecret());
                Files.writeString(config.resolve("secrets/DEMO_APP_KEY"), credentials.appKey());
                Files.writeString(config.resolve("tenants/" + name + ".yaml"),
                        document(contractor, name, credentials, sandbox.url().toString(), slack.url().toString(), channel,
                                crms));
            }
            return Map.of("FIELDLINE_CONFIG", config.toString(), "FIELDLINE_DATA", FOLDER.resolve("data").toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's folder " + FOLDER + " cannot be made", e);
        }
    }

    private static void clear() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> files = Files.walk(FOLDER)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String document(Contractor contractor, String name, SandboxCredentials credentials, String url,
            String slackUrl, String channel, DemoCrms crms) {
        return """
                tenant: %s
                displayName: "%s"
                timeZone: %s
                servicetitan:
                  environment: sandbox
                  tenantId: %d
                  appKey: ${secret:DEMO_APP_KEY}
                  clientId: %s
                  clientSecret: ${secret:DEMO_%s_SECRET}
                  apiUrl: %s
                  authUrl: %s
                  webhook: { key: "${secret:DEMO_WEBHOOK_KEY}" }
                  applicationGuid: 5e2f6f0c-7f0b-4d0c-9a53-8a1c4e0d2b11
                connections:
                  warehouse: { type: duckdb, path: %s }
                  slack: { type: slack, token: "${secret:DEMO_SLACK_TOKEN}", url: "%s" }
                %s
                flows:
                  warehouse-pipeline: { connection: warehouse, every: 10s }
                  high-value-job-alert: { connection: slack, channel: "%s", threshold: %s, every: 10s }
                %s""".formatted(name, contractor.name(), contractor.zone(), contractor.tenantId(), credentials.clientId(),
                name.toUpperCase(Locale.ROOT), url, url, warehouse().toAbsolutePath(), slackUrl, crms.connection(name), channel,
                THRESHOLD, DemoCrms.flows(name));
    }
}
