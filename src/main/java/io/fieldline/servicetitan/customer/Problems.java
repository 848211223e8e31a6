package io.fieldline.servicetitan.customer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.fieldline.servicetitan.http.Submission;
import io.fieldline.servicetitan.poll.RecordParser;
import io.fieldline.sync.pair.WriteOutcome;

/** What ServiceTitan refuses, in its words, and which fields of the write it means. */
final class Problems {

    private Problems() {}

    /** @param fields of the write that the request was made of */
    static WriteOutcome outcome(Submission.Refused refused, Collection<String> fields) {
        if (refused.status() == 404) {
            return new WriteOutcome.Gone();
        }
        Map<String, Object> problem = problem(refused.body());
        Map<String, Object> errors = CustomerRecords.map(problem.get("errors"));
        List<String> words = new ArrayList<>();
        Set<String> meant = new LinkedHashSet<>();
        errors.forEach((name, messages) -> {
            words.add(name + ": " + (messages instanceof List<?> list ? join(list) : String.valueOf(messages)));
            fields.stream().filter(field -> means(name, field)).forEach(meant::add);
        });
        String title = problem.get("title") instanceof String text ? text : refused.message();
        return new WriteOutcome.Refused(words.isEmpty() ? title : title + " " + String.join("; ", words), List.copyOf(meant));
    }

    private static String join(List<?> messages) {
        return String.join(" ", messages.stream().map(String::valueOf).toList());
    }

    /** Errors are named by the body's fields, some with a path, some in capitals: <code>$.Address.zip</code>. */
    private static boolean means(String error, String field) {
        String name = error.replaceFirst("^\\$\\.", "").toLowerCase(Locale.ROOT);
        String own = field.toLowerCase(Locale.ROOT);
        String root = name.split("[.\\[]", 2)[0];
        return own.equals(name) || name.equals(root) && own.startsWith(root + ".") || own.startsWith(root + "[")
                || root.equals("tagtypeids") && own.equals("tags")
                || own.startsWith("contacts[") && own.endsWith("." + name);
    }

    private static Map<String, Object> problem(byte[] body) {
        try {
            return CustomerRecords.map(RecordParser.read(body));
        } catch (IOException e) {
            return Map.of();
        }
    }
}
