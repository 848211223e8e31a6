package io.fieldline.agent.policy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Addresses that are believed or handed out: encrypted on the way, except on this machine. */
public final class WebAddress {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebAddress() {}

    /** Whether it is one with a host and without user, query and fragment. */
    public static boolean isSafe(String text) {
        try {
            URI uri = new URI(text);
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return plain && ("https".equals(uri.getScheme())
                    || "http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
