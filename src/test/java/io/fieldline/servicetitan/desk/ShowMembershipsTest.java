package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

class ShowMembershipsTest {

    private static final String AGREEMENTS = "service-agreements/service-agreements";

    private static String agreement(long customer, String name) {
        return "{'name': '" + name + "', 'customerId': " + customer + ", 'businessUnitId': 101, 'status': 'Activated',"
                + " 'locationIds': [20000003, 20000004], 'origin': 'Manual', 'autoRenew': true, 'startDate': '2026-01-01',"
                + " 'endDate': '2026-12-31', 'totalAgreementPrice': 1200.50, 'active': true}";
    }

    @Test
    void theServiceAgreementsOfACustomerAreShownBesideItsMemberships() {
        try (LocalDesk desk = new LocalDesk()) {
            long id = desk.office(AGREEMENTS, agreement(10000003, "Yearly care"));
            desk.office(AGREEMENTS, agreement(10000004, "Of another"));
            ObjectNode shown = desk.read("show_memberships", "{'customer': '10000003'}");
            assertThat(shown.path("agreements")).hasSize(1);
            assertThat(shown.at("/agreements/0/id").longValue()).isEqualTo(id);
            assertThat(shown.at("/agreements/0/name/quoted").asText()).isEqualTo("Yearly care");
            assertThat(shown.at("/agreements/0/to").asText()).isEqualTo("2026-12-31");
            assertThat(shown.at("/agreements/0/price").decimalValue()).isEqualByComparingTo("1200.50");
            assertThat(shown.at("/agreements/0/locations").asText()).isEqualTo("20000003, 20000004");
            assertThat(desk.read("show_memberships", "{}").has("agreements")).isFalse();
        }
    }

    @Test
    void withoutTheScopeForThemTheRestIsShownAndTheyAreSaidToBeLeftOut() {
        try (LocalDesk desk = new LocalDesk(Duration.ZERO, "tn.sa.serviceagreements:r")) {
            ObjectNode shown = desk.read("show_memberships", "{'customer': '10000003'}");
            assertThat(shown.has("items")).isTrue();
            assertThat(shown.path("leftOut").asText()).startsWith("agreements: ");
        }
    }
}
