package io.fieldline.mcp;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.fieldline.failure.MisconfiguredException;

/**
 * How clients reach this installation from elsewhere.
 *
 * @param address what <code>FIELDLINE_MCP_URL</code> says, such as <code>https://fieldline.example.com/mcp</code>; access
 *        tokens have to be made for it. Without one no access token is taken
 * @param hosts names, in lower case and without port, by which it may be called beside those of this machine: the address's
 *        own, and those of <code>FIELDLINE_MCP_HOSTS</code>
 */
public record McpSettings(Optional<URI> address, Set<String> hosts) {

    static final String URL = "FIELDLINE_MCP_URL";
    static final String HOSTS = "FIELDLINE_MCP_HOSTS";

    public McpSettings {
        hosts = Set.copyOf(hosts);
    }

    /** @throws MisconfiguredException when a variable says what cannot be meant */
    public static McpSettings from(UnaryOperator<String> environment) {
        Optional<URI> address = Optional.ofNullable(environment.apply(URL)).filter(value -> !value.isBlank())
                .map(McpSettings::address);
        String listed = environment.apply(HOSTS);
        Set<String> hosts = Arrays.stream((listed == null ? "" : listed).split(",")).map(String::strip)
                .filter(host -> !host.isEmpty()).map(McpSettings::host).collect(Collectors.toSet());
        address.ifPresent(uri -> hosts.add(uri.getHost().toLowerCase(Locale.ROOT)));
        return new McpSettings(address, hosts);
    }

    private static URI address(String value) {
        try {
            URI uri = URI.create(value.strip());
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new MisconfiguredException(URL + " is not an address: " + e.getMessage());
        }
        throw new MisconfiguredException(URL + " has to be an http or https address with a host and without a query, such as"
                + " https://fieldline.example.com/mcp, and is " + value);
    }

    private static String host(String value) {
        if (!value.matches("[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\]")) {
            throw new MisconfiguredException(HOSTS + " lists names of hosts without scheme and port, and has: " + value);
        }
        return value.toLowerCase(Locale.ROOT);
    }
}
