package io.fieldline.sync.pair;

import java.util.Objects;

/**
 * Something by which a record of one side may be recognised on the other.
 *
 * @param kind what it is; the order is the order in which keys are tried
 * @param value in one spelling: an e-mail in lower case, a phone number in E.164
 */
public record MatchKey(Kind kind, String value) {

    public enum Kind {
        /** The other side's id. */
        ID, EMAIL, PHONE
    }

    public MatchKey {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
    }
}
