package io.fieldline.messaging.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.tenant.ConfigurationFolder;

class MessageTemplatesTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    @TempDir
    Path config;

    private MessageTemplates templates;

    @BeforeEach
    void open() {
        templates = new MessageTemplates(ConfigurationFolder.in(config));
    }

    @Test
    void theTenantsOwnTemplateGoesBeforeTheOwnersAndThatBeforeTheShippedOne() throws IOException {
        assertThat(templates.find("acme", "en", "review-request").place()).isEqualTo("the shipped en/review-request.txt");
        write("en/review-request.txt", "Hi from the owner");
        write("acme/en/review-request.txt", "Hi from acme");

        assertThat(text("acme", "en", Map.of())).isEqualTo("Hi from acme");
        assertThat(text("other", "en", Map.of())).isEqualTo("Hi from the owner");
        assertThat(templates.find("acme", "es", "review-request").place()).isEqualTo("the shipped es/review-request.txt");
    }

    @Test
    void aChangedFileCountsFromTheNextMessageOn() throws IOException {
        write("en/review-request.txt", "One");
        assertThat(text("acme", "en", Map.of())).isEqualTo("One");
        write("en/review-request.txt", "Two");
        assertThat(text("acme", "en", Map.of())).isEqualTo("Two");
    }

    @Test
    void aLanguageWithoutTheTemplateSaysWhereToPutIt() {
        assertThatThrownBy(() -> templates.find("acme", "fr", "review-request")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("no template review-request in the language fr")
                .hasMessageContaining(Path.of("templates", "fr", "review-request.txt").toString());
    }

    @Test
    void aMissingValueIsAnErrorThatNamesTemplateAndValue() throws IOException {
        write("en/review-request.txt", "Hi {customerFirstName}, see {reviewLink}");
        Map<String, Object> values = new HashMap<>(Map.of("customerFirstName", "Ada"));
        for (Object nothing : new Object[]{null, "", "  " }) {
            values.put("reviewLink", nothing);
            assertThatThrownBy(() -> text("acme", "en", values)).isInstanceOf(RejectedRecordException.class)
                    .hasMessageContaining("review-request.txt needs the value reviewLink, which is missing");
        }
        values.remove("reviewLink");
        assertThatThrownBy(() -> text("acme", "en", values)).isInstanceOf(RejectedRecordException.class);
    }

    @Test
    void anotherTextMayStandInPlaceOfAMissingValue() throws IOException {
        write("en/review-request.txt", "{technicianFirstName ?: 'Our team'} says hi{#if reviewLink??}: {reviewLink}{/if}");

        assertThat(text("acme", "en", Map.of())).isEqualTo("Our team says hi");
        assertThat(text("acme", "en", Map.of("technicianFirstName", "Grace", "reviewLink", "https://a/?b=c&d=e")))
                .isEqualTo("Grace says hi: https://a/?b=c&d=e");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Hi {customerFirstname}          | there is no value customerFirstname; did you mean customerFirstName
            Hi {inject:secret}              | there is no value inject:secret
            Hi {customerFirstName           | unterminated expression
            Hi {technicianName??}           | would leave a gap
            Hi { customerFirstName }        | without blanks behind the brace
            {#for a in address}{a}{/for}    | no section helper
            """)
    void aTemplateThatCannotBeRightIsRefusedBeforeAnythingIsSent(String text, String rule) throws IOException {
        write("en/review-request.txt", text);
        assertThatThrownBy(() -> templates.find("acme", "en", "review-request").requireOnly(MessageValues.known("job")))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("review-request.txt")
                .hasMessageContaining(rule);
    }

    @Test
    void anEmailHasASubject() throws IOException {
        write("en/review-request.email.txt", "Subject: Hello {customerFirstName}\n\nDear {customerFirstName}\n");
        MessageTemplate template = templates.find("acme", "en", "review-request.email");

        assertThat(template.titled()).isTrue();
        assertThat(template.write(Map.of("customerFirstName", "Ada")))
                .isEqualTo(new MessageTemplate.Text(Optional.of("Hello Ada"), "Dear Ada", Optional.empty()));
    }

    @Test
    void theHtmlBesideAnEmailIsItsOtherPartAndShowsValuesAsTheyAre() throws IOException {
        write("en/review-request.email.txt", "Subject: {company}\n\nDear {customerName}: {reviewLink}");
        write("en/review-request.email.html",
                "<style>p { color: red }</style><p>Dear {customerName}<a href=\"{reviewLink}\">x</a>");

        MessageTemplate.Text text = templates.find("acme", "en", "review-request.email").write(Map.of("company", "A & B",
                "customerName", "<b>Ada & Co</b> \"O'Neil\"", "reviewLink", "https://g.page/?a=1&b=2"));

        assertThat(text.subject()).contains("A & B");
        assertThat(text.body()).isEqualTo("Dear <b>Ada & Co</b> \"O'Neil\": https://g.page/?a=1&b=2");
        assertThat(text.html())
                .contains("<style>p { color: red }</style><p>Dear &lt;b&gt;Ada &amp; Co&lt;/b&gt; &quot;O&#39;Neil&quot;"
                        + "<a href=\"https://g.page/?a=1&amp;b=2\">x</a>");
    }

    @Test
    void anEmailOfTheOwnersHasNoHtmlThatSaysSomethingElse() throws IOException {
        assertThat(templates.find("acme", "en", "membership-renewal-1.email").place()).startsWith("the shipped");
        write("en/membership-renewal-1.email.txt", "Subject: Hello\n\nOurs");

        assertThat(templates.find("acme", "en", "membership-renewal-1.email").write(Map.of()).html()).isEmpty();
        write("en/membership-renewal-1.email.html", "<p>Ours</p>");
        assertThat(templates.find("acme", "en", "membership-renewal-1.email").write(Map.of()).html()).contains("<p>Ours</p>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {customerFirstname}  | line 2: there is no value customerFirstname
            {customerName.raw}   | line 2: a value is text and no HTML
            { customerName }     | line 2: a value is written without blanks
            {technicianName??}   | line 2: {technicianName??} would leave a gap
            {#if address}        | line 2
            """)
    void htmlThatCannotBeRightIsRefusedToo(String html, String rule) throws IOException {
        write("en/review-request.email.txt", "Subject: Hello\n\nHello");
        write("en/review-request.email.html", "<p>Hello</p>\n<p>" + html + "</p>");

        assertThatThrownBy(() -> templates.find("acme", "en", "review-request.email").requireOnly(MessageValues.known("job")))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("review-request.email.html, " + rule);
    }

    @Test
    void timesAndMoneyAreWrittenAsTheLanguageDoesIt() {
        Map<String, Object> values = Map.of("completed", Instant.parse("2026-06-01T18:05:00Z"), "membershipEnd",
                LocalDate.of(2026, 12, 31), "invoiceTotal", new BigDecimal("1234.5"));

        assertThat(new MessageValues("en", "US", CHICAGO).written(values)).containsOnly(
                Map.entry("completedDate", "June 1, 2026"),
                Map.entry("completedTime", "1:05 PM"), Map.entry("membershipEndDate", "December 31, 2026"),
                Map.entry("invoiceTotal", "1,234.50"));
        assertThat(new MessageValues("es", "US", CHICAGO).written(values)).containsEntry("completedDate", "1 de junio de 2026");
    }

    private String text(String tenant, String language, Map<String, Object> values) {
        return templates.find(tenant, language, "review-request").write(values).body();
    }

    private void write(String file, String text) throws IOException {
        Path path = config.resolve("templates").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
