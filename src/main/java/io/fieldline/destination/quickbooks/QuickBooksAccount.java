package io.fieldline.destination.quickbooks;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/**
 * One tenant's company in QuickBooks Online.
 *
 * @param name the connection's, for messages
 * @param url scheme, host and a path before the API's own, without a slash at its end
 * @param tokenUrl where tokens are renewed
 * @param refreshToken the first one
 * @param batchSize questions in one batch
 * @param connections calls at once
 */
record QuickBooksAccount(String name, String url, String tokenUrl, String realmId, String clientId, Secret clientSecret,
        Secret refreshToken, int minorVersion, int batchSize, int callsPerMinute, int connections) {

    static final String USUAL_URL = "https://quickbooks.api.intuit.com";
    static final String USUAL_TOKEN_URL = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer";
    private static final String TOKEN_PATH = "/oauth2/v1/tokens/bearer";
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/?#]+(/[^\\s?#]*)?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]+");

    static QuickBooksAccount of(Connection connection) {
        String url = address(connection, "url", USUAL_URL);
        return new QuickBooksAccount(connection.name(), url, address(connection, "tokenUrl", tokenUrl(url)),
                id(connection, "realmId"), id(connection, "clientId"),
                secret(connection, "clientSecret"), secret(connection, "refreshToken"),
                number(connection, "minorVersion", 75, 999),
                number(connection, "batchSize", 30, 30), number(connection, "callsPerMinute", 500, 1_000_000),
                number(connection, "connections", 10, 1_000));
    }

    /** Intuit gives tokens at a host of their own; whoever else answers as QuickBooks gives them as well. */
    private static String tokenUrl(String url) {
        String host = URI.create(url).getHost();
        boolean intuits = host != null && host.toLowerCase(Locale.ROOT).matches("(.*\\.)?intuit\\.com");
        return intuits ? USUAL_TOKEN_URL : url + TOKEN_PATH;
    }

    private static String address(Connection connection, String option, String usual) {
        String url = connection.text(option).orElse(usual).strip().replaceAll("/+$", "");
        if (!ADDRESS.matcher(url).matches()) {
            throw wrong(connection, option, "must be an address without a query, such as " + usual);
        }
        return url;
    }

    private static String id(Connection connection, String option) {
        String id = connection.text(option).map(String::strip).orElse("");
        if (!ID.matcher(id).matches()) {
            throw wrong(connection, option, "is empty or holds characters that none has");
        }
        return id;
    }

    private static Secret secret(Connection connection, String option) {
        return connection.secret(option).orElseThrow(() -> wrong(connection, option, "must be given"));
    }

    private static int number(Connection connection, String option, int usual, int most) {
        long number = connection.text(option).map(Long::parseLong).orElse((long) usual);
        if (number < 1 || number > most) {
            throw wrong(connection, option, "must be from 1 to " + most + ", and is " + number);
        }
        return (int) number;
    }

    private static MisconfiguredException wrong(Connection connection, String option, String rule) {
        return new MisconfiguredException(
                "The " + option + " of the connection '" + connection.name() + "' of type quickbooks " + rule);
    }

    /** By which its tokens are kept. */
    String tokenAccount() {
        return "quickbooks/" + clientId + "/" + realmId;
    }
}
