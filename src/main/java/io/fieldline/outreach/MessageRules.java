package io.fieldline.outreach;

import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;

/**
 * What a tenant settled for the messages of one flow.
 *
 * @param redirect the tenant's own number and address, to which everything goes in that mode
 * @param zone the tenant's
 * @param country of numbers without a country code, in two letters
 */
public record MessageRules(Mode mode, Map<ChannelKind, String> redirect, ZoneId zone, String country, SendingHours hours,
        PhoneTexts textsPhones, Caps caps, EventAges ages, MarketingEmail marketingEmail) {

    public MessageRules {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(hours, "hours");
        Objects.requireNonNull(textsPhones, "textsPhones");
        Objects.requireNonNull(caps, "caps");
        Objects.requireNonNull(ages, "ages");
        Objects.requireNonNull(marketingEmail, "marketingEmail");
        if (!country.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException("a country has two capital letters, such as US, not \"" + country + "\"");
        }
        redirect = Map.copyOf(redirect);
    }

    /** As a new tenant begins: everything by default, and nothing sent. */
    public static MessageRules preview(ZoneId zone) {
        return new MessageRules(Mode.PREVIEW, Map.of(), zone, "US", SendingHours.DEFAULT, PhoneTexts.NEVER, Caps.NONE,
                EventAges.DEFAULT, MarketingEmail.NOT_READY);
    }

    public MessageRules with(Mode other) {
        return new MessageRules(other, redirect, zone, country, hours, textsPhones, caps, ages, marketingEmail);
    }

    public MessageRules with(PhoneTexts other) {
        return new MessageRules(mode, redirect, zone, country, hours, other, caps, ages, marketingEmail);
    }

    public MessageRules with(Caps other) {
        return new MessageRules(mode, redirect, zone, country, hours, textsPhones, other, ages, marketingEmail);
    }
}
