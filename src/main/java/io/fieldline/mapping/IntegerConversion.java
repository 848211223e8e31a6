package io.fieldline.mapping;

import java.math.BigDecimal;
import java.util.Set;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.sync.pair.SideField.Type;

/** A whole number of at most 64 bits. */
record IntegerConversion() implements Conversion {

    private static final Set<Type> CRM = Set.of(Type.INTEGER, Type.DECIMAL);
    private static final Set<Type> SERVICETITAN = Set.of(Type.INTEGER, Type.DECIMAL, Type.TEXT);

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return whole(value);
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return whole(value);
    }

    static Long whole(Object value) {
        BigDecimal number = DecimalConversion.number(value);
        try {
            return number == null ? null : number.longValueExact();
        } catch (ArithmeticException fractionOrTooLarge) {
            throw new RejectedRecordException("is not a whole number of at most 64 bits");
        }
    }

    @Override
    public Set<Type> crmTypes() {
        return CRM;
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return SERVICETITAN;
    }
}
