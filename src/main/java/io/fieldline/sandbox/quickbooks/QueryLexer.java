package io.fieldline.sandbox.quickbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a query into words, literals and signs. */
final class QueryLexer {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:('(?:[^'\\\\]|\\\\')*')|(<=|>=|[=<>(),*])"
            + "|([A-Za-z_][A-Za-z0-9_.]*)|(-?[0-9]+(?:\\.[0-9]+)?))");

    private QueryLexer() {}

    static List<String> tokens(String query) {
        List<String> tokens = new ArrayList<>();
        String text = query.strip();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw Refusal.query("Encountered \"" + text.charAt(at) + "\" at column " + (at + 1));
            }
            tokens.add(matcher.group().strip());
            at = matcher.end();
        }
        return tokens;
    }

    /** The text between the quotes, where a backslash stands before a quote alone. */
    static String unquoted(String literal) {
        return literal.substring(1, literal.length() - 1).replace("\\'", "'");
    }
}
