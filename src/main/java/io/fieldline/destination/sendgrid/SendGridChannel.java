package io.fieldline.destination.sendgrid;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import io.fieldline.delivery.ProviderCalls;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.tenant.Connection;

/**
 * E-mails by one SendGrid account. SendGrid knows no key that would keep a message from being sent twice, and tells nobody
 * which messages it has: one whose answer is lost stays {@link Handover.Uncertain} until an event bears its token.
 */
public final class SendGridChannel implements MessageChannel {

    private final SendGridAccount account;
    private final ProviderCalls calls;
    private final SendGridAnswers answers;

    SendGridChannel(SendGridAccount account, InstantSource time, ProviderCalls calls) {
        this.account = account;
        this.calls = calls;
        this.answers = new SendGridAnswers(time);
    }

    /**
     * @param connection one of type {@link SendGridConnectionType}
     * @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong
     */
    public static SendGridChannel of(Connection connection, InstantSource time) {
        return new SendGridChannel(SendGridAccount.of(connection), time, ProviderCalls.usual());
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.EMAIL;
    }

    @Override
    public LostAnswer lostAnswer() {
        return LostAnswer.STAYS_OPEN;
    }

    @Override
    public Duration longest() {
        return calls.longest();
    }

    @Override
    public Handover handOver(OutgoingMessage message) {
        return answers.of(calls.send(HttpRequest.newBuilder(URI.create(account.url() + "/v3/mail/send"))
                .header("Authorization", account.authorization()).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(MailBody.of(message, account).toString()))), message.token());
    }

    @Override
    public Optional<Handover> find(OutgoingMessage message) {
        return Optional.empty();
    }
}
