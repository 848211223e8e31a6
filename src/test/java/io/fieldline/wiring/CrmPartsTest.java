package io.fieldline.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.MessageSettings;
import io.fieldline.tenant.Tenant;

class CrmPartsTest {

    private static final FlowSettings RENEWAL = flow("membership-renewal-sequence", "crm", Map.of("list", 17L));
    private static final FlowSettings WIN_BACK = flow("lapsed-member-win-back", "mail", Map.of());

    @Test
    void aConnectionOfWorkflowsAloneNeedsNothingOfTheCustomerSync() {
        assertThat(enrolsOnly(RENEWAL, WIN_BACK)).isTrue();
    }

    @Test
    void aConnectionThatCustomersGoToOrThatNothingUsesYetNeedsIt() {
        assertThat(enrolsOnly(RENEWAL, flow("customer-to-hubspot", "crm", Map.of()))).isFalse();
        assertThat(enrolsOnly(flow("customer-to-hubspot", "crm", Map.of()))).isFalse();
        assertThat(enrolsOnly(WIN_BACK)).isFalse();
        assertThat(enrolsOnly()).isFalse();
    }

    private static boolean enrolsOnly(FlowSettings... flows) {
        return CrmParts.enrolsOnly(new Tenant("acme", "Acme", ZoneOffset.UTC, null, Map.of(),
                Stream.of(flows).collect(Collectors.toMap(FlowSettings::flow, Function.identity())), MessageSettings.DEFAULT),
                "crm");
    }

    private static FlowSettings flow(String name, String connection, Map<String, Object> enrollment) {
        return new FlowSettings(name, Duration.ofMinutes(1), Map.of("connection", connection, "enrollment", enrollment));
    }
}
