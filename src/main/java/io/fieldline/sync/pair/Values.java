package io.fieldline.sync.pair;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** Whether two values say the same: numbers by their value, an empty text or list like none. */
final class Values {

    private Values() {}

    static boolean same(Object one, Object other) {
        return Objects.equals(comparable(one), comparable(other));
    }

    static boolean empty(Object value) {
        return comparable(value) == null;
    }

    private static Object comparable(Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? null : list.stream().map(Values::comparable).toList();
        }
        return "".equals(value) ? null : value;
    }
}
