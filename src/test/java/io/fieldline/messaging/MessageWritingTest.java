package io.fieldline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.messaging.template.MessageTemplates;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.ContactFacts;
import io.fieldline.outreach.InMemoryShortLinks;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.MessageText;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.MessageSettings;
import io.fieldline.tenant.Tenant;

class MessageWritingTest {

    private static final ContactFacts FACTS = Messages.facts(11, List.of(Messages.mobile(Messages.ADA)));
    private static final String TRACKED = "https://g.page/r/a?x=1&utm_medium=a+b&utm_source=sms#top";
    private static final Pattern SHORT = Pattern.compile("https://links\\.acme\\.example/go/([A-Za-z0-9]{10})(?![A-Za-z0-9])");
    private static final Map<String, Object> READ = Map.of("customerName", "Ada Lovelace", "customerFirstName", "Ada",
            "technicianFirstName", "Grace");

    private static final UnsubscribeLinks LINKS = new UnsubscribeLinks(() -> new byte[]{1, 2, 3 });

    @TempDir
    Path config;

    private final FixedTenants tenants = new FixedTenants();
    private final InMemoryShortLinks links = new InMemoryShortLinks();
    private MessageWriting writing;

    @BeforeEach
    void start() {
        writing = new MessageWriting(tenants, new MessageTemplates(ConfigurationFolder.in(config)),
                new MessageLinks(links, InstantSource.fixed(Messages.NOON)), LINKS);
        settings(Map.of("reviewLink", "https://g.page/r/a?x=1#top"));
    }

    @Test
    void aTextNamesTheCompanyAndHasTheTrackedLink() {
        settings(Map.of("reviewLink", "https://g.page/r/a?x=1#top"), false);
        MessageText text = write(ChannelKind.SMS);

        assertThat(text.body()).contains("Hi Ada", "Acme Plumbing", "How did Grace do?", TRACKED);
        assertThat(links.size()).isZero();
        assertThat(text.subject()).isEmpty();
        assertThat(text.unsubscribe()).isEmpty();
    }

    @Test
    void aLinkIsShortOnTheTenantsHostAndLeadsWhereItLedWhenTheMessageWasWritten() {
        Matcher first = SHORT.matcher(write(ChannelKind.SMS).body());
        assertThat(first.find()).isTrue();
        assertThat(links.target(first.group(1))).contains(TRACKED);
        assertThat(write(ChannelKind.SMS).body()).as("written again").contains(first.group());

        settings(Map.of("reviewLink", "https://g.page/r/other"));
        Matcher second = SHORT.matcher(write(ChannelKind.SMS).body());
        assertThat(second.find()).isTrue();
        assertThat(links.target(second.group(1))).hasValueSatisfying(target -> assertThat(target).startsWith(
                "https://g.page/r/other?"));
        assertThat(links.target(first.group(1))).contains(TRACKED);
    }

    @Test
    void aPreviewIsAsLongAsTheMessageAndKeepsNoLink() {
        String shown = writing.preview(message(ChannelKind.SMS), new HashMap<>(READ)).body();
        assertThat(links.size()).isZero();
        assertThat(shown).hasSameSizeAs(write(ChannelKind.SMS).body());
    }

    @Test
    void aLinkThatNoBrowserCouldBeLedToStaysAsItIs() {
        settings(Map.of("reviewLink", "g.page/r/a"));
        assertThat(write(ChannelKind.SMS).body()).contains("g.page/r/a?utm_medium=a+b&utm_source=sms");
        assertThat(links.size()).isZero();
    }

    @Test
    void aMarketingEmailHasTheAddressesThatItNeeds() {
        MessageText text = write(ChannelKind.EMAIL);

        OutboxMessage message = message(ChannelKind.EMAIL);
        assertThat(text.subject()).contains("How did Grace do?");
        assertThat(text.unsubscribe())
                .contains(URI.create("https://links.acme.example/unsubscribe/" + LINKS.of(message.token())));
        assertThat(text.body()).contains("12 Main St, Austin", text.unsubscribe().orElseThrow().toString());
    }

    @Test
    void anEmailHasTheHtmlThatIsBesideItsText() throws IOException {
        assertThat(write(ChannelKind.EMAIL).html()).isEmpty();
        Path folder = Files.createDirectories(config.resolve("templates/en"));
        Files.writeString(folder.resolve("review-request.email.txt"), "Subject: Hi\n\n{company} {postalAddress}");
        Files.writeString(folder.resolve("review-request.email.html"), "<p>{customerName} {postalAddress}</p>");

        assertThat(write(ChannelKind.EMAIL).html()).contains("<p>Ada Lovelace 12 Main St, Austin</p>");
        assertThat(write(ChannelKind.SMS).html()).isEmpty();
    }

    @Test
    void aPushNotificationIsTitledByTheCompany() {
        assertThat(write(ChannelKind.PUSH).subject()).contains("Acme Plumbing");
    }

    @Test
    void aMarketingSystemGetsTheValues() {
        assertThat(write(ChannelKind.EVENT).properties()).containsEntry("customerName", "Ada Lovelace")
                .containsEntry("company", "Acme Plumbing").doesNotContainKey("unsubscribeLink");
    }

    @Test
    void aCrmGetsWhatItsWorkflowWaitsForAndNothingElse() {
        settings(Map.of("enrollment", Map.of("st_membership_status", "expiring")));
        assertThat(write(ChannelKind.ENROLLMENT).properties()).isEqualTo(Map.of("st_membership_status", "expiring"));

        settings(Map.of());
        assertThatThrownBy(() -> write(ChannelKind.ENROLLMENT)).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("flows.review-request-sms.enrollment: must name the property or the list");
    }

    private MessageText write(ChannelKind channel) {
        return writing.write(message(channel), FACTS, new HashMap<>(READ));
    }

    private static OutboxMessage message(ChannelKind channel) {
        MessageRequest request = Messages.as(Messages.request(4711, 11), MessageKind.MARKETING, channel);
        return Messages.scheduled(request, Messages.ADA, Messages.NOON);
    }

    private void settings(Map<String, Object> settings) {
        settings(settings, true);
    }

    private void settings(Map<String, Object> settings, boolean shortLinks) {
        MessageSettings block = new MessageSettings(MessageSettings.Mode.LIVE, Map.of(), "US", MessageSettings.DEFAULT.from(),
                MessageSettings.DEFAULT.until(), false, Optional.empty(), Optional.of("12 Main St, Austin"),
                Optional.of("links.acme.example"), Map.of("utm_source", "sms", "utm_medium", "a b"), "en", Optional.empty(),
                shortLinks);
        tenants.apply(new Tenant("acme", "Acme Plumbing", ZoneId.of("America/Chicago"), null, Map.of(),
                Map.of(Messages.FLOW, new FlowSettings(Messages.FLOW, Duration.ofMinutes(1), settings)), block));
    }
}
