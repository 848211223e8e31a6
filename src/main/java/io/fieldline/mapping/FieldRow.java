package io.fieldline.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.sync.pair.FieldRule;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideField.Type;
import io.fieldline.tenant.DocumentNode.Place;

/**
 * One row of a mapping, checked.
 *
 * @param place where it is written
 * @param rule its name and owner
 * @param paths the ServiceTitan fields; none for a constant
 * @param crm the CRM fields
 * @param conversionName as documents write it
 * @param optional whether it is left out where the CRM lacks the field
 * @param described what is known of the fields of both sides, by path and by CRM field; empty before it was fitted
 */
record FieldRow(Place place, FieldRule rule, List<ServiceTitanPath> paths, List<String> crm, String conversionName,
        Conversion conversion, boolean optional, Map<String, SideField> described) {

    FieldRow {
        paths = List.copyOf(paths);
        crm = List.copyOf(crm);
        described = Map.copyOf(described);
    }

    String name() {
        return rule.field();
    }

    /** The object of a CRM field. */
    static String object(String crmField) {
        return crmField.substring(0, crmField.indexOf('.'));
    }

    Set<String> objects() {
        return crm.stream().map(FieldRow::object).collect(Collectors.toSet());
    }

    boolean writesServiceTitan() {
        return !paths.isEmpty() && (rule.consent() || rule.owner().reachesServiceTitan());
    }

    boolean writesCrm() {
        return rule.consent() || rule.owner().reachesCrm();
    }

    FieldRow fitted(Map<String, SideField> serviceTitan, Map<String, SideField> crmFields) {
        Map<String, SideField> known = new LinkedHashMap<>();
        paths.forEach(path -> describedIn(serviceTitan, path).ifPresent(field -> known.put(path.text(), field)));
        List<SideField> ofCrm = crm.stream().map(crmFields::get).filter(Objects::nonNull).toList();
        ofCrm.forEach(field -> known.put(field.name(), field));
        return new FieldRow(place, rule, paths, crm, conversionName, conversion.fittedTo(ofCrm), optional, known);
    }

    /** A field described by its exact path, such as one custom field, or by the path without its conditions. */
    static Optional<SideField> describedIn(Map<String, SideField> serviceTitan, ServiceTitanPath path) {
        return Optional.ofNullable(serviceTitan.getOrDefault(path.text(), serviceTitan.get(path.general())));
    }

    Object fromServiceTitan(Map<String, Object> serviceTitanRecord, MappingContext context) {
        Object value = paths.isEmpty() ? null : joined(paths, path -> path.in(serviceTitanRecord));
        if (value == null && !paths.isEmpty()) {
            return null;
        }
        return unlessOverwritten(writesCrm(), value, () -> conversion.fromServiceTitan(value, context));
    }

    Object fromCrm(Map<String, Object> fields, MappingContext context) {
        Object value = joined(crm, fields::get);
        return value == null
                ? null
                : unlessOverwritten(writesServiceTitan(), value, () -> conversion.fromCrm(value, context));
    }

    /** What will only be overwritten need not make sense: as it is written it differs from whatever does. */
    private static Object unlessOverwritten(boolean travels, Object value, Supplier<Object> conversion) {
        try {
            return conversion.get();
        } catch (RejectedRecordException rejected) {
            if (travels) {
                throw rejected;
            }
            return String.valueOf(value);
        }
    }

    Map<String, Object> toCrm(Object common, MappingContext context) {
        if (!conversion.reachesCrm()) {
            throw new RejectedRecordException("no value of this row can be written to the CRM");
        }
        Object value = common == null ? null : conversion.toCrm(common, context);
        Map<String, Object> written = spread(crm, value);
        written.forEach(this::mustFit);
        mustReadBack(common, joined(crm, written::get), read -> conversion.fromCrm(read, context));
        return written;
    }

    Map<String, Object> toServiceTitan(Object common, Map<String, Object> current, MappingContext context) {
        if (!conversion.reachesServiceTitan()) {
            throw new RejectedRecordException("no value of this row can be written to ServiceTitan");
        }
        if (paths.size() == 1) {
            conversion.loses(paths.get(0).in(current), common).ifPresent(loss -> {
                throw new RejectedRecordException(loss);
            });
        }
        Object value = common == null ? null : conversion.toServiceTitan(common, context);
        Map<String, Object> written = spread(paths.stream().map(ServiceTitanPath::text).toList(), value);
        paths.forEach(path -> written.put(path.text(), asHeld(path, written.get(path.text()))));
        mustReadBack(common, joined(paths, path -> written.get(path.text())),
                read -> conversion.fromServiceTitan(read, context));
        return written;
    }

    private Object asHeld(ServiceTitanPath path, Object value) {
        SideField field = described.get(path.text());
        boolean text = path.customField() || field != null && field.type() == Type.TEXT;
        if (text && !(value instanceof Collection)) {
            return PlainText.of(value);
        }
        return value instanceof String && field != null && field.type() == Type.INTEGER
                ? IntegerConversion.whole(value)
                : value;
    }

    private void mustFit(String field, Object value) {
        SideField known = described.get(field);
        if (known == null || !(value instanceof String text)) {
            return;
        }
        if (known.longest() > 0 && text.length() > known.longest()) {
            throw new RejectedRecordException("is longer than the " + known.longest() + " characters of " + field);
        }
        if (known.type() == Type.CHOICE && !known.choices().isEmpty() && !known.choices().contains(text)) {
            throw new RejectedRecordException("\"" + text + "\" is not one of the choices of " + field + ": "
                    + String.join(", ", known.choices().stream().sorted().toList()));
        }
    }

    /** A value that would come back as another one would be taken for a change, and travel for ever. */
    private static void mustReadBack(Object common, Object written, UnaryOperator<Object> read) {
        if (!Objects.equals(common, written == null ? null : read.apply(written))) {
            throw new RejectedRecordException("would not read back as it was written");
        }
    }

    /** One field's value, or the list of several fields' values; null when there is none in any. */
    private static <F> Object joined(List<F> fields, Function<F, Object> read) {
        if (fields.size() == 1) {
            return read.apply(fields.get(0));
        }
        List<Object> values = new ArrayList<>();
        fields.forEach(field -> values.add(read.apply(field)));
        return values.stream().allMatch(Objects::isNull) ? null : values;
    }

    private static Map<String, Object> spread(List<String> fields, Object value) {
        List<?> values = fields.size() == 1 ? Collections.singletonList(value) : severalOf(fields.size(), value);
        Map<String, Object> spread = new LinkedHashMap<>();
        for (int index = 0; index < fields.size(); index++) {
            spread.put(fields.get(index), values.get(index));
        }
        return spread;
    }

    /** A common value that is kept from before a row was changed may be of another kind. */
    static List<?> severalOf(int count, Object value) {
        if (value == null) {
            return Collections.nCopies(count, null);
        }
        if (!(value instanceof List<?> values) || values.size() != count) {
            throw new RejectedRecordException("must be a list of " + count + " values");
        }
        return values;
    }
}
