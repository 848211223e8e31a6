package io.fieldline.ledger;

import java.util.Optional;

/**
 * Why a document waits.
 *
 * @param what is missing or wrong, such as <code>item</code> or <code>total</code>
 * @param name of it in ServiceTitan; empty where there is none
 * @param reason a sentence
 * @param suggestion the nearest match in the books
 */
public record Gap(String what, String name, String reason, Optional<String> suggestion) {

    public static Gap of(String what, String reason) {
        return new Gap(what, "", reason, Optional.empty());
    }
}
