package io.fieldline.destination.push;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderAddress;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.tenant.Connection;

/** Push notifications by one Firebase project. FCM tells nobody which messages it has. */
public final class PushChannel implements MessageChannel {

    private static final String USUAL_URL = "https://fcm.googleapis.com";

    /** A message and an access token, each a second time where the token was refused. */
    private static final int MOST_CALLS = 4;

    private final URI send;
    private final ProviderCalls calls;
    private final AccessTokens tokens;
    private final PushAnswers answers;

    PushChannel(Connection connection, InstantSource time, ProviderCalls calls) {
        ServiceAccount account = ServiceAccount.of(connection);
        if (!account.projectId().matches("[a-z0-9][a-z0-9.:-]*")) {
            throw new MisconfiguredException("The connection '" + connection.name()
                    + "' of type push names no Firebase project: projectId is missing or is none");
        }
        this.send = URI.create(ProviderAddress.of(connection, USUAL_URL) + "/v1/projects/" + account.projectId()
                + "/messages:send");
        this.calls = calls;
        this.tokens = new AccessTokens(account, calls, time);
        this.answers = new PushAnswers(time);
    }

    /**
     * @param connection one of type {@link PushConnectionType}
     * @throws MisconfiguredException naming the setting that is wrong
     */
    public static PushChannel of(Connection connection, InstantSource time) {
        return new PushChannel(connection, time, ProviderCalls.usual());
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.PUSH;
    }

    @Override
    public LostAnswer lostAnswer() {
        return LostAnswer.STAYS_OPEN;
    }

    @Override
    public Duration longest() {
        return calls.longest().multipliedBy(MOST_CALLS);
    }

    @Override
    public Handover handOver(OutgoingMessage message) {
        String body = NotificationBody.of(message).toString();
        try {
            return answers.of(post(body));
        } catch (RetryLaterException noToken) {
            return new Handover.NotTaken(noToken.getMessage(), noToken.retryAfter());
        }
    }

    /** An access token that is refused, which nothing was done for, is replaced once. */
    private CallOutcome post(String body) {
        String token = tokens.token();
        CallOutcome outcome = post(body, token);
        if (outcome instanceof CallOutcome.Answered answered && answered.status() == 401) {
            tokens.refused(token);
            return post(body, tokens.token());
        }
        return outcome;
    }

    private CallOutcome post(String body, String token) {
        return calls.send(HttpRequest.newBuilder(send).header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json; charset=utf-8").POST(BodyPublishers.ofString(body)));
    }

    @Override
    public Optional<Handover> find(OutgoingMessage message) {
        return Optional.empty();
    }

    /** Lets FCM check a message for no device, without sending it. */
    CallOutcome validate() {
        return post(
                "{\"validate_only\":true,\"message\":{\"topic\":\"fieldline-check\",\"notification\":{\"body\":\"check\"}}}");
    }
}
