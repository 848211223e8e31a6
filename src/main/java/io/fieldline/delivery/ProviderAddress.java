package io.fieldline.delivery;

import java.util.regex.Pattern;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/** What every connection to a provider states in the same way. */
public final class ProviderAddress {

    private static final Pattern PLACE = Pattern.compile("https?://[^\\s/?#@]+(/[^\\s?#]*)?");
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

    private ProviderAddress() {}

    /**
     * The connection's <code>url</code>, below which requests go, or the provider's where it has none: scheme, host and perhaps
     * a path, without a slash at its end.
     */
    public static String of(Connection connection, String usual) {
        String url = connection.text("url").orElse(usual).replaceAll("/+$", "");
        if (!PLACE.matcher(url).matches()) {
            throw new MisconfiguredException("The url of the connection '" + connection.name() + "' of type "
                    + connection.type() + " must be scheme, host and perhaps a path, such as " + usual
                    + ", without a login, a query or a fragment");
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
