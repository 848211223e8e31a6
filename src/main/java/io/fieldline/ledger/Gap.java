package io.fieldline.ledger;

import java.util.Optional;

/**
 * Why a document waits.
 *
 * @param what is missing or wrong, such as <code>item</code> or <code>total</code>
 * @param name of it in ServiceTitan; empty where there is none
 * @param reason a sentence
 * @param suggestion the nearest match in the books
 * @param content the fingerprint of what the books took otherwise than it was meant: the same is not written again by itself
 */
public record Gap(String what, String name, String reason, Optional<String> suggestion, Optional<String> content) {

    public Gap(String what, String name, String reason, Optional<String> suggestion) {
        this(what, name, reason, suggestion, Optional.empty());
    }

    public static Gap of(String what, String reason) {
        return new Gap(what, "", reason, Optional.empty());
    }

    static Gap takenBack(String reason, Content content) {
        return new Gap("total", "", reason, Optional.empty(), Optional.of(content.fingerprint()));
    }
}
