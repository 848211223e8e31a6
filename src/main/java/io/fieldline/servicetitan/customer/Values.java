package io.fieldline.servicetitan.customer;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/** Whether a value stands where it was to be set, however ServiceTitan writes it. */
final class Values {

    private static final int LOCAL_DIGITS = 7;

    private Values() {}

    /** Nothing and an empty text are the same; surrounding blanks and zeros behind the point say nothing. */
    static boolean same(Object wanted, Object stored) {
        if (wanted instanceof Number && stored instanceof Number) {
            return new BigDecimal(wanted.toString()).compareTo(new BigDecimal(stored.toString())) == 0;
        }
        if (empty(wanted) || empty(stored)) {
            return empty(wanted) && empty(stored);
        }
        return wanted instanceof String text && stored instanceof String other
                ? text.strip().equals(other.strip())
                : Objects.equals(wanted, stored);
    }

    static boolean empty(Object value) {
        return value == null || value instanceof String text && text.isBlank();
    }

    /** An e-mail in another case, or a number in another spelling, is the same contact. */
    static boolean sameContact(String type, Object wanted, Object stored) {
        if (same(wanted, stored)) {
            return true;
        }
        if (!(wanted instanceof String text) || !(stored instanceof String other)) {
            return false;
        }
        return type.equals("Email") ? text.strip().equalsIgnoreCase(other.strip()) : sameNumber(text, other);
    }

    private static boolean sameNumber(String wanted, String stored) {
        String one = wanted.replaceAll("\\D", "");
        String other = stored.replaceAll("\\D", "");
        String shorter = one.length() < other.length() ? one : other;
        return shorter.length() >= LOCAL_DIGITS && one.endsWith(shorter) && other.endsWith(shorter);
    }

    /** What stands at a path of plain names, <code>address.zip</code>. */
    static Object at(Map<String, Object> record, String path) {
        Object value = record;
        for (String name : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }
}
