package io.fieldline.ledger;

import java.util.Locale;

/**
 * One document of ServiceTitan and the books that it is posted to.
 *
 * @param books the connection's name
 * @param id ServiceTitan's
 */
public record DocumentKey(String tenant, String books, DocumentKind kind, long id) {

    /** @return such as <code>invoice 4711</code> */
    public String spoken() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + id;
    }
}
