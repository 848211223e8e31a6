package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Iterator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Mention;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;

class ChangeMembershipTest {

    private static final String MEMBERSHIPS = "memberships/memberships";
    private static final String SERVICES = "memberships/recurring-services";
    private static LocalDesk desk;
    private static Iterator<ObjectNode> active;

    @BeforeAll
    static void start() {
        desk = new LocalDesk();
        active = desk.rows(MEMBERSHIPS).stream().filter(row -> row.path("status").asText().equals("Active")).iterator();
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void forget() {
        desk.forgetRequests();
    }

    private static String of(ObjectNode membership, String action, String more) {
        return "{'action': '" + action + "', 'membership': '" + membership.path("id").asText() + "'" + more + "}";
    }

    @Test
    void aMembershipIsSoldWithItsInvoice() {
        ObjectNode customer = desk.rows("crm/customers").get(0);
        ObjectNode type = desk.rows("memberships/membership-types").get(1);
        String price = type.path("durationBilling").get(0).path("salePrice").asText();
        String asked = "{'action': 'sell', 'customer': '" + customer.path("id").asText()
                + "', 'type': 'Gold Care', 'months': 12, 'saleTask': 'SVC-100', 'businessUnit': 'Maintenance'}";
        Proposal proposal = desk.propose("change_membership", asked);
        BigDecimal task = desk.rows("pricebook/services").get(0).path("price").decimalValue();
        assertThat(proposal.cost().money()).as("whichever of both is more")
                .isEqualByComparingTo(task.max(new BigDecimal(price)));
        assertThat(proposal.summary()).contains(Mention.of("name", customer.path("name").asText()));
        assertThat(proposal.undo()).isEmpty();

        Effect effect = desk.write("change_membership", asked);
        assertThat(desk.writes()).containsExactly("POST /memberships/v2/memberships/sale {\"customerId\":"
                + customer.path("id").asText() + ",\"businessUnitId\":103,\"saleTaskId\":30001,"
                + "\"recurringServiceAction\":\"None\",\"durationBillingId\":952}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(effect.answer().path("made").findValuesAsText("resource")).containsExactly(MEMBERSHIPS,
                "accounting/invoices");
        long invoice = effect.answer().path("made").get(1).path("id").asLong();
        assertThat(desk.row("accounting/invoices", invoice).path("total").decimalValue()).isEqualByComparingTo(price);
        assertThat(effect.answer().path("charged").decimalValue()).isEqualByComparingTo(price);
    }

    @Test
    void theDearerOfTypeAndTaskCountsAgainstTheBudget() {
        ObjectNode dear = desk.rows("pricebook/services").get(1);
        desk.office("pricebook/services", "{'id': " + dear.path("id").asText() + ", 'price': 4000}");
        assertThat(desk.propose("change_membership", "{'action': 'sell', 'customer': '10000001', 'type': 'Gold Care', 'months':"
                + " 12, 'saleTask': '" + dear.path("id").asText() + "', 'businessUnit': 'Maintenance'}").cost().money())
                .isEqualByComparingTo("4000");
    }

    @Test
    void aDurationThatIsNotSoldIsRefused() {
        assertThatThrownBy(() -> desk.propose("change_membership",
                "{'action': 'sell', 'customer': '10000001', 'type': 'Gold Care', 'months': 7, 'saleTask': 'SVC-100',"
                        + " 'businessUnit': 'Maintenance'}"))
                .isInstanceOfSatisfying(RefusedCallException.class,
                        refused -> assertThat(refused.code()).isEqualTo("not_found"));
    }

    @Test
    void fieldsOfAMembershipAreChangedAndTakenBack() {
        ObjectNode membership = active.next();
        long id = membership.path("id").longValue();
        ObjectNode before = desk.row(MEMBERSHIPS, id);
        Effect effect = desk.write("change_membership",
                of(membership, "change", ", 'to': '2027-09-30', 'businessUnit': 'Commercial', 'memo': 'Asked by phone'"));
        assertThat(desk.writes()).containsExactly("PATCH /memberships/v2/memberships/" + id
                + " {\"businessUnitId\":104,\"to\":\"2027-09-30T00:00:00Z\",\"memo\":\"Asked by phone\"}");
        assertThat(effect.warnings()).isEmpty();

        assertThat(desk.undo(effect).warnings()).isEmpty();
        ObjectNode after = desk.row(MEMBERSHIPS, id);
        assertThat(after.path("to")).isEqualTo(before.path("to"));
        assertThat(after.path("businessUnitId")).isEqualTo(before.path("businessUnitId"));
        assertThat(after.path("memo").asText()).isEmpty();
    }

    @Test
    void aMembershipIsCanceledForGood() {
        ObjectNode membership = active.next();
        long id = membership.path("id").longValue();
        Proposal proposal = desk.propose("change_membership", of(membership, "cancel", ", 'memo': 'Moved away'"));
        assertThat(proposal.undo()).isEmpty();
        assertThat(proposal.sideEffects()).anySatisfy(text -> assertThat(text).contains("no invoice"));
        Effect effect = desk.write("change_membership", of(membership, "cancel", ", 'memo': 'Moved away'"));
        assertThat(desk.writes()).containsExactly("PATCH /memberships/v2/memberships/" + id
                + " {\"status\":\"Canceled\",\"memo\":\"Moved away\"}");
        assertThat(effect.warnings()).isEmpty();
        assertThatThrownBy(() -> desk.propose("change_membership", of(membership, "cancel", "")))
                .isInstanceOfSatisfying(RefusedCallException.class,
                        refused -> assertThat(refused.code()).isEqualTo("not_possible"));
    }

    @Test
    void aRecurringServiceIsChangedByItsNameAndTakenBack() {
        ObjectNode membership = active.next();
        ObjectNode service = desk.rows(SERVICES).stream()
                .filter(row -> row.path("membershipId").equals(membership.path("id"))).findFirst().orElseThrow();
        long id = service.path("id").longValue();
        Effect effect = desk.write("change_membership",
                of(membership, "change_service", ", 'service': 'tune', 'priority': 'High', 'businessUnit': 'Service'"));
        assertThat(desk.writes()).containsExactly("PATCH /memberships/v2/recurring-services/" + id
                + " {\"businessUnitId\":101,\"priority\":\"High\"}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(desk.undo(effect).warnings()).isEmpty();
        assertThat(desk.row(SERVICES, id).path("priority").asText()).isEqualTo("Normal");
    }

    @Test
    void aCustomerWithSeveralMembershipsIsAskedWhich() {
        ObjectNode membership = active.next();
        String customer = membership.path("customerId").asText();
        desk.office(MEMBERSHIPS, membership.deepCopy().without("id").toString());
        assertThatThrownBy(() -> desk.propose("change_membership",
                "{'action': 'cancel', 'customer': '" + customer + "'}"))
                .isInstanceOfSatisfying(RefusedCallException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("ambiguous");
                    assertThat(refused.details().path("candidates")).hasSize(2);
                });
    }

    @Test
    void theDescriptionSaysThatServiceAgreementsAreOnlyRead() {
        assertThat(desk.tools().get("change_membership").description().text())
                .contains("Service agreements can only be read");
    }
}
