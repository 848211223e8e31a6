package io.fieldline.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;

class MappingChoiceTest {

    private static final Connection CONTACTS = new Connection("hubspot", "hubspot", Map.of("object", "contact"));
    private static final Connection COMPANIES = new Connection("hubspot", "hubspot", Map.of("object", "company"));

    @Test
    void customersGoByTheMappingOfWhatTheConnectionKeeps() {
        assertThat(MappingChoice.of(flow("customer-to-hubspot", Map.of()), CONTACTS)).contains("customer-hubspot");
        assertThat(MappingChoice.of(flow("customer-to-hubspot", Map.of()), COMPANIES)).contains("customer-hubspot-company");
    }

    @Test
    void theMappingThatTheTenantNamesGoesBeforeIt() {
        assertThat(MappingChoice.of(flow("customer-to-hubspot", Map.of("mapping", "ours")), COMPANIES)).contains("ours");
    }

    @Test
    void aFlowFromTheCrmGoesByNoneOfItsOwn() {
        assertThat(MappingChoice.of(flow("hubspot-to-customer", Map.of()), CONTACTS)).isEmpty();
    }

    private static FlowSettings flow(String name, Map<String, Object> values) {
        return new FlowSettings(name, Duration.ofMinutes(1), values);
    }
}
