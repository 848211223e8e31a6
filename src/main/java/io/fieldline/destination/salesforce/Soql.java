package io.fieldline.destination.salesforce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Text of queries. A query travels in a URI, of which Salesforce takes about 16,000 characters. */
final class Soql {

    private static final int LONGEST_URI = 16_000;
    /** Host, path and a separator for each value, with room to spare. */
    private static final int AROUND = 400;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    private Soql() {}

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r") + "'";
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** As few queries as fit, <code>before</code> being all up to <code>IN</code> and <code>after</code> what follows the list. */
    static List<String> among(String before, Collection<String> values, String after) {
        List<String> queries = new ArrayList<>();
        int around = encoded(before + after) + AROUND;
        StringBuilder list = new StringBuilder();
        int length = around;
        for (String value : values) {
            String literal = quoted(value);
            int more = encoded(literal + ",");
            if (!list.isEmpty() && length + more > LONGEST_URI) {
                queries.add(before + " IN (" + list + ")" + after);
                list.setLength(0);
                length = around;
            }
            list.append(list.isEmpty() ? "" : ",").append(literal);
            length += more;
        }
        if (!list.isEmpty()) {
            queries.add(before + " IN (" + list + ")" + after);
        }
        return queries;
    }

    private static int encoded(String text) {
        // A space becomes three characters on the way, and one here.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").length();
    }
}
