package io.fieldline.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.sync.pair.SideField.Type;

/**
 * A decimal number, its zeros at the end left out.
 *
 * @param places to round both sides to, half up; empty to leave them exact
 */
record DecimalConversion(OptionalInt places) implements Conversion {

    private static final Set<Type> SERVICETITAN = Set.of(Type.DECIMAL, Type.INTEGER, Type.TEXT);
    private static final int LONGEST_NUMBER = 100;
    private static final int CENTS = 2;

    static DecimalConversion exact() {
        return new DecimalConversion(OptionalInt.empty());
    }

    static DecimalConversion currency() {
        return new DecimalConversion(OptionalInt.of(CENTS));
    }

    static Optional<Conversion> read(ConversionOption option) {
        if (option.absent()) {
            return Optional.of(exact());
        }
        return option.positive().map(places -> new DecimalConversion(OptionalInt.of(places)));
    }

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return common(value);
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return common(value);
    }

    private BigDecimal common(Object value) {
        BigDecimal number = number(value);
        if (number == null) {
            return null;
        }
        return stripped(places.isPresent() ? number.setScale(places.getAsInt(), RoundingMode.HALF_UP) : number);
    }

    /** 100 for 100.00, not 1E+2: stored as JSON it comes back the same. */
    static BigDecimal stripped(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The number that a value is or spells; null for an empty text. */
    static BigDecimal number(Object value) {
        String text = PlainText.of(value);
        if (text == null) {
            return null;
        }
        try {
            // A text such as 1E+999999999 would be a number of as many digits.
            BigDecimal number = text.length() > LONGEST_NUMBER ? null : new BigDecimal(text);
            if (number != null && Math.abs((long) number.scale()) <= LONGEST_NUMBER) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new RejectedRecordException("is not a number");
        }
        throw new RejectedRecordException("is too long a number");
    }

    @Override
    public Set<Type> crmTypes() {
        return Set.of(Type.DECIMAL);
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return SERVICETITAN;
    }
}
