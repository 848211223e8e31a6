package io.fieldline.servicetitan.desk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a list goes on, <code>3.10</code>: the page of ServiceTitan's list, and how many of its rows were shown already.
 */
record Cursor(int page, int skip) {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,6})\\.(\\d{1,4})");

    static Cursor of(Optional<String> text) {
        if (text.isEmpty()) {
            return new Cursor(1, 0);
        }
        Matcher matcher = FORM.matcher(text.get());
        if (!matcher.matches()) {
            throw Args.wrong("cursor", "must be nextCursor of an earlier answer with the same arguments");
        }
        return new Cursor(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return page + "." + skip;
    }
}
