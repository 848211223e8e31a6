package io.fieldline.destination.push;

import java.time.InstantSource;
import java.util.Optional;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.tenant.Connection;

/** Asks FCM whether a connection's account may send for its project: FCM checks a message and does not send it. */
public final class PushProbe {

    private final InstantSource time;

    public PushProbe(InstantSource time) {
        this.time = time;
    }

    /**
     * @return what is wrong, or empty
     * @throws RetryLaterException when Google is away
     * @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong
     */
    public Optional<String> problem(Connection connection) {
        PushChannel channel = new PushChannel(connection, time, ProviderCalls.usual());
        CallOutcome outcome;
        try {
            outcome = channel.validate();
        } catch (TenantUnavailableException e) {
            return Optional.of(e.getMessage());
        }
        if (!(outcome instanceof CallOutcome.Answered answered) || answered.status() == 429 || answered.status() >= 500) {
            throw new RetryLaterException("FCM could not be asked: " + outcome, null);
        }
        return answered.status() == 200
                ? Optional.empty()
                : Optional.of("FCM answered " + answered.status()
                        + " to a message that it was to check only: check the service account's right to send and the project");
    }
}
