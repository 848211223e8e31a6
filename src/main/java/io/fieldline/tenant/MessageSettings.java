package io.fieldline.tenant;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a tenant settled for all of its messages to customers: the block <code>messages</code> of its document.
 *
 * @param redirect the tenant's own <code>sms</code> number, <code>email</code> address and <code>push</code> token, to which
 *        everything goes in that mode
 * @param country of numbers without a country code, in two letters
 * @param from the hour at which messages may begin, by the recipient's clock
 * @param until the first moment at which it is quiet again
 * @param textsPhones whether contacts of the type Phone are texted where there is no MobilePhone
 * @param household how long nobody else of a household hears of the same event
 * @param postalAddress of the sender, for marketing e-mails
 * @param linkDomain the host at which Fieldline is reached by customers
 * @param shortLinks whether links in messages are short ones on that host
 * @param tracking parameters that links get, by name
 * @param language of the templates, in two letters
 * @param perCustomer how many marketing messages one customer gets, of all flows
 */
public record MessageSettings(Mode mode, Map<String, String> redirect, String country, LocalTime from, LocalTime until,
        boolean textsPhones, Optional<Duration> household, Optional<String> postalAddress, Optional<String> linkDomain,
        Map<String, String> tracking, String language, Optional<PerCustomer> perCustomer,
        boolean shortLinks) {

    /** As a tenant begins that says nothing: nothing is sent. */
    public static final MessageSettings DEFAULT = new MessageSettings(Mode.PREVIEW, Map.of(), "US", LocalTime.of(9, 0),
            LocalTime.of(20, 0), false, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), "en",
            Optional.empty(), true);

    /** How far messages go: nowhere, to the tenant itself, or to customers. */
    public enum Mode {
        PREVIEW, REDIRECT, LIVE
    }

    /** @param messages at most so many in any stretch of time of the length <code>within</code> */
    public record PerCustomer(int messages, Duration within) {}

    public MessageSettings {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(country, "country");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(language, "language");
        redirect = Map.copyOf(redirect);
        tracking = Map.copyOf(tracking);
    }
}
