package io.fieldline.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.sync.pair.FieldRule;
import io.fieldline.sync.pair.SideField;
import io.fieldline.tenant.DocumentProblem;

/**
 * One kind of record and its fields on both sides, checked as a document. It serves both directions: each side's record is
 * read into common values, one for each field, which are compared, kept, and written to the other side. Common values are
 * String, Long, BigDecimal, Boolean, List of those, or null for an empty one; a field is named by its row's CRM field, or
 * by several joined with <code>+</code>.
 *
 * <p>
 * Before records are moved the mapping is fitted to the fields that the two sides describe: then it knows how long a text
 * may be, which choices there are, and leaves out the optional rows that the CRM has no field or
 * no object for.
 */
public final class FieldMapping {

    private final String name;
    private final Set<String> optionalObjects;
    private final Map<String, FieldRow> rows;

    /** @param optionalObjects objects of the CRM that an account may do without */
    FieldMapping(String name, Set<String> optionalObjects, List<FieldRow> rows) {
        this.name = name;
        this.optionalObjects = Set.copyOf(optionalObjects);
        this.rows = rows.stream().collect(Collectors.toMap(FieldRow::name, Function.identity(), (first, second) -> first,
                LinkedHashMap::new));
    }

    /** Such as <code>customer-salesforce</code>. */
    public String name() {
        return name;
    }

    /** The fields in the documents' order. */
    public List<FieldRule> rules() {
        return rows.values().stream().map(FieldRow::rule).toList();
    }

    /** The ServiceTitan fields that are read or written, as rows write them. */
    public Set<String> servicetitanPaths() {
        return rows.values().stream().flatMap(row -> row.paths().stream()).map(ServiceTitanPath::text)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The ServiceTitan paths of one field; none for a constant. */
    public List<String> servicetitanPaths(String field) {
        return row(field).paths().stream().map(ServiceTitanPath::text).toList();
    }

    /** The CRM fields that are read or written. */
    public Set<String> crmFields() {
        return rows.values().stream().flatMap(row -> row.crm().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The CRM fields of one field. */
    public List<String> crmFields(String field) {
        return row(field).crm();
    }

    /** The fields whose rows use a conversion, by its name in documents. */
    public Set<String> fieldsConvertedAs(String conversion) {
        return rows.values().stream().filter(row -> row.conversionName().equals(conversion)).map(FieldRow::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** An e-mail address or a phone number in the one spelling that mappings compare by; empty where the value is none. */
    public static Optional<String> normalizedEmail(Object value, MappingContext context) {
        return normalized(new EmailConversion(), value, context);
    }

    /** As {@link #normalizedEmail}. */
    public static Optional<String> normalizedPhone(Object value, MappingContext context) {
        return normalized(new PhoneConversion(), value, context);
    }

    private static Optional<String> normalized(Conversion conversion, Object value, MappingContext context) {
        try {
            return Optional.ofNullable(conversion.fromServiceTitan(value, context)).map(Object::toString);
        } catch (RejectedRecordException noneOfThatKind) {
            return Optional.empty();
        }
    }

    /**
     * All that is wrong with this mapping for two sides as they are.
     *
     * @param servicetitan by path, such as <code>address.street</code>, with <code>[]</code> for a list:
     * <code>contacts[].value</code>
     * @param crm by name, as the CRM describes them
     */
    public List<DocumentProblem> problems(Map<String, SideField> servicetitan, Map<String, SideField> crm) {
        return new SideCheck(servicetitan, crm).problems(present(crm));
    }

    /** This mapping for two sides as they are; the arguments as for {@link #problems}. */
    public FieldMapping fitted(Map<String, SideField> servicetitan, Map<String, SideField> crm) {
        return new FieldMapping(name, optionalObjects,
                present(crm).stream().map(row -> row.fitted(servicetitan, crm)).toList());
    }

    private List<FieldRow> present(Map<String, SideField> crm) {
        Set<String> objects = crm.keySet().stream().map(FieldRow::object).collect(Collectors.toSet());
        return rows.values().stream().filter(row -> !row.optional() || crm.keySet().containsAll(row.crm()))
                .filter(row -> row.objects().stream()
                        .allMatch(object -> objects.contains(object) || !optionalObjects.contains(object)))
                .toList();
    }

    /** A ServiceTitan record as common values by field. */
    public Converted fromServiceTitan(Map<String, Object> serviceTitanRecord, MappingContext context) {
        Converted.Builder converted = new Converted.Builder();
        rows.forEach((field, row) -> converted.add(field,
                () -> one(field, row.fromServiceTitan(serviceTitanRecord, context))));
        return converted.build();
    }

    /** A CRM record as common values by field. */
    public Converted fromCrm(Map<String, Object> fields, MappingContext context) {
        Converted.Builder converted = new Converted.Builder();
        rows.forEach((field, row) -> converted.add(field, () -> one(field, row.fromCrm(fields, context))));
        return converted.build();
    }

    /**
     * Common values as the CRM's fields take them; null empties a field. A value that the CRM's field cannot hold, or that
     * would not read back as it was written, is a problem.
     */
    public Converted toCrm(Map<String, Object> commonValues, MappingContext context) {
        Converted.Builder converted = new Converted.Builder();
        commonValues.forEach((field, value) -> converted.add(field, () -> row(field).toCrm(value, context)));
        return converted.build();
    }

    /**
     * Common values by ServiceTitan path; null empties a field.
     *
     * @param current the ServiceTitan record as it is, so that a longer text is not replaced by what the CRM holds of it;
     * empty for a new one
     */
    public Converted toServiceTitan(Map<String, Object> commonValues, Map<String, Object> current, MappingContext context) {
        Converted.Builder converted = new Converted.Builder();
        commonValues.forEach(
                (field, value) -> converted.add(field, () -> row(field).toServiceTitan(value, current, context)));
        return converted.build();
    }

    private FieldRow row(String field) {
        FieldRow row = rows.get(field);
        if (row == null) {
            throw new IllegalArgumentException("The mapping " + name + " has no field " + field);
        }
        return row;
    }

    private static Map<String, Object> one(String field, Object value) {
        return Collections.singletonMap(field, value);
    }
}
