package io.fieldline.messaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.messaging.template.MessageTemplates;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.InMemoryShortLinks;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

class MessageFlowCheckTest {

    private static final String VISITS = "job-status-notifications";
    private static final String RENEWAL = "membership-renewal-sequence";
    private static final Map<String, List<MessageUse>> USES = Map.of(VISITS,
            List.of(new MessageUse("job-booked", Optional.empty(), "appointment", "job-booked", false),
                    new MessageUse("invoice-ready", Optional.empty(), "invoice", "invoice-ready", false)),
            RENEWAL, List.of(new MessageUse("membership-renewal", Optional.of(MessageKind.MARKETING), "membership",
                    "membership-renewal", true)));
    private static final Map<String, Object> STEPS = Map.of("1", Map.of("after", "1s", "template", "membership-renewal-1"), "2",
            Map.of("after", "10d", "template", "membership-renewal-2", "connection", "texts"));

    @TempDir
    Path config;

    private final FixedTenants tenants = new FixedTenants();

    @Test
    void theShippedTemplatesServeTheShippedFlows() {
        assertThatCode(() -> check(VISITS, Map.of("connection", "texts"))).doesNotThrowAnyException();
        assertThatCode(() -> check(VISITS, Map.of("connection", "mail", "language", "es"))).doesNotThrowAnyException();
        assertThatCode(() -> check(RENEWAL, Map.of("sequence", "membership-renewal", "connection", "mail", "steps", STEPS,
                "renewalLink", "https://a.example")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("another-flow", Map.of())).doesNotThrowAnyException();
    }

    @Test
    void aValueThatNoSuchMessageHasIsNamedWithFileAndLine() throws IOException {
        write("en/job-booked.txt", "Hi {customerFirstName},\n\nsee you on {appointmentDay}.");

        assertThatThrownBy(() -> check(VISITS, Map.of("connection", "texts"))).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(Path.of("en", "job-booked.txt") + ", line 3: there is no value appointmentDay")
                .hasMessageContaining("did you mean appointmentDate");
    }

    @Test
    void everyTemplateThatIsWrongIsNamed() throws IOException {
        write("en/job-booked.txt", "Hi {customer}");
        write("acme/en/invoice-ready.txt", "{#if invoiceNumber??}unended");

        assertThatThrownBy(() -> check(VISITS, Map.of("connection", "texts"))).hasMessageContaining("job-booked.txt, line 1")
                .hasMessageContaining("invoice-ready.txt, line 1");
    }

    @Test
    void anEventThatIsNotToldNeedsNoTemplate() throws IOException {
        write("en/job-booked.txt", "Hi {customer}");

        assertThatCode(() -> check(VISITS, Map.of("connection", "texts", "connections", Map.of("job-booked", "off"))))
                .doesNotThrowAnyException();
    }

    @Test
    void theTemplateOfTheEventsOwnChannelIsTheOneThatCounts() throws IOException {
        write("en/job-booked.email.txt", "Subject: Hi\n\nHello {customer}");

        assertThatCode(() -> check(VISITS, Map.of("connection", "texts"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(VISITS, Map.of("connection", "texts", "connections", Map.of("job-booked", "mail"))))
                .hasMessageContaining("job-booked.email.txt, line 3: there is no value customer");
    }

    @Test
    void aLanguageWithoutTemplatesStopsTheFlow() {
        assertThatThrownBy(() -> check(VISITS, Map.of("connection", "texts", "language", "fr")))
                .hasMessageContaining("There is no template job-booked in the language fr");
    }

    @Test
    void aLinkThatTheFlowDoesNotHaveIsMissingBeforeAnybodyIsTold() throws IOException {
        write("en/job-booked.txt", "Hi {customerFirstName}: {reviewLink}");

        assertThatThrownBy(() -> check(VISITS, Map.of("connection", "texts")))
                .hasMessageContaining("job-booked.txt: needs the value reviewLink")
                .hasMessageContaining("the flow has no setting reviewLink");
        write("en/job-booked.txt", "Hi {customerFirstName}{#if reviewLink??}: {reviewLink}{/if}");
        assertThatCode(() -> check(VISITS, Map.of("connection", "texts"))).doesNotThrowAnyException();
    }

    @Test
    void stepsAreCheckedEachWithItsChannelAndTemplate() {
        Map<String, Object> settings = new HashMap<>(
                Map.of("sequence", "membership-renewal", "connection", "mail", "renewalLink", "https://a.example", "steps",
                        STEPS));
        settings.put("steps", Map.of("1", Map.of("after", "soon", "template", "membership-renewal-1")));
        assertThatThrownBy(() -> check(RENEWAL, settings)).hasMessageContaining("steps.1.after: must be a duration");
        settings.put("steps", Map.of("1", Map.of("template", "membership-renewal-9")));
        assertThatThrownBy(() -> check(RENEWAL, settings)).hasMessageContaining("no template membership-renewal-9.email");
        settings.put("steps", Map.of("2", Map.of("template", "membership-renewal-1", "connection", "gone")));
        assertThatThrownBy(() -> check(RENEWAL, settings)).hasMessageContaining("flows." + RENEWAL + ".steps.2.connection")
                .hasMessageContaining("the connection gone is not there");
        settings.put("steps", Map.of());
        assertThatThrownBy(() -> check(RENEWAL, settings)).hasMessageContaining("steps: must be given");
    }

    private void write(String name, String text) throws IOException {
        Path file = config.resolve("templates").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void check(String flow, Map<String, Object> values) {
        FlowSettings settings = new FlowSettings(flow, Duration.ofMinutes(1), values);
        Tenant acme = new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), null, Map.of(), Map.of(flow, settings));
        tenants.apply(acme);
        new MessageFlowCheck(id -> USES.getOrDefault(id, List.of()),
                new FlowSequences(tenants, (tenant, connection) -> channel(connection)),
                (tenant, connection) -> channel(connection),
                new MessageWriting(tenants, new MessageTemplates(ConfigurationFolder.in(config)),
                        new MessageLinks(new InMemoryShortLinks(), InstantSource.system()),
                        new UnsubscribeLinks(() -> new byte[]{1 })))
                .check(acme, settings);
    }

    private static MessageChannel channel(String connection) {
        if (connection.equals("gone")) {
            throw new MisconfiguredException("the connection gone is not there");
        }
        return new MessageChannel() {

            @Override
            public ChannelKind kind() {
                return connection.equals("mail") ? ChannelKind.EMAIL : ChannelKind.SMS;
            }

            @Override
            public LostAnswer lostAnswer() {
                return LostAnswer.STAYS_OPEN;
            }

            @Override
            public Duration longest() {
                return Duration.ofSeconds(30);
            }

            @Override
            public Handover handOver(OutgoingMessage message) {
                throw new IllegalStateException("nothing is sent");
            }

            @Override
            public Optional<Handover> find(OutgoingMessage message) {
                return Optional.empty();
            }
        };
    }
}
