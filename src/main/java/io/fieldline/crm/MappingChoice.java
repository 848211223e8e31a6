package io.fieldline.crm;

import java.util.Optional;

import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;

/** Which field mapping a flow goes by. */
public final class MappingChoice {

    private static final String FROM_SERVICETITAN = "customer-to-";

    private MappingChoice() {}

    /**
     * The one that the flow's settings name; else, for customers, the shipped one for what stands for a customer on the
     * connection: <code>customer-hubspot</code>, or <code>customer-hubspot-company</code> where it keeps companies.
     *
     * @return empty for a flow that goes by none
     */
    public static Optional<String> of(FlowSettings flow, Connection connection) {
        if (flow.values().get("mapping") instanceof String named) {
            return Optional.of(named);
        }
        if (!flow.flow().startsWith(FROM_SERVICETITAN)) {
            return Optional.empty();
        }
        boolean company = connection.text("object").filter("company"::equals).isPresent();
        return Optional.of("customer-" + flow.flow().substring(FROM_SERVICETITAN.length()) + (company ? "-company" : ""));
    }
}
