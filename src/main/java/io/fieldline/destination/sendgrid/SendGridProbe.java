package io.fieldline.destination.sendgrid;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.tenant.Connection;

/** Asks SendGrid what a connection's key may do, without sending anything. */
public final class SendGridProbe {

    private final ProviderCalls calls = ProviderCalls.usual();

    /**
     * @return what is wrong, or empty
     * @throws RetryLaterException when SendGrid is away
     * @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong
     */
    public Optional<String> problem(Connection connection) {
        SendGridAccount account = SendGridAccount.of(connection);
        CallOutcome outcome = calls.send(HttpRequest.newBuilder(URI.create(account.url() + "/v3/scopes")).GET()
                .header("Authorization", account.authorization()));
        if (!(outcome instanceof CallOutcome.Answered answered) || answered.status() == 429 || answered.status() >= 500) {
            throw new RetryLaterException("SendGrid could not be asked for the key's permissions: " + outcome, null);
        }
        if (answered.status() != 200) {
            return Optional
                    .of("SendGrid answered " + answered.status() + " when it was asked what the key may do: check apiKey");
        }
        return answered.body().contains("\"mail.send\"")
                ? Optional.empty()
                : Optional.of("The API key lacks the permission Mail Send");
    }
}
