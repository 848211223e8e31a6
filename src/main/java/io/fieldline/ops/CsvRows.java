package io.fieldline.ops;

import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values as RFC 4180 has them. Lines end with LF or CRLF; empty lines are passed over. */
final class CsvRows {

    /** @param line the one on which it begins, counted from 1 */
    record Row(int line, List<String> values) {}

    private final String text;
    private int at;
    private int line = 1;

    private CsvRows(String text) {
        this.text = text;
    }

    static List<Row> of(String text) {
        // What spreadsheets write before the first character.
        return new CsvRows(text.startsWith("\ufeff") ? text.substring(1) : text).all();
    }

    private List<Row> all() {
        List<Row> rows = new ArrayList<>();
        while (at < text.length()) {
            int begins = line;
            List<String> values = row();
            if (values.size() > 1 || !values.get(0).isBlank()) {
                rows.add(new Row(begins, values));
            }
        }
        return rows;
    }

    private List<String> row() {
        List<String> values = new ArrayList<>();
        boolean more = true;
        while (more) {
            values.add(value());
            more = at < text.length() && text.charAt(at) == ',';
            at += at < text.length() ? 1 : 0;
        }
        line++;
        return values;
    }

    /** Ends before the comma or the end of the line. */
    private String value() {
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one == '"' && quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                value.append('"');
                at++;
            } else if (one == '"') {
                quoted = !quoted;
            } else if (!quoted && (one == ',' || one == '\n')) {
                break;
            } else {
                value.append(one);
                line += one == '\n' ? 1 : 0;
            }
        }
        return value.toString().strip();
    }
}
