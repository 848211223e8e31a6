package io.fieldline.destination.klaviyo;

import java.util.Optional;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.tenant.Connection;

/** Asks Klaviyo whose account a connection's key belongs to, without recording anything. */
public final class KlaviyoProbe {

    private final ProviderCalls calls = ProviderCalls.usual();

    /**
     * @return what is wrong, or empty
     * @throws RetryLaterException when Klaviyo is away
     * @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong
     */
    public Optional<String> problem(Connection connection) {
        CallOutcome outcome = calls.send(KlaviyoAccount.of(connection).request("/api/accounts").GET());
        if (!(outcome instanceof CallOutcome.Answered answered) || answered.status() == 429 || answered.status() >= 500) {
            throw new RetryLaterException("Klaviyo could not be asked for the account: " + outcome, null);
        }
        return switch (answered.status()) {
            case 200 -> Optional.empty();
            case 401 -> Optional.of("Klaviyo refused the API key: check apiKey");
            case 403 -> Optional.of("The API key may not read the account, so that check cannot look at it: give it the scope"
                    + " accounts:read, and events:write");
            default -> Optional.of("Klaviyo answered " + answered.status()
                    + " when it was asked for the account: check url and revision");
        };
    }
}
