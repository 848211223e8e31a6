package io.fieldline.destination.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLHandshakeException;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

import io.fieldline.destination.mail.TokenMessage.Progress;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.Suppression;

/** What a mail server's refusal means, by RFC 5321 and the enhanced codes of RFC 3463. */
final class MailAnswers {

    private static final Pattern ENHANCED = Pattern.compile("\\b([245])\\.(\\d{1,3})\\.(\\d{1,3})\\b");

    private MailAnswers() {}

    /** One reply of the server. */
    private record Reply(int code, String text, boolean ofSender, boolean ofRecipient) {}

    /** @throws TenantUnavailableException when the server refuses the login or the sender */
    static Handover of(MessagingException problem, Progress progress) {
        if (progress == Progress.UNCONNECTED) {
            return notConnected(problem);
        }
        Optional<Reply> reply = reply(problem);
        if (reply.isPresent()) {
            return refused(reply.get());
        }
        String said = "The connection to the mail server broke: " + text(problem);
        return progress == Progress.WHOLE
                ? new Handover.Uncertain(said)
                : new Handover.NotTaken(said, Optional.empty());
    }

    private static Handover notConnected(MessagingException problem) {
        String said = text(problem);
        boolean passing = said.matches("(?s)4\\d\\d[ -].*");
        if (problem instanceof AuthenticationFailedException && !passing) {
            throw new TenantUnavailableException("The mail server refused the login: " + said
                    + ". Check the connection's username and password");
        }
        if (said.contains("STARTTLS is required") || caused(problem, SSLHandshakeException.class)) {
            throw new TenantUnavailableException("No secure connection to the mail server could be made: " + said
                    + ". Check the connection's host, port and security");
        }
        return new Handover.NotTaken("The mail server could not be reached: " + said, Optional.empty());
    }

    private static Handover refused(Reply reply) {
        String said = "The mail server answered " + reply.text();
        if (reply.code() < 500) {
            return new Handover.NotTaken(said, Optional.empty());
        }
        if (reply.ofSender() || reply.code() == 530 || reply.code() == 535) {
            throw new TenantUnavailableException(said + ". Check the connection's login and from");
        }
        Optional<String> enhanced = enhanced(reply.text());
        return new Handover.Refused(enhanced.orElse(Integer.toString(reply.code())), said, suppression(reply, enhanced));
    }

    /** No such mailbox, or one that is closed; not a full one, and not a rule of the server's. */
    private static Suppression suppression(Reply reply, Optional<String> enhanced) {
        boolean gone = enhanced.map(code -> code.matches("5\\.1\\.(1|2|3|6|10)|5\\.2\\.1")).orElse(reply.ofRecipient()
                && (reply.code() == 550 || reply.code() == 551 || reply.code() == 553));
        return gone ? Suppression.RECIPIENT : Suppression.NONE;
    }

    private static Optional<String> enhanced(String text) {
        Matcher code = ENHANCED.matcher(text);
        return code.find() ? Optional.of(code.group()) : Optional.empty();
    }

    /** The word on the recipient where there is one, else that on the sender or the message. */
    private static Optional<Reply> reply(MessagingException problem) {
        Optional<Reply> reply = Optional.empty();
        for (Exception one = problem; one instanceof MessagingException of; one = of.getNextException()) {
            if (one instanceof SMTPAddressFailedException address && address.getReturnCode() >= 400) {
                return Optional.of(new Reply(address.getReturnCode(), text(address), false, true));
            }
            if (one instanceof SMTPSenderFailedException sender && sender.getReturnCode() >= 400) {
                reply = Optional.of(new Reply(sender.getReturnCode(), text(sender), true, false));
            } else if (one instanceof SMTPSendFailedException sent && sent.getReturnCode() >= 400 && reply.isEmpty()) {
                reply = Optional.of(new Reply(sent.getReturnCode(), text(sent), sent.getCommand() != null
                        && sent.getCommand().startsWith("MAIL"), false));
            }
        }
        return reply;
    }

    private static boolean caused(Throwable problem, Class<? extends Throwable> type) {
        Throwable cause = problem;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static String text(Exception problem) {
        return String.valueOf(problem.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
