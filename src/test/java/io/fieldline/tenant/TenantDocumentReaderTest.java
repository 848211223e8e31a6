package io.fieldline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.tenant.TenantDocumentReader.Outcome;
import io.fieldline.tenant.TenantDocumentReader.SharedOutcome;

class TenantDocumentReaderTest {

    private static final String GOOD = """
            tenant: acme
            displayName: Acme Plumbing & Air
            timeZone: America/Chicago
            servicetitan:
              environment: production
              tenantId: 1001
              appKey: ${secret:ACME_APP_KEY}
              clientId: cid.abc
              clientSecret: ${secret:ACME_CLIENT_SECRET}
              rateLimit: 50
              webhook: { key: "${secret:HOOK}", encoding: base64, prefix: "sha256=" }
            connections:
              slack: { type: slack, token: "${secret:SLACK}" }
              warehouse: { type: postgresql, url: "jdbc:postgresql://u:${secret:PG}@db/w" }
            flows:
              warehouse-pipeline: { connection: warehouse, every: 5m, resources: [jpm/jobs], from: 2026-01-31 }
              high-value-job-alert: { connection: slack, channel: "#dispatch", threshold: 99.95, values: { a: [1, true] } }
              heartbeat:
            """;

    private final Map<String, String> environment = new HashMap<>(Map.of("ACME_APP_KEY", "hidden-1", "ACME_CLIENT_SECRET",
            "hidden-2", "HOOK", "hidden-3-0123456789-0123456789-01", "SLACK", "hidden-4", "PG", "hidden-5"));
    private final TenantDocumentReader reader = new TenantDocumentReader(new ThreeFlows(),
            new Secrets(List.of(new EnvironmentSecrets(environment::get))));

    @Test
    void readsAWholeDocumentWithTypedValuesAndDefaults() {
        Tenant acme = accepted(GOOD).get(0);

        assertThat(acme.serviceTitan().tenantId()).isEqualTo(1001);
        assertThat(acme.serviceTitan().rateLimit()).isEqualTo(50);
        assertThat(acme.serviceTitan().apiUrl()).hasHost("api.servicetitan.io");
        assertThat(acme.serviceTitan().appKey().reveal()).isEqualTo("hidden-1");
        assertThat(acme.serviceTitan().webhook().orElseThrow().header()).isEqualTo("X-ServiceTitan-Signature");
        assertThat(acme.connections().get("warehouse").text("url")).contains("jdbc:postgresql://u:hidden-5@db/w");
        assertThat(acme.connections().get("warehouse").options()).containsEntry("port", 5432L);
        assertThat(acme.flows().get("warehouse-pipeline").every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(acme.flows().get("warehouse-pipeline").values()).containsEntry("resources", List.of("jpm/jobs"))
                .containsEntry("from", Instant.parse("2026-01-31T06:00:00Z"));
        assertThat(acme.flows().get("high-value-job-alert").values()).containsEntry("threshold", new BigDecimal("99.95"))
                .containsEntry("style", "short").containsEntry("values", Map.of("a", List.of(1L, true)));
        assertThat(acme.flows().get("high-value-job-alert").every()).isEqualTo(Duration.ofMinutes(15));
        assertThat(acme.flows().get("heartbeat").every()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aConnectionsUrlMayHaveAPath() {
        assertThat(accepted(GOOD.replace("type: slack,", "type: slack, url: \"http://gate.example:8080/acme/slack\","))
                .get(0).connections().get("slack").text("url")).contains("http://gate.example:8080/acme/slack");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tenant: acme                  | tenant: Acme                  | tenant                              | lower-case letters
            tenant: acme                  | tenant: other                 | tenant                              | must be the name of the file, acme
            timeZone: America/Chicago     | timeZone: Chicago             | timeZone                            | must be a time zone
            timeZone: America/Chicago     | timeZone:                     | timeZone                            | must be a time zone
            type: slack,                  | type: slack, url: "https://a.example/x?y=1",   | connections.slack.url | a host and perhaps a path
            type: slack,                  | type: slack, url: "https://me:x@a.example",    | connections.slack.url | without a login
            type: slack,                  | type: slack, url: "https://a.example/x#y",     | connections.slack.url | or a fragment
            environment: production       | environment: live             | servicetitan.environment            | production, integration or sandbox
            environment: production       | rateLimit: 9                  | servicetitan.environment            | there is no default
            tenantId: 1001                | tenantId: -1                  | servicetitan.tenantId               | above zero
            tenantId: 1001                | tenantId: abc                 | servicetitan.tenantId               | whole number (found "abc")
            clientId: cid.abc             | clientld: cid.abc             | servicetitan.clientld               | did you mean clientId
            clientId: cid.abc             | clientld: cid.abc             | servicetitan.clientId               | must be given
            rateLimit: 50                 | rateLimit: 1001               | servicetitan.rateLimit              | 1 to 1000
            rateLimit: 50                 | apiUrl: http://example.com    | servicetitan.apiUrl                 | must use https
            rateLimit: 50                 | authUrl: https://a.io/connect | servicetitan.authUrl                | without user, path
            rateLimit: 50                 | applicationGuid: 7f0c2f6a     | servicetitan.applicationGuid        | external data GUID
            rateLimit: 50                 | networkClient: maybe          | servicetitan.networkClient          | true or false
            rateLimit: 50                 | tenantId: 7                   | servicetitan.tenantId               | only once
            {secret:ACME_APP_KEY}         | {secret:ACME_APP}             | servicetitan.appKey                 | the environment variable ACME_APP)
            {secret:ACME_APP_KEY}         | {secret:../etc}               | servicetitan.appKey                 | letters, digits and underscores
            "${secret:HOOK}"              | "short"                       | servicetitan.webhook.key            | 32 to 64 characters
            encoding: base64              | encoding: rot13               | servicetitan.webhook.encoding       | hex or base64
            encoding: base64              | unsigned: true                | servicetitan.webhook.unsigned       | must stand alone
            type: slack                   | type: slak                    | connections.slack.type              | did you mean slack
            type: slack, token            | type: slack, tokn             | connections.slack.tokn              | did you mean token
            type: slack, token            | type: slack, tokn             | connections.slack.token             | must be given: What token is.
            heartbeat:                    | hartbeat:                     | flows.hartbeat                      | did you mean heartbeat
            connection: slack,            | connection: warehouse,        | flows.high-value-job-alert.connection | must be a connection of type slack
            connection: slack,            | connection: slck,             | flows.high-value-job-alert.connection | did you mean slack
            connection: slack,            | quiet: false,                 | flows.high-value-job-alert.connection | must be given
            every: 5m                     | every: 5                      | flows.warehouse-pipeline.every      | must be a duration
            every: 5m                     | every: 0s                     | flows.warehouse-pipeline.every      | must be a duration
            from: 2026-01-31              | from: 31.1.2026               | flows.warehouse-pipeline.from       | must be a date
            resources: [jpm/jobs]         | resources: jpm/jobs           | flows.warehouse-pipeline.resources  | must be a list
            threshold: 99.95              | threshold: "99.95"            | flows.high-value-job-alert.threshold | must be a number
            threshold: 99.95              | style: shrt                   | flows.high-value-job-alert.style    | must be one of short, long
            threshold: 99.95              | after: 0                      | flows.high-value-job-alert.after    | or 0s for at once
            threshold: 99.95              | atMost: 1.5                   | flows.high-value-job-alert.atMost   | whole number
            """)
    void refusesWithFileFieldAndRule(String good, String bad, String field, String rule) {
        assertThat(GOOD).contains(good);
        assertThat(refused(GOOD.replace(good, bad))).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("acme.yaml");
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.rule()).contains(rule);
            assertThat(problem.line()).isPositive();
            assertThat(problem.message()).startsWith("acme.yaml: " + field + ": ").contains("(line ");
        });
    }

    @Test
    void aDelayMayBeNone() {
        assertThat(accepted(GOOD.replace("threshold: 99.95", "after: 0s")).get(0).flows().get("high-value-job-alert").values())
                .containsEntry("after", Duration.ZERO);
        assertThat(accepted(GOOD.replace("threshold: 99.95", "after: 10m")).get(0).flows().get("high-value-job-alert").values())
                .containsEntry("after", Duration.ofMinutes(10));
    }

    @Test
    void takesTheApplicationGuidInWhateverCaseItIsWritten() {
        Tenant acme = accepted(GOOD.replace("rateLimit: 50", "applicationGuid: 7F0C2F6A-0d5e-4b1e-9a53-3f0d5a1c2b11")).get(0);

        assertThat(acme.serviceTitan().applicationGuid()).contains("7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11");
        assertThat(accepted(GOOD).get(0).serviceTitan().applicationGuid()).isEmpty();
    }

    @Test
    void collectsEveryProblemBeforeItRefuses() {
        assertThat(refused(GOOD.replace("tenantId: 1001", "tenantId: x").replace("type: slack", "type: slok")
                .replace("America/Chicago", "Mars"))).extracting(DocumentProblem::field)
                .containsExactlyInAnyOrder("servicetitan.tenantId", "connections.slack.type", "timeZone");
    }

    @Test
    void namesTheLine() {
        assertThat(refused(GOOD.replace("tenantId: 1001", "tenantId: x"))).extracting(DocumentProblem::line).containsExactly(6);
    }

    @Test
    void doesNotQuoteABrokenDocument() {
        assertThat(refused("tenant: acme\n  clientSecret: hunter2: [\n")).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).contains("well-formed YAML").doesNotContain("hunter2");
        });
    }

    @Test
    void refusesAnEmptyDocument() {
        assertThat(refused("")).singleElement().asString().contains("acme.yaml: must be a YAML mapping");
    }

    @Test
    void readsANetworkOfTenantsThatShareOneClient() {
        List<Tenant> tenants = accepted(
                """
                        timeZone: America/Chicago
                        servicetitan: { environment: integration, appKey: k, clientId: c, clientSecret: s }
                        flows: { heartbeat: { every: 2h } }
                        tenants:
                          - { tenant: north, servicetitan: { tenantId: 1 } }
                          - { tenant: south, timeZone: America/Denver, servicetitan: { tenantId: 2 }, flows: { heartbeat: { every: 3h } } }
                        """);

        assertThat(tenants).extracting(Tenant::name).containsExactly("north", "south");
        assertThat(tenants).allMatch(tenant -> tenant.serviceTitan().networkClient());
        assertThat(tenants).extracting(tenant -> tenant.flows().get("heartbeat").every()).containsExactly(Duration.ofHours(2),
                Duration.ofHours(3));
    }

    @Test
    void takesWhatTheDocumentLeavesOutFromTheSharedOne() {
        SharedOutcome shared = reader.readShared(bytes("""
                connections: { team: { type: slack, token: t } }
                flows: { high-value-job-alert: { connection: team, channel: "#all" }, heartbeat: { every: 9h } }
                retentionDays: 10
                """));
        SharedSettings settings = ((SharedOutcome.Accepted) shared).settings();
        String document = GOOD.substring(0, GOOD.indexOf("flows:"))
                + "flows: { high-value-job-alert: { channel: \"#own\" } }\n";
        Tenant tenant = ((Outcome.Accepted) reader.read("acme.yaml", bytes(document), settings)).tenants().get(0);

        assertThat(settings.retention()).isEqualTo(Duration.ofDays(10));
        assertThat(tenant.flows()).containsOnlyKeys("high-value-job-alert");
        assertThat(tenant.flows().get("high-value-job-alert").values()).containsEntry("connection", "team")
                .containsEntry("channel", "#own");
    }

    @Test
    void picksARotatedSecretUpAtTheNextReveal() {
        Tenant acme = accepted(GOOD).get(0);
        environment.put("ACME_CLIENT_SECRET", "rotated");
        assertThat(acme.serviceTitan().clientSecret().reveal()).isEqualTo("rotated");
    }

    @Test
    void neverPrintsASecret() {
        assertThat(accepted(GOOD).toString()).doesNotContain("hidden-").contains("Secret[ACME_APP_KEY]");
    }

    private List<Tenant> accepted(String document) {
        Outcome outcome = reader.read("acme.yaml", bytes(document), SharedSettings.none());
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted) outcome).tenants();
    }

    private List<DocumentProblem> refused(String document) {
        Outcome outcome = reader.read("acme.yaml", bytes(document), SharedSettings.none());
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).problems();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
