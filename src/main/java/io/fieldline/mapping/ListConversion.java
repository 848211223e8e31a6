package io.fieldline.mapping;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideField.Type;

/**
 * A list of names, such as tags, as one text in the CRM. Neither order nor repetition counts.
 *
 * @param separator what stands between two names in the CRM
 * @param choices the names that the CRM's field takes; empty where it takes any
 */
record ListConversion(String separator, Set<String> choices) implements Conversion {

    private static final Set<Type> CRM = Set.of(Type.CHOICES, Type.TEXT, Type.LONG_TEXT);

    static Optional<Conversion> read(ConversionOption option) {
        return option.text("the separator, such as { list: \";\" }")
                .map(separator -> new ListConversion(separator, Set.of()));
    }

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return nullIfEmpty(names(value));
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return nullIfEmpty(names(value));
    }

    private static Object nullIfEmpty(List<String> names) {
        return names.isEmpty() ? null : names;
    }

    private List<String> names(Object value) {
        Stream<?> written = value instanceof Collection<?> list
                ? list.stream()
                : Arrays.stream(value.toString().split(Pattern.quote(separator.strip())));
        List<String> names = written.map(PlainText::onOneLine).flatMap(Stream::ofNullable).distinct().sorted().toList();
        return names;
    }

    @Override
    public Object toCrm(Object common, MappingContext context) {
        List<String> names = names(common);
        names.stream().filter(name -> name.contains(separator.strip())).findFirst().ifPresent(name -> {
            throw new RejectedRecordException("\"" + name + "\" holds the separator of the list, " + separator.strip());
        });
        names.stream().filter(name -> !choices.isEmpty() && !choices.contains(name)).findFirst().ifPresent(name -> {
            throw new RejectedRecordException("\"" + name + "\" is not one of the choices of the CRM's field: "
                    + String.join(", ", choices.stream().sorted().toList()));
        });
        return String.join(separator, names);
    }

    @Override
    public Conversion fittedTo(List<SideField> crm) {
        return crm.size() == 1 ? new ListConversion(separator, crm.get(0).choices()) : this;
    }

    @Override
    public Set<Type> crmTypes() {
        return CRM;
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return Set.of(Type.CHOICES);
    }
}
