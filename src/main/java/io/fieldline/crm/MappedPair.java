package io.fieldline.crm;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.mapping.FieldMapping;
import io.fieldline.mapping.MappingContext;
import io.fieldline.sync.pair.FieldRule;
import io.fieldline.sync.pair.MatchKey;
import io.fieldline.sync.pair.PairMapping;
import io.fieldline.sync.pair.SideRecord;

/** A field mapping as the rules of pairs use it. */
final class MappedPair implements PairMapping {

    private static final Map<String, MatchKey.Kind> KINDS_OF_CONTACTS = Map.of("Email", MatchKey.Kind.EMAIL, "Phone",
            MatchKey.Kind.PHONE, "MobilePhone", MatchKey.Kind.PHONE);

    private final FieldMapping mapping;
    private final MappingContext context;
    private final Map<String, String> fieldsOfSides = new HashMap<>();

    /** @param mapping fitted to the fields of both sides */
    MappedPair(FieldMapping mapping, MappingContext context) {
        this.mapping = mapping;
        this.context = context;
        rules().forEach(rule -> {
            mapping.crmFields(rule.field()).forEach(side -> fieldsOfSides.put(side, rule.field()));
            mapping.servicetitanPaths(rule.field()).forEach(path -> fieldsOfSides.putIfAbsent(path, rule.field()));
        });
    }

    @Override
    public List<FieldRule> rules() {
        return mapping.rules();
    }

    @Override
    public Converted fromServiceTitan(SideRecord customer) {
        return converted(mapping.fromServiceTitan(customer.fields(), context));
    }

    @Override
    public Converted fromCrm(SideRecord record) {
        Converted converted = converted(mapping.fromCrm(record.fields(), context));
        Set<String> absent = rules().stream().map(FieldRule::field)
                .filter(field -> mapping.crmFields(field).stream().noneMatch(record.fields()::containsKey))
                .collect(Collectors.toSet());
        Set<String> objects = record.fields().keySet().stream().map(MappedPair::object).collect(Collectors.toSet());
        // A field of an object that is there is none that this record has; an object that is not there may yet be made.
        Set<String> missing = absent.stream().filter(field -> objects.contains(object(field))).collect(Collectors.toSet());
        return new Converted(converted.values(), converted.problems(), absent, missing);
    }

    private static String object(String field) {
        return field.substring(0, Math.max(0, field.indexOf('.')));
    }

    @Override
    public Converted toCrm(Map<String, Object> values) {
        return converted(mapping.toCrm(values, context));
    }

    @Override
    public Converted toServiceTitan(Map<String, Object> values, SideRecord customer) {
        Map<String, Object> known = new LinkedHashMap<>(values);
        // A constant is the CRM's alone.
        known.keySet().removeIf(field -> mapping.servicetitanPaths(field).isEmpty());
        return converted(mapping.toServiceTitan(known, customer == null ? Map.of() : customer.fields(), context));
    }

    private static Converted converted(io.fieldline.mapping.Converted converted) {
        Map<String, String> problems = new LinkedHashMap<>();
        converted.problems().forEach(problem -> problems.put(problem.field(), problem.reason()));
        return new Converted(converted.values(), problems, Set.of(), Set.of());
    }

    @Override
    public String field(String sideField) {
        return fieldsOfSides.getOrDefault(sideField, sideField);
    }

    @Override
    public Set<String> fieldsOf(MatchKey.Kind kind) {
        return switch (kind) {
            case EMAIL -> mapping.fieldsConvertedAs("email");
            case PHONE -> mapping.fieldsConvertedAs("phone");
            case ID -> Set.of();
        };
    }

    /** Every e-mail and phone of the customer, not only the first that the mapping carries over. */
    @Override
    public Set<MatchKey> keysOfServiceTitan(SideRecord customer) {
        Set<MatchKey> keys = new LinkedHashSet<>();
        keys.add(new MatchKey(MatchKey.Kind.ID, customer.id()));
        if (customer.fields().get("contacts") instanceof List<?> contacts) {
            contacts.forEach(contact -> {
                Map<?, ?> row = (Map<?, ?>) contact;
                MatchKey.Kind kind = KINDS_OF_CONTACTS.get(String.valueOf(row.get("type")));
                if (kind != null) {
                    Optional<String> value = kind == MatchKey.Kind.EMAIL
                            ? FieldMapping.normalizedEmail(row.get("value"), context)
                            : FieldMapping.normalizedPhone(row.get("value"), context);
                    value.ifPresent(text -> keys.add(new MatchKey(kind, text)));
                }
            });
        }
        return keys;
    }

    @Override
    public Set<MatchKey> keysOfCrm(SideRecord record) {
        Set<MatchKey> keys = new LinkedHashSet<>();
        if (record.otherId() != null) {
            keys.add(new MatchKey(MatchKey.Kind.ID, record.otherId()));
        }
        Map<String, Object> values = fromCrm(record).values();
        for (MatchKey.Kind kind : List.of(MatchKey.Kind.EMAIL, MatchKey.Kind.PHONE)) {
            fieldsOf(kind).stream().map(values::get).filter(value -> value != null)
                    .forEach(value -> keys.add(new MatchKey(kind, value.toString())));
        }
        return keys;
    }

    @Override
    public Instant modifiedInServiceTitan(SideRecord customer, String field) {
        return mapping.servicetitanPaths(field).stream().map(customer::modifiedOn).max(Comparator.naturalOrder())
                .orElse(customer.modifiedOn());
    }
}
