package io.fieldline.destination.quickbooks;

import java.util.List;

/** A content that QuickBooks cannot hold; the message says why, for people. */
final class CannotWrite extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final List<String> fields;

    CannotWrite(String reason) {
        this(reason, List.of());
    }

    /** @param fields those that it is about */
    CannotWrite(String reason, List<String> fields) {
        super(reason, null, false, false);
        this.fields = List.copyOf(fields);
    }

    List<String> fields() {
        return fields;
    }
}
