package io.fieldline.messaging.inbound;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

import io.fieldline.outreach.ShortLinks;

/** Where a short link of a message leads. It leads only to what was kept when a message was written, and names nobody. */
public final class LinkForwarding {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,32}");

    private final ShortLinks links;

    public LinkForwarding(ShortLinks links) {
        this.links = links;
    }

    /** @return empty for a code that is none of ours */
    public Optional<String> target(String code) {
        return CODE.matcher(code).matches()
                ? links.target(code).map(target -> URI.create(target).toASCIIString())
                : Optional.empty();
    }
}
