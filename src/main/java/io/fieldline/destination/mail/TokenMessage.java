package io.fieldline.destination.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import io.fieldline.outreach.OutgoingMessage;

/**
 * An e-mail whose Message-ID is made of our token, the same each time, so that a repeat can be told from a second message.
 * It knows how far it has come.
 */
final class TokenMessage extends MimeMessage {

    /** How much the server can have of it. */
    enum Progress {
        /** no connection that a message could go through */
        UNCONNECTED,
        /** sender and recipient at most, or a part of the text without its end, which no server may act upon */
        INCOMPLETE,
        /** the whole text: the line that ends it may have arrived */
        WHOLE,
        /** the server said that it takes care of it */
        TAKEN
    }

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String id;
    private volatile Progress progress = Progress.UNCONNECTED;

    private TokenMessage(Session session, String id) {
        super(session);
        this.id = id;
    }

    /** @throws MessagingException when the recipient is no address */
    static TokenMessage of(OutgoingMessage message, MailServer server, Session session, InstantSource time)
            throws MessagingException, IOException {
        TokenMessage mail = new TokenMessage(session, "<" + message.token() + "@" + server.domain() + ">");
        InternetAddress recipient = new InternetAddress(message.recipient(), true);
        if (!message.recipientName().isBlank()) {
            recipient.setPersonal(oneLine(message.recipientName()), UTF_8);
        }
        mail.setFrom(server.from());
        if (server.replyTo().isPresent()) {
            mail.setReplyTo(new InternetAddress[]{server.replyTo().get() });
        }
        mail.setRecipient(RecipientType.TO, recipient);
        mail.setSubject(oneLine(message.subject().orElse("")), UTF_8);
        mail.setSentDate(Date.from(time.instant()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        if (message.unsubscribe().isPresent()) {
            URI target = message.unsubscribe().get();
            mail.setHeader("List-Unsubscribe", "<" + target.toASCIIString() + ">");
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        mail.write(message);
        mail.saveChanges();
        return mail;
    }

    private void write(OutgoingMessage message) throws MessagingException {
        if (message.html().isEmpty()) {
            setText(message.body(), UTF_8);
            return;
        }
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(message.body(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(message.html().get(), UTF_8, "html");
        setContent(new MimeMultipart("alternative", plain, html));
    }

    /** A line break would begin a header of the text's own. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n\\u2028\\u2029\\x00]+", " ").strip();
    }

    String id() {
        return id;
    }

    Progress progress() {
        return progress;
    }

    void connected() {
        progress = Progress.INCOMPLETE;
    }

    void taken() {
        progress = Progress.TAKEN;
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
        super.writeTo(out, ignored);
        progress = Progress.WHOLE;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}
