package io.fieldline.destination.sendgrid;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import io.fieldline.delivery.ProviderAddress;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;

/**
 * One tenant's account of SendGrid.
 *
 * @param url below which requests go; <code>https://api.eu.sendgrid.com</code> for an account in the European Union
 */
record SendGridAccount(Connection connection, String url, String from, Optional<String> fromName, Optional<String> replyTo) {

    private static final String USUAL_URL = "https://api.sendgrid.com";
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+");

    SendGridAccount {
        Objects.requireNonNull(connection, "connection");
        check(ADDRESS.matcher(from).matches(), "from");
        check(replyTo.isEmpty() || ADDRESS.matcher(replyTo.get()).matches(), "replyTo");
    }

    static SendGridAccount of(Connection connection) {
        return new SendGridAccount(connection, ProviderAddress.of(connection, USUAL_URL), connection.text("from").orElseThrow(),
                connection.text("fromName"), connection.text("replyTo"));
    }

    private static void check(boolean kept, String option) {
        if (!kept) {
            throw new MisconfiguredException("A connection of type sendgrid: " + option
                    + " is an address alone, such as service@acme.example");
        }
    }

    String authorization() {
        return "Bearer " + ProviderAddress.forHeader(connection, "apiKey", connection.secret("apiKey").orElseThrow());
    }

    @Override
    public String toString() {
        return "SendGridAccount[" + connection.name() + "]";
    }
}
