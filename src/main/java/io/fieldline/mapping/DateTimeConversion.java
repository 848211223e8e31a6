package io.fieldline.mapping;

import java.time.temporal.ChronoUnit;
import java.util.Set;

import io.fieldline.sync.pair.SideField.Type;

/** A point in time, <code>2026-01-31T08:00:00Z</code>; whole seconds, for Salesforce keeps no more. */
record DateTimeConversion() implements Conversion {

    private static final Set<Type> SERVICETITAN = Set.of(Type.DATE_TIME, Type.TEXT);

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return time(value, context);
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return time(value, context);
    }

    private static String time(Object value, MappingContext context) {
        String text = PlainText.of(value);
        return text == null
                ? null
                : Moment.instant(text, context.timeZone()).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public Set<Type> crmTypes() {
        return Set.of(Type.DATE_TIME);
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return SERVICETITAN;
    }
}
