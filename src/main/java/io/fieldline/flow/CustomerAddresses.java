package io.fieldline.flow;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Addresses at which a message reaches a customer. A flow that sends there would send past the gate: without consent, at any
 * hour, and once more after a crash.
 */
final class CustomerAddresses {

    static final String RULE = "would reach customers past the gate; what goes to a customer leaves through the flows that ask it";

    /** Camel's components that carry messages to people. */
    static final Set<String> SCHEMES = Set.of("twilio", "smtp", "smtps");

    private static final Pattern COMPONENT = Pattern.compile("(?i)\\s*(twilio|smtps?)(-[^:/?]*)?:(?=\\S).*", Pattern.DOTALL);
    private static final Pattern PROVIDER = Pattern.compile("(?i)\\s*(netty-|vertx-)?https?:(//)?(https?:/{0,2})?([^/?@]*@)?"
            + "(api(\\.[a-z0-9-]+)*\\.twilio\\.com|api(\\.eu)?\\.sendgrid\\.com|a\\.klaviyo\\.com|fcm\\.googleapis\\.com)"
            + "([:/?].*)?", Pattern.DOTALL);

    private CustomerAddresses() {}

    /** @param text any value of a flow file */
    static boolean isOne(String text) {
        return COMPONENT.matcher(text).matches() || PROVIDER.matcher(text).matches();
    }
}
