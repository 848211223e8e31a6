package io.fieldline.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a value is in a ServiceTitan record: <code>address.street</code>, <code>contacts[type=Email].value</code>,
 * <code>customFields[typeId=12].value</code>. Of several entries that match a condition the one with the lowest id is
 * meant; an entry that is not active is none.
 *
 * @param text as the row writes it
 */
record ServiceTitanPath(String text, List<Step> steps) {

    private static final Pattern STEP = Pattern.compile("\\G([A-Za-z][A-Za-z0-9]*)(\\[(?:([A-Za-z]+)=([^\\]]+))?])?(\\.|$)");
    private static final List<String> IDS = List.of("id", "typeId");

    /**
     * One field on the way.
     *
     * @param list whether it is a list, of which one entry is taken
     * @param key the entry's field that the condition is about; null for no condition
     */
    record Step(String name, boolean list, String key, String value) {

        boolean matches(Object entry) {
            return entry instanceof Map<?, ?> fields && !Boolean.FALSE.equals(fields.get("active"))
                    && (key == null || value.equals(String.valueOf(fields.get(key))));
        }
    }

    /** Empty when the text is no path. */
    static Optional<ServiceTitanPath> parse(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int end = 0;
        boolean ended = false;
        while (!ended && matcher.find()) {
            steps.add(new Step(matcher.group(1), matcher.group(2) != null, matcher.group(3), matcher.group(4)));
            end = matcher.end();
            ended = matcher.group(5).isEmpty();
        }
        return ended && end == text.length()
                ? Optional.of(new ServiceTitanPath(text, List.copyOf(steps)))
                : Optional.empty();
    }

    /** The value there; null when the way to it ends early. */
    Object in(Map<String, Object> serviceTitanRecord) {
        Object value = serviceTitanRecord;
        for (Step step : steps) {
            value = value instanceof Map<?, ?> fields ? fields.get(step.name()) : null;
            if (step.list()) {
                value = value instanceof Collection<?> entries ? entry(entries, step) : null;
            }
        }
        return value;
    }

    private static Object entry(Collection<?> entries, Step step) {
        return entries.stream().filter(step::matches).min(Comparator.comparingLong(ServiceTitanPath::id)).orElse(null);
    }

    private static long id(Object entry) {
        return IDS.stream().map(((Map<?, ?>) entry)::get).filter(Number.class::isInstance).map(Number.class::cast)
                .mapToLong(Number::longValue).findFirst().orElse(Long.MAX_VALUE);
    }

    /** Without conditions: <code>contacts[].value</code>. */
    String general() {
        return steps.stream().map(step -> step.name() + (step.list() ? "[]" : "")).collect(Collectors.joining("."));
    }

    /** A custom field's value is a text, whatever it means. */
    boolean customField() {
        return steps.get(0).name().equals("customFields");
    }
}
