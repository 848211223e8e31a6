package io.fieldline.outreach;

import java.util.Optional;

/**
 * Whom a message goes to.
 *
 * @param address as {@link OutgoingMessage#recipient()}
 * @param name may be empty
 */
public record Recipient(String address, String name) {

    public Recipient {
        if (address.isBlank()) {
            throw new IllegalArgumentException("a recipient has an address");
        }
    }

    /** @param country of a number without a country code; empty when the text is no whole number */
    public static Optional<Recipient> number(String text, String country) {
        return PhoneNumbers.e164(text, country).map(number -> new Recipient(number, ""));
    }

    /** Empty when the text is no whole e-mail address. */
    public static Optional<Recipient> email(String text) {
        return Contact.email(text).map(address -> new Recipient(address, ""));
    }

    /** Numbers and addresses are for logs and messages of errors only with their end. */
    @Override
    public String toString() {
        return "…" + address.substring(Math.max(0, address.length() - 4));
    }
}
