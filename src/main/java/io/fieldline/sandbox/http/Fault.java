package io.fieldline.sandbox.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.fieldline.failure.MisconfiguredException;

/** What can be made to go wrong, named in settings as <code>server-error</code>. */
public enum Fault {

    TOO_MANY_REQUESTS, SERVER_ERROR,
    /** 503 with an HTML page */
    HTML_UNAVAILABLE, CONNECTION_RESET, TRUNCATED_BODY,
    /** 200 with an HTML page */
    HTML_BODY, REVOKED_TOKEN, SLOW,
    /** a list answers with the rows of the page before */
    REPEATED_PAGE,
    /** a list says that there is no more while there is */
    EARLY_END,
    /** a list's totalCount is not its number of rows */
    WRONG_TOTAL;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Fault of(String word) {
        return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst()
                .orElseThrow(() -> new MisconfiguredException("There is no fault '" + word + "'; the faults are "
                        + Arrays.stream(values()).map(Fault::word).collect(Collectors.joining(", "))));
    }
}
