package io.fieldline.destination.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;

import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.tenant.Secret;

/**
 * Sends a message over a connection of its own. Camel's own sender reports a failure when the message was taken and only the
 * connection could not be closed in order.
 */
final class OnceSender extends DefaultJavaMailSender {

    private static final Logger LOG = LoggerFactory.getLogger(OnceSender.class);

    private final MailServer server;
    private final Session session;

    OnceSender(MailServer server, Session session) {
        this.server = server;
        this.session = session;
        setSession(session);
    }

    @Override
    public void send(MimeMessage message) throws MessagingException {
        TokenMessage mail = (TokenMessage) message;
        Transport transport = connect();
        try {
            mail.connected();
            transport.sendMessage(mail, mail.getAllRecipients());
            mail.taken();
        } finally {
            close(transport);
        }
    }

    /** A connection on which the server would take messages. */
    Transport connect() throws MessagingException {
        Transport transport = session.getTransport(server.protocol());
        transport.connect(server.host(), server.port(), server.username().orElse(null),
                server.password().map(Secret::reveal).orElse(null));
        return transport;
    }

    static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("The mail server ended the connection first: {}", e.getMessage());
        }
    }
}
