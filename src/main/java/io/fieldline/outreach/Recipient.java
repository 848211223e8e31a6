package io.fieldline.outreach;

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

    /** Numbers and addresses are for logs and messages of errors only with their end. */
    @Override
    public String toString() {
        return "…" + address.substring(Math.max(0, address.length() - 4));
    }
}
