package io.fieldline.mapping;

import java.util.Locale;
import java.util.Set;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.sync.pair.SideField.Type;

/**
 * True or false, in the sense of the ServiceTitan side.
 *
 * @param opposite whether the CRM's field says the opposite
 */
record BooleanConversion(boolean opposite) implements Conversion {

    private static final Set<Type> SERVICETITAN = Set.of(Type.BOOLEAN, Type.TEXT);

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return bool(value);
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        Boolean read = bool(value);
        return read == null ? null : Boolean.valueOf(read != opposite);
    }

    @Override
    public Object toCrm(Object common, MappingContext context) {
        return bool(common) != opposite;
    }

    static Boolean bool(Object value) {
        String text = PlainText.of(value);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new RejectedRecordException("is neither true nor false");
        };
    }

    @Override
    public Set<Type> crmTypes() {
        return Set.of(Type.BOOLEAN);
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return SERVICETITAN;
    }
}
