package io.fieldline.delivery;

import java.util.regex.Pattern;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/** What every connection to a provider states in the same way. */
public final class ProviderAddress {

    private static final Pattern PLACE = Pattern.compile("https?://[^\\s/?#]+");
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

    private ProviderAddress() {}

    /** Scheme and host of the connection's <code>url</code>, or of the provider where it has none. */
    public static String of(Connection connection, String usual) {
        String url = connection.text("url").orElse(usual).replaceAll("/+$", "");
        if (!PLACE.matcher(url).matches()) {
            throw new MisconfiguredException("The url of the connection '" + connection.name() + "' of type "
                    + connection.type() + " must be scheme and host, such as " + usual + " (found \"" + url + "\")");
        }
        return url;
    }

    /** A secret that goes into a header. The JDK's client would quote one that cannot be sent. */
    public static String forHeader(Connection connection, String option, Secret secret) {
        String text = secret.reveal().strip();
        if (!VISIBLE.matcher(text).matches()) {
            throw new MisconfiguredException("The " + option + " of the connection '" + connection.name() + "' of type "
                    + connection.type() + " is empty or holds characters that none has");
        }
        return text;
    }
}
