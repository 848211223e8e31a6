package io.fieldline.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.fieldline.sync.pair.SideField.Type;

/**
 * Several ServiceTitan fields, such as street and unit, as lines of one CRM field. More lines than there are fields are
 * joined in the last one.
 *
 * @param fields how many ServiceTitan fields
 */
record LinesConversion(int fields) implements Conversion {

    static Optional<Conversion> read(ConversionOption option) {
        return option.none(new LinesConversion(option.serviceTitanFields().size()));
    }

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return lines(((Collection<?>) value).stream());
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return lines(Stream.of(value));
    }

    private String lines(Stream<?> values) {
        List<String> lines = values.map(PlainText::of).flatMap(Stream::ofNullable).flatMap(String::lines)
                .map(PlainText::of).flatMap(Stream::ofNullable).toList();
        if (lines.size() <= fields) {
            return PlainText.of(String.join("\n", lines));
        }
        List<String> joined = new ArrayList<>(lines.subList(0, fields - 1));
        joined.add(String.join(", ", lines.subList(fields - 1, lines.size())));
        return String.join("\n", joined);
    }

    @Override
    public Object toServiceTitan(Object common, MappingContext context) {
        List<Object> values = new ArrayList<>(common.toString().lines().toList());
        while (values.size() < fields) {
            values.add(null);
        }
        return values;
    }

    @Override
    public Optional<String> refusesCounts(int serviceTitan, int crm) {
        return serviceTitan > 1 && crm == 1
                ? Optional.empty()
                : Optional.of("takes several ServiceTitan fields and one CRM field");
    }

    @Override
    public Set<Type> crmTypes() {
        return WORDS;
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return WORDS;
    }
}
