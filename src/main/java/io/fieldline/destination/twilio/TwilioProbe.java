package io.fieldline.destination.twilio;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.tenant.Connection;

/** Asks Twilio whether a connection's credentials are good and its account is in use, without sending anything. */
public final class TwilioProbe {

    private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"([a-z]+)\"");

    private final ProviderCalls calls = ProviderCalls.usual();

    /**
     * @return what is wrong, or empty
     * @throws RetryLaterException when Twilio is away
     * @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong
     */
    public Optional<String> problem(Connection connection) {
        TwilioAccount account = TwilioAccount.of(connection);
        CallOutcome outcome = calls.send(HttpRequest
                .newBuilder(URI.create(account.url() + "/2010-04-01/Accounts/" + account.accountSid() + ".json")).GET()
                .header("Authorization", account.authorization()));
        if (!(outcome instanceof CallOutcome.Answered answered) || answered.status() == 429 || answered.status() >= 500) {
            throw new RetryLaterException("Twilio could not be asked for the account: " + outcome, null);
        }
        if (answered.status() != 200) {
            return Optional.of("Twilio answered " + answered.status() + " when it was asked for the account "
                    + account.accountSid() + ": check accountSid and the credentials");
        }
        Matcher status = STATUS.matcher(answered.body());
        return status.find() && status.group(1).equals("active")
                ? Optional.empty()
                : Optional.of("Twilio does not say that the account " + account.accountSid() + " is active");
    }
}
