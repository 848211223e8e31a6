package io.fieldline.warehouse;

/** One field of a page while its values are read: the type grows until every value fits. */
final class Slot {

    /** KEY: the field identifies a record, so that it is a number or a text. NONE: a value that does not fit is none. */
    enum Growth {
        ANY, KEY, NONE
    }

    private final String field;
    private final int index;
    private final Growth growth;
    private ColumnType type;
    private boolean widened;

    /** @param type null as long as nothing is known about the field */
    Slot(String field, int index, ColumnType type, Growth growth) {
        this.field = field;
        this.index = index;
        this.type = type;
        this.growth = growth;
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

    /**
     * @return the value as the column takes it; the type grows when it was too narrow, and where it must not, the value is
     *         {@link Values#MISFIT}
     */
    Object converted(Object value) {
        if (value == null) {
            return null;
        }
        Object converted = type == null ? Values.MISFIT : Values.converted(value, type);
        if (converted != Values.MISFIT || growth == Growth.NONE) {
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
        ColumnType wider = growth == Growth.KEY ? ColumnType.TEXT : type.widenedBy(needed);
        return wider.equals(type) ? ColumnType.TEXT : wider;
    }

    /** Whether values read before are of a narrower type than the slot has now; asking forgets it. */
    boolean takeWidened() {
        boolean was = widened;
        widened = false;
        return was;
    }
}
