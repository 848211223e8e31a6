package io.fieldline.destination.klaviyo;

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
 * Events in one Klaviyo account, whose flows decide what is sent. Accepted means that Klaviyo will record the event. It
 * records one of the same token, profile and metric once, so a request whose answer is lost is repeated, byte for byte: once
 * at once, and later by whoever handed it over.
 */
public final class KlaviyoChannel implements MessageChannel {

    private final KlaviyoAccount account;
    private final ProviderCalls calls;
    private final KlaviyoAnswers answers;

    KlaviyoChannel(KlaviyoAccount account, InstantSource time, ProviderCalls calls) {
        this.account = account;
        this.calls = calls;
        this.answers = new KlaviyoAnswers(time);
    }

    /**
     * @param connection one of type {@link KlaviyoConnectionType}
     * @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong
     */
    public static KlaviyoChannel of(Connection connection, InstantSource time) {
        return new KlaviyoChannel(KlaviyoAccount.of(connection), time, ProviderCalls.usual());
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.EVENT;
    }

    @Override
    public LostAnswer lostAnswer() {
        return LostAnswer.IS_REPEATED;
    }

    @Override
    public Duration longest() {
        return calls.longest().multipliedBy(2);
    }

    @Override
    public Handover handOver(OutgoingMessage message) {
        String body = EventBody.of(message);
        Handover first = post(body, message.token());
        if (!(first instanceof Handover.Uncertain)) {
            return first;
        }
        Handover second = post(body, message.token());
        // That the repeat was not taken says nothing about the first.
        return second instanceof Handover.Accepted ? second : first;
    }

    private Handover post(String body, String token) {
        return answers.of(calls.send(account.request("/api/events").POST(BodyPublishers.ofString(body))), token);
    }

    /** Klaviyo shows an event some time after it accepted it, if at all, so that none shown would prove nothing. */
    @Override
    public Optional<Handover> find(OutgoingMessage message) {
        return Optional.empty();
    }
}
