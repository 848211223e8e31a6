package io.fieldline.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of a row with holes for what its number and its history give. */
final class Template {

    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CUSTOMERS = 300;

    private final List<String> texts = new ArrayList<>();
    private final List<String> holes = new ArrayList<>();

    Template(String text) {
        Matcher hole = HOLE.matcher(text);
        int from = 0;
        while (hole.find()) {
            texts.add(text.substring(from, hole.start()));
            holes.add(hole.group(1));
            from = hole.end();
        }
        texts.add(text.substring(from));
    }

    void write(StringBuilder out, Row row) {
        if (row.fields().isEmpty()) {
            fill(out, row);
        } else {
            StringBuilder plain = new StringBuilder();
            fill(plain, row);
            try {
                ObjectNode object = (ObjectNode) JSON.readTree(plain.toString());
                row.fields().forEach((name, value) -> object.set(name, JSON.valueToTree(value)));
                out.append(object);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void fill(StringBuilder out, Row row) {
        for (int hole = 0; hole < holes.size(); hole++) {
            out.append(texts.get(hole));
            switch (holes.get(hole)) {
                case "id" -> out.append(row.id());
                case "n" -> out.append(row.number());
                case "customer" -> out.append(Row.id(row.number() % CUSTOMERS));
                case "active" -> out.append(row.active());
                case "mergedToId" -> out.append(row.mergedToId());
                case "createdOn" -> time(out, row.createdOn());
                case "modifiedOn" -> time(out, row.modifiedOn());
                case "money" -> money(out, row.number());
                default -> throw new IllegalStateException(holes.get(hole));
            }
        }
        out.append(texts.get(holes.size()));
    }

    /** Up to seven digits after the second, as the API writes them. */
    static void time(StringBuilder out, Instant time) {
        String text = time.toString();
        int end = text.length() - 1;
        if (text.indexOf('.') > 0) {
            end = Math.min(end, text.indexOf('.') + 8);
            while (text.charAt(end - 1) == '0') {
                end--;
            }
        }
        out.append(text, 0, end).append('Z');
    }

    private static void money(StringBuilder out, long number) {
        out.append(number * 37 % 4_000).append('.').append(10 + number % 90);
    }
}
