package io.fieldline.ops;

import io.fieldline.outreach.Recipient;

/** Numbers and addresses as lists show them: enough to tell them apart, not enough to use them. */
final class MaskedAddress {

    private static final int LONGEST_END = 4;

    private MaskedAddress() {}

    static String of(Recipient recipient, boolean reveal) {
        return reveal ? recipient.address() : masked(recipient.address());
    }

    /** <code>…0142</code>, <code>a…@example.com</code> */
    static String masked(String address) {
        int at = address.indexOf('@');
        if (at > 0) {
            return address.charAt(0) + "…" + address.substring(at);
        }
        return "…" + address.substring(Math.max(address.length() / 2, address.length() - LONGEST_END));
    }
}
