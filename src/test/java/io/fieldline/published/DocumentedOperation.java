package io.fieldline.published;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One published operation.
 *
 * @param method GET, POST, …
 * @param path the path with its parameters in braces
 * @param pathTypes name to type, without the tenant
 * @param queryTypes name to type, an exclamation mark where the parameter is required; null where it is not known
 * @param body the body's type, a dash for none
 * @param answer the type of the answer 200, a dash for none, null where there is no such answer
 * @param scope a dash where none is named, a question mark where it is not known
 * @param retired whether it left the documents
 */
record DocumentedOperation(String method, String path, Map<String, String> pathTypes, Map<String, String> queryTypes,
        String body, String answer, String scope, boolean retired, Pattern pattern) {

    private static final Pattern ANSWER = Pattern.compile("200=(\\S+)");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    static DocumentedOperation parse(String line) {
        String[] parts = line.split(" \\| ");
        String[] call = parts[0].split(" ");
        String query = parts[2].substring("query ".length());
        Matcher answer = ANSWER.matcher(parts[4]);
        return new DocumentedOperation(call[0], call[1], types(parts[1].substring("path ".length())),
                "?".equals(query) ? null : types(query), parts[3].substring("body ".length()),
                answer.find() ? answer.group(1) : null, parts[5].substring("scope ".length()),
                List.of(parts).contains("retired"), pattern(call[1]));
    }

    private static Map<String, String> types(String text) {
        Map<String, String> types = new LinkedHashMap<>();
        if (!"-".equals(text)) {
            for (String pair : text.split(" ")) {
                int colon = pair.indexOf(':');
                types.put(pair.substring(0, colon), pair.substring(colon + 1));
            }
        }
        return types;
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(PARAMETER.matcher(path).replaceAll("([^/]+)"));
    }

    /** The values of the path's parameters with the tenant; null where this is another operation's path. */
    Map<String, String> match(String requested) {
        Matcher matcher = pattern.matcher(requested);
        if (!matcher.matches()) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(path);
        for (int group = 1; parameter.find(); group++) {
            values.put(parameter.group(1), matcher.group(group));
        }
        return values;
    }

    boolean isFeed() {
        return "GET".equals(method) && queryTypes != null && queryTypes.containsKey("includeRecentChanges");
    }

    boolean isList() {
        return "GET".equals(method) && queryTypes != null && answer != null && !isFeed()
                && (answer.startsWith("PaginatedResponse") || queryTypes.containsKey("pageSize") || isArray());
    }

    boolean isArray() {
        return answer != null && answer.endsWith("[]");
    }

    /** Whether it answers one record by its id. */
    boolean isRecord() {
        return "GET".equals(method) && path.endsWith("}") && !isList() && !isFeed();
    }

    /** Whose rows it answers: the list and the feed of jobs are both <code>jpm/jobs</code>. */
    String collection() {
        String rows = path.replaceFirst("^/([a-z-]+)/v\\d/tenant/\\{tenant}/", "$1/").replace("/export/", "/");
        return isRecord() ? rows.substring(0, rows.lastIndexOf('/')) : rows.replaceFirst("/export$", "");
    }
}
