package io.fieldline.sync.pair;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fields of the same name and form on both sides; <code>email</code> and <code>phone</code> tell who it is. */
final class PlainMapping implements PairMapping {

    /** How a text of ServiceTitan's begins that the CRM holds shortened: nothing of the CRM's may take its place. */
    static final String NOT_TO_BE_REPLACED = "longer than the CRM holds";

    private final List<FieldRule> rules;

    PlainMapping(FieldRule... rules) {
        this.rules = List.of(rules);
    }

    @Override
    public List<FieldRule> rules() {
        return rules;
    }

    @Override
    public Converted fromServiceTitan(SideRecord customer) {
        return read(customer);
    }

    @Override
    public Converted fromCrm(SideRecord record) {
        return read(record);
    }

    /** A value that is <code>?</code> makes no sense. */
    private static Converted read(SideRecord record) {
        Map<String, Object> values = new LinkedHashMap<>(record.fields());
        Map<String, String> problems = new LinkedHashMap<>();
        record.fields().forEach((field, value) -> {
            if ("?".equals(value)) {
                problems.put(field, "makes no sense");
            }
        });
        values.keySet().removeAll(problems.keySet());
        return new Converted(values, problems, Set.of(), Set.of());
    }

    @Override
    public Converted toCrm(Map<String, Object> values) {
        return Converted.of(values);
    }

    @Override
    public Converted toServiceTitan(Map<String, Object> values, SideRecord customer) {
        Map<String, Object> taken = new LinkedHashMap<>(values);
        Map<String, String> problems = new LinkedHashMap<>();
        values.keySet().stream().filter(field -> customer != null
                && String.valueOf(customer.fields().get(field)).startsWith(NOT_TO_BE_REPLACED))
                .forEach(field -> problems.put(field, "would lose its end"));
        taken.keySet().removeAll(problems.keySet());
        return new Converted(taken, problems, Set.of(), Set.of());
    }

    @Override
    public String field(String sideField) {
        return sideField;
    }

    @Override
    public Set<String> fieldsOf(MatchKey.Kind kind) {
        return kind == MatchKey.Kind.EMAIL ? Set.of("email") : kind == MatchKey.Kind.PHONE ? Set.of("phone") : Set.of();
    }

    @Override
    public Set<MatchKey> keysOfServiceTitan(SideRecord customer) {
        Set<MatchKey> keys = keys(customer);
        keys.add(new MatchKey(MatchKey.Kind.ID, customer.id()));
        return keys;
    }

    @Override
    public Set<MatchKey> keysOfCrm(SideRecord record) {
        Set<MatchKey> keys = keys(record);
        if (record.otherId() != null) {
            keys.add(new MatchKey(MatchKey.Kind.ID, record.otherId()));
        }
        return keys;
    }

    private static Set<MatchKey> keys(SideRecord record) {
        Set<MatchKey> keys = new HashSet<>();
        if (record.fields().get("email") instanceof String email) {
            keys.add(new MatchKey(MatchKey.Kind.EMAIL, email));
        }
        if (record.fields().get("phone") instanceof String phone) {
            keys.add(new MatchKey(MatchKey.Kind.PHONE, phone));
        }
        return keys;
    }

    @Override
    public Instant modifiedInServiceTitan(SideRecord customer, String field) {
        return customer.modifiedOn(field);
    }
}
