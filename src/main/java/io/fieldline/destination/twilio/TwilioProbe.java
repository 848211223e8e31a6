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

/**
 * Asks Twilio whether a connection's credentials are good, its account is in use, and numbers can be looked up, without
 * sending anything.
 */
public final class TwilioProbe {

    private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"([a-z]+)\"");

    private final ProviderCalls calls = ProviderCalls.usual();

    /**
     * @param looksUp whether the tenant has numbers looked up
     * @return what is wrong, or empty
     * @throws RetryLaterException when Twilio is away
     * @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong
     */
    public Optional<String> problem(Connection connection, boolean looksUp) {
        TwilioAccount account = TwilioAccount.of(connection);
        return ofAccount(account).or(() -> looksUp ? ofLookUps(account) : Optional.empty());
    }

    private Optional<String> ofAccount(TwilioAccount account) {
        CallOutcome outcome = calls.send(HttpRequest
                .newBuilder(URI.create(account.url() + "/2010-04-01/Accounts/" + account.accountSid() + ".json")).GET()
                .header("Authorization", account.authorization()));
        CallOutcome.Answered answered = answered(outcome, "for the account");
        if (answered.status() != 200) {
            return Optional.of("Twilio answered " + answered.status() + " when it was asked for the account "
                    + account.accountSid() + ": check accountSid and the credentials");
        }
        Matcher status = STATUS.matcher(answered.body());
        return status.find() && status.group(1).equals("active")
                ? Optional.empty()
                : Optional.of("Twilio does not say that the account " + account.accountSid() + " is active");
    }

    /** By the sender, which is a number that exists; without a package, so that it costs nothing. */
    private Optional<String> ofLookUps(TwilioAccount account) {
        Optional<String> number = account.from().filter(from -> from.startsWith("+"));
        if (number.isEmpty()) {
            return Optional.empty();
        }
        CallOutcome outcome = calls
                .send(HttpRequest.newBuilder(URI.create(account.lookupUrl() + LineQuestion.PATH + number.get())).GET()
                        .header("Authorization", account.authorization()));
        CallOutcome.Answered answered = answered(outcome, "to look a number up");
        return answered.status() == 200
                ? Optional.empty()
                : Optional.of("Twilio answered " + answered.status() + " when it was asked to look a number up, as"
                        + " messages.textsPhones wants it: check lookupUrl and what the credentials may do");
    }

    private static CallOutcome.Answered answered(CallOutcome outcome, String asked) {
        if (!(outcome instanceof CallOutcome.Answered answered) || answered.status() == 429 || answered.status() >= 500) {
            throw new RetryLaterException("Twilio could not be asked " + asked + ": " + outcome, null);
        }
        return answered;
    }
}
