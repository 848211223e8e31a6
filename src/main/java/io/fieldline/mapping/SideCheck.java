package io.fieldline.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideField.Type;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.NearMisses;

/** Holds a row against the fields that the two sides have. */
final class SideCheck {

    private final Map<String, SideField> serviceTitan;
    private final Map<String, SideField> crm;

    SideCheck(Map<String, SideField> serviceTitan, Map<String, SideField> crm) {
        this.serviceTitan = serviceTitan;
        this.crm = crm;
    }

    List<DocumentProblem> problems(List<FieldRow> rows) {
        Map<String, FieldRow> writers = new HashMap<>();
        List<DocumentProblem> problems = new ArrayList<>();
        rows.forEach(row -> {
            problems.addAll(problems(row));
            twoWriters(row, writers).ifPresent(problems::add);
        });
        return problems;
    }

    /** Two rows that both bring values to one ServiceTitan field would take turns in changing it. */
    private static Optional<DocumentProblem> twoWriters(FieldRow row, Map<String, FieldRow> writers) {
        return row.paths().stream().map(ServiceTitanPath::text).filter(path -> row.writesServiceTitan())
                .filter(path -> writers.putIfAbsent(path, row) != null).findFirst()
                .map(path -> problem(row, "servicetitan", path + " is written by " + writers.get(path).name()
                        + " already: let servicetitan own the field in one of the two rows"));
    }

    private List<DocumentProblem> problems(FieldRow row) {
        List<DocumentProblem> problems = new ArrayList<>();
        row.paths().forEach(path -> serviceTitan(row, path).map(rule -> problem(row, "servicetitan", rule))
                .ifPresent(problems::add));
        row.crm().forEach(field -> crm(row, field).map(rule -> problem(row, "crm", rule)).ifPresent(problems::add));
        return problems;
    }

    private static DocumentProblem problem(FieldRow row, String key, String rule) {
        return new DocumentProblem(row.place().file(), row.place().line(), row.name() + ": " + key, rule);
    }

    private Optional<String> serviceTitan(FieldRow row, ServiceTitanPath path) {
        Optional<SideField> known = FieldRow.describedIn(serviceTitan, path);
        if (known.isEmpty()) {
            return Optional.of("ServiceTitan has no field " + path.text() + near(path.general(), serviceTitan.keySet()));
        }
        SideField field = known.get();
        if (row.writesServiceTitan() && !field.writable()) {
            return Optional.of(path.text() + " cannot be written in ServiceTitan" + owners(row, "servicetitan"));
        }
        if (!takes(row.conversion().serviceTitanTypes(), field.type())) {
            return Optional.of(mismatch(row, path.text(), field.type()));
        }
        if (row.writesServiceTitan() && row.conversion() instanceof DateConversion && field.type() == Type.DATE_TIME) {
            return Optional.of(path.text() + " holds a time of day, which the conversion date would lose: convert it as"
                    + " date-time, or let servicetitan own the field");
        }
        return condition(path);
    }

    /** A condition on a field that takes choices, such as a contact's type, must name one of them. */
    private Optional<String> condition(ServiceTitanPath path) {
        return path.steps().stream().filter(step -> step.key() != null).flatMap(step -> condition(step).stream()).findFirst();
    }

    private Optional<String> condition(ServiceTitanPath.Step step) {
        String path = step.name() + "[]." + step.key();
        SideField key = serviceTitan.get(path);
        if (key == null) {
            return Optional.of("ServiceTitan has no field " + path + near(path, serviceTitan.keySet()));
        }
        return key.choices().isEmpty() || key.choices().contains(step.value())
                ? Optional.empty()
                : Optional.of(path + " is never \"" + step.value() + "\"" + near(step.value(), key.choices()));
    }

    private Optional<String> crm(FieldRow row, String name) {
        SideField field = crm.get(name);
        if (field == null) {
            return Optional.of(unknown(name));
        }
        if (row.writesCrm() && !field.writable()) {
            return Optional.of(name + " cannot be written in the CRM" + owners(row, "crm"));
        }
        if (!takes(row.conversion().crmTypes(), field.type())) {
            return Optional.of(mismatch(row, name, field.type()));
        }
        if (row.conversion() instanceof TextConversion text && field.longest() > 0 && text.longest() > field.longest()) {
            return Optional.of("the row declares " + text.longest() + " characters, but " + name + " takes "
                    + field.longest());
        }
        return choices(row, field);
    }

    private Optional<String> choices(FieldRow row, SideField field) {
        Set<String> written = row.writesCrm() ? row.conversion().written() : Set.of();
        return field.choices().isEmpty()
                ? Optional.empty()
                : written.stream().filter(value -> !field.choices().contains(value)).sorted().findFirst()
                        .map(value -> "\"" + value + "\" is not one of the choices of " + field.name()
                                + near(value, field.choices()));
    }

    private String unknown(String name) {
        String object = FieldRow.object(name);
        boolean known = crm.keySet().stream().map(FieldRow::object).anyMatch(object::equals);
        return "the CRM has no " + (known ? "field " + name : "object " + object)
                + near(name, crm.keySet());
    }

    private static boolean takes(Set<Type> types, Type type) {
        return type == Type.OTHER || types.contains(type);
    }

    private static String mismatch(FieldRow row, String field, Type type) {
        return field + " is of the type " + word(type) + ", which the conversion " + row.conversionName() + " does not take";
    }

    private static String word(Type type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String owners(FieldRow row, String side) {
        return row.rule().consent()
                ? ", but a consent reaches both sides"
                : ", but with the owner " + row.rule().owner().word() + " values travel there: let " + side
                        + " own the field";
    }

    private static String near(String unknown, Collection<String> known) {
        List<String> names = NearMisses.of(unknown, known);
        return names.isEmpty() ? "" : "; did you mean " + String.join(" or ", names) + "?";
    }
}
