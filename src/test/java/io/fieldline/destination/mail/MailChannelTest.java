package io.fieldline.destination.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.fieldline.delivery.ScriptedProvider;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Suppression;
import io.fieldline.tenant.Connection;

class MailChannelTest {

    private static final Instant NOW = Instant.parse("2026-11-30T15:00:00Z");
    private static final String TOKEN = "6f1c2a1e-6f0b-5c0e-9b1d-2f6a8f3c4d5e";
    private static final String ID = "<" + TOKEN + "@acme.example>";
    private static final Properties TRUSTING = new Properties();

    static {
        for (String protocol : new String[]{"smtp", "smtps" }) {
            TRUSTING.put("mail." + protocol + ".ssl.trust", "*");
            TRUSTING.put("mail." + protocol + ".ssl.checkserveridentity", "false");
        }
    }

    private final GreenMail server = new GreenMail(new ServerSetup[]{new ServerSetup(0, "127.0.0.1", "smtp"),
            new ServerSetup(0, "127.0.0.1", "smtps") });
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        server.start();
        server.setUser("acme", "acme", "right");
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.stop();
    }

    @Test
    void anEmailArrivesWithBothTextsItsSenderAndTheIdMadeOfTheToken() throws Exception {
        try (MailChannel channel = plain(server.getSmtp().getPort())) {
            assertThat(channel.handOver(message("ada@customer.example", Optional.of("<p>Grüße</p>"), Optional.empty())))
                    .isEqualTo(new Handover.Accepted(ID));
        }

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getMessageID()).isEqualTo(ID);
        assertThat(mail.getFrom()[0]).hasToString("Acme Plumbing <service@acme.example>");
        assertThat(mail.getAllRecipients()[0].toString()).contains("ada@customer.example");
        assertThat(mail.getSubject()).isEqualTo("Dein Termin – morgen");
        assertThat(mail.getSentDate()).isEqualTo(NOW);
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("List-Unsubscribe")).isNull();
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContent()).hasToString("Grüße 🙂\r\n.\r\nEnde");
        assertThat(parts.getBodyPart(1).getContent()).hasToString("<p>Grüße</p>");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    }

    @Test
    void aMarketingEmailUnsubscribesByOneClick() throws Exception {
        try (MailChannel channel = plain(server.getSmtp().getPort())) {
            channel.handOver(message("ada@customer.example", Optional.empty(),
                    Optional.of(URI.create("https://hooks.example.com/u/" + TOKEN))));
        }

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<https://hooks.example.com/u/" + TOKEN + ">");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(mail.getContentType()).startsWith("text/plain");
    }

    @Test
    void aLineBreakInTheSubjectBeginsNoHeader() throws Exception {
        OutgoingMessage message = new OutgoingMessage(TOKEN, ChannelKind.EMAIL, "ada@customer.example",
                "Ada\r\nBcc: x@y.example",
                Optional.of("Hello\r\nBcc: eve@evil.example"), "Hello", Optional.empty(), Optional.empty(), "job-booked",
                Map.of(),
                Duration.ofHours(1), NOW);
        try (MailChannel channel = plain(server.getSmtp().getPort())) {
            channel.handOver(message);
        }

        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(server.getReceivedMessages()[0].getHeader("Bcc")).isNull();
        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Hello Bcc: eve@evil.example");
    }

    @Test
    void aServerThatBeginsWithTlsIsLoggedInto() {
        try (MailChannel channel = channel(server.getSmtps().getPort(), "security", "tls", "username", "acme", "password",
                "right")) {
            assertThat(channel.handOver(message("ada@customer.example"))).isEqualTo(new Handover.Accepted(ID));
        }
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aWrongPasswordIsForAPersonAndIsNotQuoted() {
        try (MailChannel channel = channel(server.getSmtps().getPort(), "security", "tls", "username", "acme", "password",
                "wr0ng")) {
            assertThatThrownBy(() -> channel.handOver(message("ada@customer.example")))
                    .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("login")
                    .hasMessageNotContaining("wr0ng");
        }
    }

    @Test
    void aServerWithoutStarttlsIsToldNothing() throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp(); MailChannel channel = channel(smtp.port(), "security", null)) {
            assertThatThrownBy(() -> channel.handOver(message("ada@customer.example")))
                    .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("STARTTLS");
            assertThat(smtp.commands()).doesNotContain("MAIL", "AUTH");
        }
    }

    @Test
    void withStarttlsTheLoginComesAfterIt() throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp().answers("EHLO", "250-scripted\r\n250-STARTTLS\r\n250 AUTH PLAIN");
                MailChannel channel = channel(smtp.port(), "security", null, "username", "acme", "password", "right")) {
            assertThat(channel.handOver(message("ada@customer.example"))).isEqualTo(new Handover.Accepted(ID));
            assertThat(smtp.commands()).containsSubsequence("EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA");
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsForAPerson() {
        try (MailChannel channel = new MailChannel(
                MailServer.of(connection(server.getSmtps().getPort(), "security", "tls")), camel, Clock.systemUTC(),
                new Properties())) {
            assertThatThrownBy(() -> channel.handOver(message("ada@customer.example")))
                    .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("secure connection");
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"CONNECT | 421 too busy", "CONNECT | close", "CONNECT | reset", "EHLO | reset",
            "MAIL | 451 4.3.0 try later", "MAIL | close", "RCPT | 450 4.2.1 greylisted", "RCPT | 452 4.2.2 mailbox full",
            "RCPT | reset", "DATA | 451 4.3.0 try later", "DATA | 421 4.3.2 going down", "DATA | reset",
            ". | 451 4.3.0 try later", ". | 421 4.3.2 going down", ". | 452 4.3.1 no room" })
    void whatEndsBeforeTheLastLineOrIsPutOffIsNotTaken(String command, String reply) throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp().answers(command, reply); MailChannel channel = plain(smtp.port())) {
            assertThat(channel.handOver(message("ada@customer.example"))).isInstanceOf(Handover.NotTaken.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ScriptedSmtp.RESET, ScriptedSmtp.CLOSE, ScriptedSmtp.SILENCE })
    void aConnectionThatBreaksAfterTheLastLineLeavesItOpen(String end) throws Exception {
        Properties impatient = new Properties();
        impatient.put("mail.smtp.timeout", "300");
        try (ScriptedSmtp smtp = new ScriptedSmtp().answers(".", end);
                MailChannel channel = new MailChannel(MailServer.of(connection(smtp.port())), camel, Clock.systemUTC(),
                        impatient)) {
            assertThat(channel.lostAnswer()).isEqualTo(MessageChannel.LostAnswer.STAYS_OPEN);
            assertThat(channel.longest()).as("ten commands of two minutes each").isGreaterThan(Duration.ofMinutes(20));
            assertThat(channel.handOver(message("ada@customer.example"))).isInstanceOf(Handover.Uncertain.class);
            assertThat(smtp.bodies()).singleElement().asString().contains("Message-ID: " + ID);
            assertThat(channel.find(message("ada@customer.example"))).isEmpty();
        }
    }

    @Test
    void aServerThatHangsUpOnQuitHasTakenTheMessage() throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp().answers("QUIT", ScriptedSmtp.RESET);
                MailChannel channel = plain(smtp.port())) {
            assertThat(channel.handOver(message("ada@customer.example"))).isEqualTo(new Handover.Accepted(ID));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"RCPT | 550 5.1.1 no such user | 5.1.1 | RECIPIENT",
            "RCPT | 550 no such user | 550 | RECIPIENT", "RCPT | 553 name not allowed | 553 | RECIPIENT",
            "RCPT | 550 5.2.1 mailbox disabled | 5.2.1 | RECIPIENT", "RCPT | 552 5.2.2 mailbox full | 5.2.2 | NONE",
            "RCPT | 550 5.7.1 blocked | 5.7.1 | NONE", "RCPT | 554 5.7.1 relay denied | 5.7.1 | NONE",
            "DATA | 554 5.5.1 no valid recipients | 5.5.1 | NONE", ". | 554 5.6.0 looks like spam | 5.6.0 | NONE",
            ". | 550 5.1.1 no such user | 5.1.1 | RECIPIENT", ". | 552 too large | 552 | NONE" })
    void aLastingRefusalKeepsTheServersCodeAndSaysWhatItMeansForTheAddress(String command, String reply, String code,
            Suppression suppression) throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp().answers(command, reply); MailChannel channel = plain(smtp.port())) {
            assertThat(channel.handOver(message("ada@customer.example"))).isInstanceOfSatisfying(Handover.Refused.class,
                    refused -> {
                        assertThat(refused.code()).isEqualTo(code);
                        assertThat(refused.suppression()).isEqualTo(suppression);
                        assertThat(refused.reason()).contains(reply);
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"MAIL | 530 5.7.0 login first", "MAIL | 550 5.7.60 not your address",
            "RCPT | 530 5.7.0 login first" })
    void aRefusedSenderOrAMissingLoginIsForAPerson(String command, String reply) throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp().answers(command, reply); MailChannel channel = plain(smtp.port())) {
            assertThatThrownBy(() -> channel.handOver(message("ada@customer.example")))
                    .isInstanceOf(TenantUnavailableException.class).hasMessageContaining(reply);
        }
    }

    @Test
    void aLoginThatIsPutOffIsNotTaken() throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp().answers("EHLO", "250-scripted\r\n250 AUTH PLAIN").answers("AUTH",
                "454 4.7.0 try later"); MailChannel channel = channel(smtp.port(), "username", "a", "password", "b")) {
            assertThat(channel.handOver(message("ada@customer.example"))).isInstanceOf(Handover.NotTaken.class);
        }
    }

    @Test
    void whereNobodyListensTheMessageWasNotTaken() {
        try (MailChannel channel = plain(ScriptedProvider.nobody().getPort())) {
            assertThat(channel.handOver(message("ada@customer.example"))).isInstanceOf(Handover.NotTaken.class);
        }
    }

    @Test
    void whileCamelIsStoppedNothingIsTaken() {
        try (MailChannel channel = plain(server.getSmtp().getPort())) {
            camel.stop();

            assertThat(channel.handOver(message("ada@customer.example"))).isInstanceOf(Handover.NotTaken.class);
            assertThat(server.getReceivedMessages()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a b@customer.example", "a@b@c" })
    void whatIsNoAddressIsRefusedForGood(String recipient) {
        try (MailChannel channel = plain(server.getSmtp().getPort())) {
            assertThat(channel.handOver(message(recipient))).isInstanceOfSatisfying(Handover.Refused.class,
                    refused -> assertThat(refused.suppression()).isEqualTo(Suppression.RECIPIENT));
        }
    }

    @Test
    void checkLogsIn() {
        MailProbe probe = new MailProbe();

        assertThat(probe.problem(connection(server.getSmtp().getPort()))).isEmpty();
        assertThat(probe.problem(connection(server.getSmtp().getPort(), "username", "acme", "password", "wr0ng")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("login").doesNotContain("wr0ng"));
        assertThat(probe.problem(connection(server.getSmtp().getPort(), "security", null)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("STARTTLS"));
        assertThatThrownBy(() -> probe.problem(connection(ScriptedProvider.nobody().getPort())))
                .isInstanceOf(RetryLaterException.class);
    }

    @Test
    void aPasswordIsNotSentInClearTextToAnotherMachine() {
        assertThatThrownBy(
                () -> MailServer.of(connection(25, "host", "mail.example.com", "username", "acme", "password", "right")))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("security");
    }

    private MailChannel plain(int port) {
        return channel(port);
    }

    private MailChannel channel(int port, Object... changes) {
        return new MailChannel(MailServer.of(connection(port, changes)), camel, Clock.fixed(NOW, ZoneOffset.UTC), TRUSTING);
    }

    private static Connection connection(int port, Object... changes) {
        Map<String, Object> options = new HashMap<>(Map.of("host", "127.0.0.1", "port", (long) port, "security", "none", "from",
                "Acme Plumbing <service@acme.example>"));
        for (int at = 0; at < changes.length; at += 2) {
            if (changes[at + 1] == null) {
                options.remove(changes[at]);
            } else {
                options.put(changes[at].toString(), changes[at + 1]);
            }
        }
        return new Connection("email", MailConnectionType.NAME, options);
    }

    private static OutgoingMessage message(String recipient) {
        return message(recipient, Optional.empty(), Optional.empty());
    }

    private static OutgoingMessage message(String recipient, Optional<String> html, Optional<URI> unsubscribe) {
        return new OutgoingMessage(TOKEN, ChannelKind.EMAIL, recipient, "Ada Löve", Optional.of("Dein Termin – morgen"),
                "Grüße 🙂\r\n.\r\nEnde", html, unsubscribe, "job-booked", Map.of(), Duration.ofHours(1), NOW);
    }
}
