package io.fieldline.mapping;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideField.Type;

/**
 * Text, stripped. Where the CRM's field is shorter, both sides are compared by the beginning of the text; a longer text of
 * ServiceTitan is never replaced by the CRM's shortened one.
 *
 * @param longest characters the CRM's field takes; 0 where nothing is said
 */
record TextConversion(int longest) implements Conversion {

    private static final Set<Type> TYPES = Set.copyOf(
            EnumSet.of(Type.TEXT, Type.LONG_TEXT, Type.EMAIL, Type.PHONE, Type.CHOICE, Type.REFERENCE));
    private static final Set<Type> SINGLE_VALUES = Set.copyOf(EnumSet.complementOf(EnumSet.of(Type.CHOICES)));

    static Optional<Conversion> read(ConversionOption option) {
        if (option.absent()) {
            return Optional.of(new TextConversion(0));
        }
        return option.positive().map(TextConversion::new);
    }

    @Override
    public Object fromServiceTitan(Object value, MappingContext context) {
        return shortened(value);
    }

    @Override
    public Object fromCrm(Object value, MappingContext context) {
        return shortened(value);
    }

    private String shortened(Object value) {
        String text = PlainText.of(value);
        return text == null || longest == 0 ? text : PlainText.beginning(text, longest);
    }

    @Override
    public Conversion fittedTo(List<SideField> crm) {
        OptionalInt shortest = IntStream.concat(IntStream.of(longest), crm.stream().mapToInt(SideField::longest))
                .filter(length -> length > 0).min();
        return new TextConversion(shortest.orElse(0));
    }

    @Override
    public Optional<String> loses(Object current, Object common) {
        String whole = PlainText.of(current);
        boolean cut = whole != null && longest > 0 && whole.length() > longest;
        return cut && common != null && !common.equals(shortened(current))
                ? Optional.of("ServiceTitan's text is longer than the " + longest
                        + " characters that the CRM holds, and the rest of it would be lost: change it in ServiceTitan")
                : Optional.empty();
    }

    @Override
    public Set<Type> crmTypes() {
        return TYPES;
    }

    @Override
    public Set<Type> serviceTitanTypes() {
        return SINGLE_VALUES;
    }
}
