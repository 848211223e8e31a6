package io.fieldline.mcp;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Lets through what was meant for this server. A page that a browser on this machine has open can make its own name point here;
 * its requests then bear that name as their host, and its own address as their origin.
 */
final class HostFilter {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts;

    /** @param hosts in lower case, without ports */
    HostFilter(Set<String> hosts) {
        this.hosts = hosts;
    }

    /**
     * @param authority host and port as the request names them; may be null
     * @param origin null where the request has none, as those of programs that are no browser
     */
    boolean admits(String authority, String origin) {
        return authority != null && known("http://" + authority) && (origin == null || known(origin));
    }

    private boolean known(String address) {
        try {
            URI uri = new URI(address);
            String host = uri.getHost();
            return host != null && uri.getUserInfo() == null && isKnown(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private boolean isKnown(String host) {
        return THIS_MACHINE.contains(host) || hosts.contains(host);
    }
}
