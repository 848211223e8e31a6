package io.fieldline.sandbox.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts SOQL into words, literals and signs. */
final class SoqlLexer {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:('(?:[^'\\\\]|\\\\.)*')|(<=|>=|!=|<>|[=<>(),])"
            + "|([A-Za-z_][A-Za-z0-9_.]*)|([-+]?[0-9][0-9A-Za-z:.+-]*))");

    private SoqlLexer() {}

    static List<String> tokens(String soql) {
        List<String> tokens = new ArrayList<>();
        String text = soql.strip();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw ApiError.malformedQuery("unexpected token: '" + text.charAt(at) + "' at column " + at);
            }
            tokens.add(matcher.group().strip());
            at = matcher.end();
        }
        return tokens;
    }

    /** The text between the quotes. */
    static String unquoted(String literal) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < literal.length() - 1; i++) {
            char letter = literal.charAt(i);
            if (letter == '\\') {
                char escaped = literal.charAt(++i);
                text.append(switch (escaped) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case '\'', '"', '\\', '_', '%' -> escaped;
                    default -> throw ApiError.malformedQuery("Illegal string literal: invalid escape \\" + escaped);
                });
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }
}
