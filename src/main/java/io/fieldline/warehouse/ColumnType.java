package io.fieldline.warehouse;

import io.fieldline.sync.RecordShape;

/**
 * What a column can hold, before an engine gives it a name.
 *
 * @param kind which values
 * @param digits of a decimal, how many before the point; otherwise 0
 * @param scale of a decimal, how many after the point; otherwise 0
 */
record ColumnType(Kind kind, int digits, int scale) {

    enum Kind {
        BOOLEAN, BIGINT, DECIMAL, DATE, TIMESTAMP, TEXT, JSON
    }

    static final ColumnType BOOLEAN = new ColumnType(Kind.BOOLEAN, 0, 0);
    static final ColumnType BIGINT = new ColumnType(Kind.BIGINT, 0, 0);
    static final ColumnType DATE = new ColumnType(Kind.DATE, 0, 0);
    static final ColumnType TIMESTAMP = new ColumnType(Kind.TIMESTAMP, 0, 0);
    static final ColumnType TEXT = new ColumnType(Kind.TEXT, 0, 0);
    static final ColumnType JSON = new ColumnType(Kind.JSON, 0, 0);
    /** Fits eight bytes and any amount of money. */
    static final ColumnType DECIMAL = decimal(14, 4);

    private static final int EXACT_DIGITS = 38;
    private static final int DIGITS_OF_BIGINT = 19;

    static ColumnType decimal(int digits, int scale) {
        return new ColumnType(Kind.DECIMAL, digits, scale);
    }

    static ColumnType of(RecordShape.Kind kind) {
        return switch (kind) {
            case INTEGER -> BIGINT;
            case DECIMAL, MONEY -> DECIMAL;
            case BOOLEAN -> BOOLEAN;
            case TEXT -> TEXT;
            case TIMESTAMP -> TIMESTAMP;
            case DATE -> DATE;
            case JSON -> JSON;
        };
    }

    /**
     * The narrowest type that holds what this one holds and the value's type as well. Text takes everything, and so does
     * JSON; an object in a column of single values makes it JSON, so that the object stays queryable.
     */
    ColumnType widenedBy(ColumnType value) {
        if (kind == Kind.TEXT || kind == Kind.JSON || equals(value)) {
            return this;
        }
        if (value.kind == Kind.JSON) {
            return JSON;
        }
        if (numeric() && value.numeric()) {
            return widerDecimal(Math.max(wholeDigits(), value.wholeDigits()), Math.max(scale, value.scale));
        }
        boolean times = (kind == Kind.DATE || kind == Kind.TIMESTAMP)
                && (value.kind == Kind.DATE || value.kind == Kind.TIMESTAMP);
        return times ? TIMESTAMP : TEXT;
    }

    private static ColumnType widerDecimal(int digits, int scale) {
        if (digits + scale > EXACT_DIGITS) {
            return TEXT;
        }
        ColumnType wide = decimal(Math.max(digits, DECIMAL.digits), Math.max(scale, DECIMAL.scale));
        return wide.digits + wide.scale > EXACT_DIGITS ? decimal(digits, scale) : wide;
    }

    private boolean numeric() {
        return kind == Kind.BIGINT || kind == Kind.DECIMAL;
    }

    private int wholeDigits() {
        return kind == Kind.BIGINT ? DIGITS_OF_BIGINT : digits;
    }

    @Override
    public String toString() {
        return kind == Kind.DECIMAL ? "DECIMAL(" + (digits + scale) + "," + scale + ")" : kind.name();
    }
}
