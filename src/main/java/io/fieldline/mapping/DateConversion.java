package io.fieldline.mapping;

import java.util.Set;

import io.fieldline.sync.pair.SideField.Type;

/** A calendar date, <code>2026-01-31</code>; of a time it is the day that it was in the tenant's time zone. */
record DateConversion() implements Conversion {

    private static final Set<Type> SERVICETITAN = Set.of(Type.DATE, Type.DATE_TIME, Type.TEXT);

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return day(value, context);
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return day(value, context);
    }

    private static String day(Object value, MappingContext context) {
        String text = PlainText.of(value);
        return text == null ? null : Moment.day(text, context.timeZone()).toString();
    }

    @Override
    public Set<Type> crmTypes() {
        return Set.of(Type.DATE);
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return SERVICETITAN;
    }
}
