package io.fieldline.destination.mail;

import java.util.Optional;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;

import io.fieldline.destination.mail.TokenMessage.Progress;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.Handover;
import io.fieldline.tenant.Connection;

/** Logs in at a connection's mail server, without sending anything. */
public final class MailProbe {

    /**
     * @return what is wrong, or empty
     * @throws RetryLaterException when the server is away
     * @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong
     */
    public Optional<String> problem(Connection connection) {
        MailServer server = MailServer.of(connection);
        try {
            OnceSender.close(new OnceSender(server, Session.getInstance(server.properties())).connect());
            return Optional.empty();
        } catch (MessagingException e) {
            return problem(e);
        }
    }

    private static Optional<String> problem(MessagingException refused) {
        try {
            Handover away = MailAnswers.of(refused, Progress.UNCONNECTED);
            throw new RetryLaterException(((Handover.NotTaken) away).reason(), refused);
        } catch (TenantUnavailableException e) {
            return Optional.of(e.getMessage());
        }
    }
}
