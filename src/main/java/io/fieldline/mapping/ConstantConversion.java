package io.fieldline.mapping;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.fieldline.sync.pair.SideField.Type;

/**
 * The same value for every record of the CRM; nothing is read from ServiceTitan.
 *
 * @param value String, Long, BigDecimal or Boolean
 */
record ConstantConversion(Object value) implements Conversion {

    private static final Set<Type> WRITTEN_AS_TEXT = Set.copyOf(EnumSet.of(Type.TEXT, Type.LONG_TEXT, Type.EMAIL, Type.PHONE,
            Type.CHOICE, Type.CHOICES, Type.REFERENCE, Type.DATE, Type.DATE_TIME));

    static Optional<Conversion> read(ConversionOption option) {
        return option.scalar("the value, such as { constant: Customer }").map(ConstantConversion::new);
    }

    @Override
    public Object fromServiceTitan(Object nothing, MappingContext context) {
        return value;
    }

    @Override
    public Object fromCrm(Object found, MappingContext context) {
        if (value instanceof Boolean) {
            return BooleanConversion.bool(found);
        }
        if (value instanceof Long) {
            return IntegerConversion.whole(found);
        }
        return value instanceof BigDecimal ? DecimalConversion.exact().fromCrm(found, context) : PlainText.of(found);
    }

    @Override
    public Set<String> written() {
        return value instanceof String text ? Set.of(text) : Set.of();
    }

    @Override
    public boolean reachesServiceTitan() {
        return false;
    }

    @Override
    public Optional<String> refusesCounts(int serviceTitan, int crm) {
        return serviceTitan == 0 && crm == 1
                ? Optional.empty()
                : Optional.of("takes no ServiceTitan field and one CRM field");
    }

    @Override
    public Set<Type> crmTypes() {
        if (value instanceof Boolean) {
            return Set.of(Type.BOOLEAN);
        }
        if (value instanceof Long) {
            return Set.of(Type.INTEGER, Type.DECIMAL);
        }
        return value instanceof BigDecimal ? Set.of(Type.DECIMAL) : WRITTEN_AS_TEXT;
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return Set.of();
    }
}
