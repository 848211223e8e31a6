package io.fieldline.warehouse;

/** One field of a page while its values are read: the type grows until every value fits. */
final class Slot {

    private final String field;
    private final int index;
    private final boolean key;
    private ColumnType type;
    private boolean widened;

    /**
     * @param type null as long as nothing is known about the field
     * @param key whether the field identifies a record: then it is a number or a text, nothing else
     */
    Slot(String field, int index, ColumnType type, boolean key) {
        this.field = field;
        this.index = index;
        this.type = type;
        this.key = key;
    }

    String field() {
        return field;
    }

    int index() {
        return index;
    }

    ColumnType type() {
        return type;
    }

    /** @return the value as the column takes it; the type grows when it was too narrow */
    Object converted(Object value) {
        if (value == null) {
            return null;
        }
        Object converted = type == null ? Values.MISFIT : Values.converted(value, type);
        if (converted != Values.MISFIT) {
            return converted;
        }
        ColumnType needed = Values.typeOf(value, type);
        // The first value says what the field is; rows before this one had none, so nothing needs to be read again.
        widened = widened || type != null;
        type = type == null ? needed : wider(needed);
        return Values.converted(value, type);
    }

    /** A value that does not fit the type although it looks as if it did leaves text as the only one that takes both. */
    private ColumnType wider(ColumnType needed) {
        ColumnType wider = key ? ColumnType.TEXT : type.widenedBy(needed);
        return wider.equals(type) ? ColumnType.TEXT : wider;
    }

    /** Whether values read before are of a narrower type than the slot has now; asking forgets it. */
    boolean takeWidened() {
        boolean was = widened;
        widened = false;
        return was;
    }
}
