package io.fieldline.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.messaging.MessageUse;
import io.fieldline.outreach.MessageKind;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.Secrets;
import io.fieldline.tenant.SharedSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.TenantDocumentReader;
import io.fieldline.tenant.TenantDocumentReader.Outcome;

/** What flows that message customers take from a tenant document, and of what their routes say that they tell. */
class MessageSettingsTest {

    private static final String DOCUMENT = """
            tenant: acme
            timeZone: America/Chicago
            servicetitan: { environment: integration, tenantId: 1, appKey: a, clientId: c, clientSecret: s }
            connections:
              texts: { type: twilio }
              mail: { type: mail }
              lake: { type: lake }
            flows:
              job-status-notifications:
                connection: texts
                %s
            """;
    private static final int LINE = 11;

    @TempDir
    Path config;

    private FlowLibrary library;
    private TenantDocumentReader reader;

    @BeforeEach
    void open() {
        open(Map.of());
    }

    private void open(Map<String, String> routes) {
        routes.forEach((name, text) -> {
            try {
                Files.createDirectories(config.resolve("routes"));
                Files.writeString(config.resolve("routes").resolve(name), text);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        library = new FlowLibrary(ConfigurationFolder.in(config), Catalog.load());
        reader = new TenantDocumentReader(
                new FlowContracts(library, Map.of("mail", List.of(), "twilio", List.of(), "lake", List.of())),
                Secrets.of(ConfigurationFolder.in(config), name -> null));
    }

    @Test
    void connectionsAndDurationsByEventAreTakenAsTheyAreWritten() {
        Tenant acme = accepted("connections: { job-completed: texts, technician-arrived: off, job-booked: [texts, texts] }\n"
                + "    delays: { job-completed: 10m }\n    maxAges: { technician-on-the-way: 5m }");

        assertThat(acme.flows().get("job-status-notifications").values())
                .containsEntry("connections",
                        Map.of("job-completed", "texts", "technician-arrived", "off", "job-booked", List.of("texts", "texts")))
                .containsEntry("delays", Map.of("job-completed", "10m"))
                .containsEntry("maxAges", Map.of("technician-on-the-way", "5m"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            connections: { job-complete: texts }    | connections.job-complete     | did you mean job-completed
            connections: { job-completed: text }    | connections.job-completed    | must name one of the tenant's connections (found "text"); did you mean texts?
            connections: { job-completed: lake }    | connections.job-completed    | must be a connection of type
            connections: { job-completed: [texts, maill] } | connections.job-completed | (found "maill"); did you mean mail?
            connections: { job-completed: [] }      | connections.job-completed    | must name at least one connection, or be off
            connections: texts                      | connections                  | must be a mapping
            delays: { invoice-redy: 5m }            | delays.invoice-redy          | did you mean invoice-ready?
            delays: { invoice-ready: soon }         | delays.invoice-ready         | must be a duration
            delays: { invoice-ready: 0s }           | delays.invoice-ready         | must be a duration
            maxAges: { job-booked: 2 hours }        | maxAges.job-booked           | must be a duration
            maxAges: { review-request: 2h }         | maxAges.review-request       | is not known here
            """)
    void whatIsWrongByEventIsRefusedWithFileFieldAndLine(String written, String field, String rule) {
        assertThat(refused(written)).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("acme.yaml");
            assertThat(problem.field()).startsWith("flows.job-status-notifications." + field);
            assertThat(problem.line()).isEqualTo(LINE);
            assertThat(problem.rule()).contains(rule);
        });
    }

    @Test
    void aRouteThatNamesItsEventSaysItAll() {
        assertThat(library.messages("review-request-sms")).containsExactly(new MessageUse("review-request",
                Optional.of(MessageKind.MARKETING), "job", "review-request", false));
        assertThat(library.messages("membership-renewal-sequence")).singleElement().satisfies(use -> {
            assertThat(use.sequence()).isTrue();
            assertThat(use.subject()).isEqualTo("membership");
        });
        assertThat(library.messages("warehouse-pipeline")).isEmpty();
        assertThat(library.messages("no-such-flow")).isEmpty();
    }

    @Test
    void whereOnlyARecordNamesTheEventTheSettingsFileSaysWhichThereAre() {
        assertThat(library.messages("job-status-notifications")).hasSize(7)
                .contains(new MessageUse("invoice-ready", Optional.empty(), "invoice", "invoice-ready", false),
                        new MessageUse("job-booked", Optional.empty(), "appointment", "job-booked", false));
    }

    @Test
    void aSettingsFileNamesKindsOfRecordsThatThereAre() {
        open(Map.of("mine.yaml", "- route: { id: mine, from: { uri: 'servicetitan:jpm/jobs', steps: [] } }",
                "mine.settings.yaml", "messages: { thanks: jobs }\n"));

        assertThat(library.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("mine.settings.yaml", "messages.thanks", "must be one of job, appointment, invoice, membership"));
    }

    private Tenant accepted(String settings) {
        Outcome outcome = read(settings);
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted) outcome).tenants().get(0);
    }

    private List<DocumentProblem> refused(String settings) {
        Outcome outcome = read(settings);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).problems();
    }

    private Outcome read(String settings) {
        String document = DOCUMENT.formatted(settings);
        return reader.read("acme.yaml", document.getBytes(StandardCharsets.UTF_8), SharedSettings.none());
    }
}
