package io.fieldline.servicetitan.catalog;

import java.util.Optional;

/**
 * What a success answers.
 *
 * @param form the envelope
 * @param type what is inside: the row's type of PAGE, COLLECTION, EXPORT, ROWS and ARRAY, the value's type of OBJECT and
 *        RESULT, null for FILE, EMPTY and UNDOCUMENTED
 */
public record Answer(Form form, FieldType type) {

    /** The envelopes that ServiceTitan uses. */
    public enum Form {
        /** <code>{page, pageSize, hasMore, totalCount, data: []}</code>, totalCount null unless asked for */
        PAGE,
        /** as PAGE, with totalCount always set */
        COLLECTION,
        /** <code>{hasMore, continueFrom, data: []}</code> */
        EXPORT,
        /** <code>{data: []}</code>, everything at once */
        ROWS,
        /** a bare array */
        ARRAY,
        /** a single object or value */
        OBJECT,
        /** a single object in <code>{data: {}}</code> */
        RESULT,
        /** bytes, or a redirect to them */
        FILE,
        /** no body */
        EMPTY,
        /** published without a description of its answer */
        UNDOCUMENTED
    }

    public Optional<FieldType> typeIfAny() {
        return Optional.ofNullable(type);
    }

    /** Whether it holds rows. */
    public boolean rows() {
        return form == Form.PAGE || form == Form.COLLECTION || form == Form.EXPORT || form == Form.ROWS || form == Form.ARRAY;
    }

    /** Whether the rows come in numbered pages. */
    public boolean paged() {
        return form == Form.PAGE || form == Form.COLLECTION;
    }

    static Answer parse(String text) {
        return switch (text) {
            case "none" -> new Answer(Form.EMPTY, null);
            case "file" -> new Answer(Form.FILE, null);
            case "undocumented" -> new Answer(Form.UNDOCUMENTED, null);
            default -> enveloped(text);
        };
    }

    private static Answer enveloped(String text) {
        int open = text.indexOf('<');
        if (open > 0 && text.endsWith(">") && !text.startsWith("map<")) {
            FieldType inner = FieldNotation.type(text.substring(open + 1, text.length() - 1));
            return switch (text.substring(0, open)) {
                case "Page" -> new Answer(Form.PAGE, inner);
                case "Collection" -> new Answer(Form.COLLECTION, inner);
                case "Export" -> new Answer(Form.EXPORT, inner);
                case "Rows" -> new Answer(Form.ROWS, inner);
                case "Result" -> new Answer(Form.RESULT, inner);
                default -> throw new IllegalArgumentException("'" + text + "' is not an answer");
            };
        }
        FieldType type = FieldNotation.type(text);
        return type.kind() == FieldType.Kind.ARRAY
                ? new Answer(Form.ARRAY, type.element())
                : new Answer(Form.OBJECT, type);
    }
}
