package io.fieldline.outreach;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A contact row of a customer or a location: one number or address, and what its owner agreed to.
 *
 * @param type ServiceTitan's: MobilePhone, Phone, Email, Fax
 * @param doNotText of a phone; empty when the row does not say, which is not consent
 * @param preferences empty when none were ever set; a preference that is there and no yes or no is empty in it
 */
public record Contact(String type, String value, Optional<Boolean> doNotText,
        Optional<Map<String, Optional<Boolean>>> preferences) {

    static final String MOBILE = "MobilePhone";
    static final String PHONE = "Phone";
    static final String EMAIL = "Email";

    /** @param row as the API gives it: <code>type</code>, <code>value</code>, <code>phoneSettings</code>, <code>preferences</code> */
    public static Contact of(Map<String, ?> row) {
        return new Contact(text(row.get("type")), text(row.get("value")),
                row.get("phoneSettings") instanceof Map<?, ?> settings ? yesOrNo(settings.get("doNotText")) : Optional.empty(),
                preferences(row.get("preferences")));
    }

    private static Optional<Map<String, Optional<Boolean>>> preferences(Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> map) {
            return Optional.of(map.entrySet().stream().collect(Collectors.toUnmodifiableMap(
                    entry -> String.valueOf(entry.getKey()), entry -> yesOrNo(entry.getValue()))));
        }
        // Something is said that is not understood: every preference is there, and unreadable.
        return Optional.of(Map.of());
    }

    boolean phone() {
        return type.equals(MOBILE) || type.equals(PHONE);
    }

    /** The address as the outbox and the lists of the blocked have it; empty when it is no number or no e-mail address. */
    Optional<String> address(String country) {
        if (phone()) {
            return PhoneNumbers.e164(value, country);
        }
        return type.equals(EMAIL) ? email(value) : Optional.empty();
    }

    static Optional<String> email(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        return address.matches("[^\\s@,;<>]+@[^\\s@,;<>]+\\.[^\\s@,;<>]+") ? Optional.of(address) : Optional.empty();
    }

    private static Optional<Boolean> yesOrNo(Object value) {
        return value instanceof Boolean known ? Optional.of(known) : Optional.empty();
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString().strip();
    }
}
