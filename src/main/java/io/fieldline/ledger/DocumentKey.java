package io.fieldline.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.fieldline.failure.MisconfiguredException;

/**
 * One document of ServiceTitan and the books that it is posted to.
 *
 * @param books the connection's name
 * @param id ServiceTitan's
 */
public record DocumentKey(String tenant, String books, DocumentKind kind, long id) {

    private static final Pattern WRITTEN = Pattern.compile("([a-z-]+)/(\\d{1,18})");

    /**
     * @param text as {@link #written} gives it
     * @throws MisconfiguredException when it names no document
     */
    public static DocumentKey of(String tenant, String books, String text) {
        Matcher written = WRITTEN.matcher(text.toLowerCase(Locale.ROOT));
        return Arrays.stream(DocumentKind.values()).filter(kind -> written.matches() && word(kind).equals(written.group(1)))
                .map(kind -> new DocumentKey(tenant, books, kind, Long.parseLong(written.group(2)))).findFirst()
                .orElseThrow(() -> new MisconfiguredException("A document is named by its kind and ServiceTitan's id, "
                        + Arrays.stream(DocumentKind.values()).map(kind -> word(kind) + "/4711")
                                .collect(Collectors.joining(" or "))
                        + ", not " + text));
    }

    /** @return such as <code>credit-memo/4711</code> */
    public String written() {
        return word(kind) + "/" + id;
    }

    /** @return such as <code>credit memo 4711</code> */
    public String spoken() {
        return word(kind).replace('-', ' ') + " " + id;
    }

    private static String word(DocumentKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
