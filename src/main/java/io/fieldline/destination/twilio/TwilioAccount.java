package io.fieldline.destination.twilio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import io.fieldline.delivery.ProviderAddress;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/**
 * One tenant's account of Twilio.
 *
 * @param url below which requests go
 * @param user the account's SID, or an API key's
 * @param signing what signs Twilio's own requests; without it none is believed
 * @param from an E.164 number or a short code; else the messaging service is used
 * @param callback where Twilio reports to, without a query
 */
record TwilioAccount(String url, String accountSid, String user, Secret password, Optional<Secret> signing,
        Optional<String> from, Optional<String> messagingService, Optional<URI> callback) {

    private static final String USUAL_URL = "https://api.twilio.com";
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9]\\d{6,14}|\\d{5,6}");
    private static final Pattern CALLBACK = Pattern.compile("https?://[^\\s?#]+");

    TwilioAccount {
        Objects.requireNonNull(password, "password");
        check(accountSid.matches("AC[0-9a-fA-F]{32}"), "accountSid", "is AC and 32 hexadecimal digits");
        check(user.equals(accountSid) || user.matches("SK[0-9a-fA-F]{32}"), "apiKey", "is SK and 32 hexadecimal digits");
        check(from.isPresent() != messagingService.isPresent(), "from", "or messagingServiceSid is needed, and not both");
        check(from.isEmpty() || NUMBER.matcher(from.get()).matches(), "from",
                "is a number such as +13125550100 or a short code such as 12345");
        check(messagingService.isEmpty() || messagingService.get().matches("MG[0-9a-fA-F]{32}"), "messagingServiceSid",
                "is MG and 32 hexadecimal digits");
    }

    static TwilioAccount of(Connection connection) {
        String account = connection.text("accountSid").orElseThrow();
        Optional<String> key = connection.text("apiKey");
        Optional<Secret> authToken = connection.secret("authToken");
        Secret password = (key.isPresent() ? connection.secret("apiKeySecret") : authToken)
                .orElseThrow(() -> new MisconfiguredException("The connection '" + connection.name()
                        + "' of type twilio needs authToken, or apiKey and apiKeySecret"));
        return new TwilioAccount(ProviderAddress.of(connection, USUAL_URL), account, key.orElse(account), password, authToken,
                connection.text("from"), connection.text("messagingServiceSid"),
                connection.text("callbackUrl").map(TwilioAccount::address));
    }

    private static URI address(String text) {
        check(CALLBACK.matcher(text).matches(), "callbackUrl", "is an address without a query");
        return URI.create(text);
    }

    private static void check(boolean kept, String option, String rule) {
        if (!kept) {
            throw new MisconfiguredException("A connection of type twilio: " + option + " " + rule);
        }
    }

    /** Where Twilio is to report on the message with this token. */
    Optional<URI> callbackFor(String token) {
        return callback.map(base -> URI.create(base + "?" + TwilioCallbacks.TOKEN + "=" + token));
    }

    /** @param path as Twilio gives it, from its host on; what stands in front of Twilio may have put its own path before it */
    URI at(String path) {
        String prefix = URI.create(url).getRawPath();
        boolean below = prefix.isEmpty() || !path.startsWith(prefix + "/");
        return URI.create((below ? url : url.substring(0, url.length() - prefix.length())) + path);
    }

    String authorization() {
        return "Basic " + Base64.getEncoder()
                .encodeToString((user + ":" + password.reveal().strip()).getBytes(StandardCharsets.UTF_8));
    }
}
