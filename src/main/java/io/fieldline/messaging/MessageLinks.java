package io.fieldline.messaging;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.fieldline.outreach.ShortLinks;
import io.fieldline.tenant.MessageSettings;

/**
 * Links to the tenant's own pages: with the tenant's parameters, and on its own host, where it has one, in short. Where a short
 * link leads is kept as it is when the message is written.
 */
public final class MessageLinks {

    /** Where short links begin at the tenant's host. */
    public static final String PATH = "/go/";

    static final List<String> NAMES = List.of("reviewLink", "renewalLink", "estimateLink");
    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    /** Guessing one of a million among these takes a thousand years at a thousand requests a second. */
    private static final int LENGTH = 10;
    private static final String ANY = "x".repeat(LENGTH);

    private final ShortLinks links;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public MessageLinks(ShortLinks links, InstantSource clock) {
        this.links = links;
        this.clock = clock;
    }

    /** Links as the message with this token holds them. @param used whether it holds one, by name */
    Map<String, String> written(FlowMessages flow, String token, Predicate<String> used) {
        Map<String, String> written = new LinkedHashMap<>();
        targets(flow).forEach((name, target) -> written.put(name, used.test(name) && shortened(flow, target)
                ? address(flow, links.keep(code(), token, target, clock.instant()))
                : target));
        return written;
    }

    /** Links of a message that is not sent, as long as they would be. */
    Map<String, String> shown(FlowMessages flow) {
        Map<String, String> shown = new LinkedHashMap<>();
        targets(flow).forEach((name, target) -> shown.put(name, shortened(flow, target) ? address(flow, ANY) : target));
        return shown;
    }

    private static Map<String, String> targets(FlowMessages flow) {
        Map<String, String> targets = new LinkedHashMap<>();
        NAMES.forEach(name -> flow.link(name)
                .ifPresent(link -> targets.put(name, tracked(link, flow.tenant().messages().tracking()))));
        return targets;
    }

    /** A link that a browser could not be led to stays as it was written. */
    private static boolean shortened(FlowMessages flow, String target) {
        MessageSettings settled = flow.tenant().messages();
        try {
            URI address = new URI(target);
            return settled.linkDomain().isPresent() && settled.shortLinks() && address.getHost() != null
                    && List.of("http", "https").contains(address.getScheme());
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }

    private static String address(FlowMessages flow, String code) {
        return "https://" + flow.tenant().messages().linkDomain().orElseThrow() + PATH + code;
    }

    private String code() {
        return random.ints(LENGTH, 0, SIGNS.length()).mapToObj(at -> SIGNS.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private static String tracked(String link, Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return link;
        }
        int fragment = link.indexOf('#');
        String address = fragment < 0 ? link : link.substring(0, fragment);
        String query = parameters.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue())).collect(Collectors.joining("&"));
        return address + (address.contains("?") ? "&" : "?") + query + (fragment < 0 ? "" : link.substring(fragment));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
