package io.fieldline.crm;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.pair.PairRules;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/**
 * The two flows that keep a tenant's customers and one CRM account in step, one for each direction. The flow from
 * ServiceTitan is also the one that knows which customers there are, so that the other does not create one twice.
 *
 * @param toCrm the flow from ServiceTitan to the CRM
 * @param toServiceTitan the flow the other way; empty where the tenant did not switch it on
 */
record CustomerFlows(FlowSettings toCrm, Optional<FlowSettings> toServiceTitan) {

    private static final Duration READ_LAG = Duration.ofMinutes(1);

    static boolean isOne(String flow) {
        return flow.startsWith("customer-to-") || flow.endsWith("-to-customer");
    }

    /** @param flow either of the two */
    static CustomerFlows of(Tenant tenant, String flow, String connection) {
        String crm = flow.replace("customer-to-", "").replace("-to-customer", "");
        FlowSettings toCrm = on(tenant, "customer-to-" + crm, connection).orElseThrow(() -> new MisconfiguredException("Tenant "
                + tenant.name() + ": the flow " + flow + " needs the flow customer-to-" + crm
                + " with the same connection: it knows which customers there are already"));
        return new CustomerFlows(toCrm, on(tenant, crm + "-to-customer", connection));
    }

    private static Optional<FlowSettings> on(Tenant tenant, String flow, String connection) {
        return Optional.ofNullable(tenant.flows().get(flow))
                .filter(settings -> connection.equals(settings.values().get("connection")));
    }

    String mapping(Connection connection) {
        return MappingChoice.of(toCrm, connection).orElseThrow();
    }

    String country() {
        return toCrm.values().get("country").toString();
    }

    PairRules rules() {
        Map<String, Object> back = toServiceTitan.map(FlowSettings::values).orElse(Map.of());
        return new PairRules(true, toServiceTitan.isPresent(), provisions(back.get("provision")),
                ((Number) back.getOrDefault("maxCreations", 0L)).intValue(),
                PairRules.DeletedInCrm.valueOf(back.getOrDefault("deletedInCrm", "ask").toString().toUpperCase(Locale.ROOT)),
                PairRules.MergedInServiceTitan.valueOf(
                        toCrm.values().getOrDefault("mergedInServiceTitan", "ask").toString().toUpperCase(Locale.ROOT)),
                READ_LAG);
    }

    /** Fields of the CRM and the values, one or several, that make a record a customer; without any, none is. */
    private static Predicate<SideRecord> provisions(Object setting) {
        Map<?, ?> wanted = setting instanceof Map<?, ?> map ? map : Map.of();
        return record -> !wanted.isEmpty() && wanted.entrySet().stream().allMatch(rule -> {
            Object value = record.fields().get(rule.getKey().toString());
            return value != null && (rule.getValue() instanceof List<?> several
                    ? several.stream().map(String::valueOf).anyMatch(value.toString()::equals)
                    : value.toString().equals(String.valueOf(rule.getValue())));
        });
    }
}
