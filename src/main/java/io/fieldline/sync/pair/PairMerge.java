package io.fieldline.sync.pair;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Merges the fields of a pair. */
final class PairMerge {

    private final PairMapping mapping;

    PairMerge(PairMapping mapping) {
        this.mapping = mapping;
    }

    /** @param without fields that are left as they are on both sides */
    MergedPair merge(Agreement agreement, SideRecord customer, SideRecord record, Set<String> without) {
        PairMapping.Converted here = mapping.fromServiceTitan(customer);
        PairMapping.Converted there = mapping.fromCrm(record);
        MergedPair merged = new MergedPair(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(),
                new LinkedHashMap<>(), new LinkedHashMap<>());
        for (FieldRule rule : mapping.rules()) {
            String field = rule.field();
            if (without.contains(field) || there.missing().contains(field)) {
                continue;
            }
            if (here.problems().containsKey(field) || there.problems().containsKey(field)) {
                merged.problems().put(field, here.problems().containsKey(field)
                        ? "ServiceTitan's value " + here.problems().get(field)
                        : "the CRM's value " + there.problems().get(field));
                continue;
            }
            Object serviceTitan = here.values().get(field);
            Object crm = there.values().get(field);
            Instant modified = mapping.modifiedInServiceTitan(customer, field);
            agreement.consider(rule, serviceTitan, crm, modified, record.modifiedOn(field));
            boolean met = agreement.met(field) && !here.absent().contains(field) && !there.absent().contains(field);
            FieldDecision decision = new FieldMerge(rule, met, agreement.value(field), serviceTitan, crm)
                    .decide(modified, record.modifiedOn(field));
            switch (decision.kind()) {
                case AGREED -> merged.agreed().put(field, decision.value());
                case TO_CRM -> merged.toCrm().put(field, decision.value());
                case TO_SERVICETITAN -> merged.toServiceTitan().put(field, decision.value());
                case CONFLICT -> merged.conflicts().put(field, versions(serviceTitan, crm, modified, record.modifiedOn(field)));
                case KEEP -> {
                }
            }
        }
        return merged;
    }

    /** Whether both sides hold in a field, or as their state, what they held before. A side without a record holds nothing. */
    boolean alike(String field, SideRecord customerBefore, SideRecord customer, SideRecord recordBefore, SideRecord record) {
        return alike(field, customerBefore, customer, mapping::fromServiceTitan)
                && alike(field, recordBefore, record, mapping::fromCrm);
    }

    private static boolean alike(String field, SideRecord before, SideRecord now,
            Function<SideRecord, PairMapping.Converted> read) {
        if (before == null || now == null) {
            return before == now;
        }
        if (field.equals(SideWrite.STATE)) {
            return before.state() == now.state();
        }
        PairMapping.Converted then = read.apply(before);
        PairMapping.Converted held = read.apply(now);
        return Values.same(then.values().get(field), held.values().get(field))
                && Objects.equals(then.problems().get(field), held.problems().get(field));
    }

    /** A record that has no partner yet gives everything that can be written to the other side. */
    MergedPair create(SideRecord customer, Set<String> without) {
        PairMapping.Converted here = mapping.fromServiceTitan(customer);
        return new MergedPair(Map.of(), given(here, without, Owner::reachesCrm), Map.of(), Map.of(), here.problems());
    }

    /** The other way round. */
    MergedPair provision(SideRecord record, Set<String> without) {
        PairMapping.Converted there = mapping.fromCrm(record);
        return new MergedPair(Map.of(), Map.of(), given(there, without, Owner::reachesServiceTitan), Map.of(),
                there.problems());
    }

    private Map<String, Object> given(PairMapping.Converted read, Set<String> without, Predicate<Owner> travels) {
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.rules().stream().filter(rule -> rule.consent() || travels.test(rule.owner())).map(FieldRule::field)
                .filter(field -> !without.contains(field) && !Values.empty(read.values().get(field)))
                .forEach(field -> values.put(field, read.values().get(field)));
        return values;
    }

    private static Map<String, Object> versions(Object serviceTitan, Object crm, Instant serviceTitanModified,
            Instant crmModified) {
        Map<String, Object> versions = new HashMap<>();
        versions.put("servicetitan", serviceTitan);
        versions.put("crm", crm);
        versions.put("servicetitanModifiedOn", serviceTitanModified.toString());
        versions.put("crmModifiedOn", crmModified.toString());
        return versions;
    }
}
