package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.ProposalJson;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.failure.RetryLaterException;

class AdjustInvoiceTest {

    private static final String INVOICES = "accounting/invoices";
    private static final String MEMOS = "accounting/credit-memos";
    private static LocalDesk desk;
    private static Iterator<ObjectNode> jobInvoices;

    @BeforeAll
    static void start() {
        desk = new LocalDesk();
        jobInvoices = desk.rows(INVOICES).stream().filter(row -> row.path("customer").path("id").longValue() > 0
                && !row.hasNonNull("adjustmentToId") && row.path("total").decimalValue().signum() > 0).iterator();
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    /** With 100 to pay. */
    private static ObjectNode owed() {
        long id = jobInvoices.next().path("id").longValue();
        desk.office(INVOICES, "{'id': " + id + ", 'balance': 100}");
        desk.forgetRequests();
        return desk.row(INVOICES, id);
    }

    @BeforeEach
    void forget() {
        desk.forgetRequests();
    }

    private static String of(ObjectNode invoice, String action, String more) {
        return "{'action': '" + action + "', 'invoice': '" + invoice.path("id").asText() + "'" + more + "}";
    }

    private static String payment(ObjectNode invoice, String more) {
        return of(invoice, "record_payment",
                ", 'amount': 60, 'paymentType': 'Check', 'checkNumber': '17', 'paidOn': '2026-05-30'" + more);
    }

    @Test
    void anInvoiceIsAdjustedByAnInvoiceOfItsOwn() {
        ObjectNode invoice = owed();
        String asked = of(invoice, "adjust", ", 'summary': 'Goodwill', 'items': [{'item': 'SVC-100', 'price': -25}]");
        Proposal proposal = desk.propose("adjust_invoice", asked);
        assertThat(proposal.cost().money()).isEqualByComparingTo("25");
        assertThat(proposal.undo()).isEmpty();
        Effect effect = desk.write("adjust_invoice", asked);
        assertThat(desk.writes()).singleElement().asString()
                .startsWith("POST /accounting/v2/invoices {\"adjustmentToId\":" + invoice.path("id").asText()
                        + ",\"summary\":\"Goodwill\",\"items\":[{\"skuId\":30001,\"description\":")
                .endsWith("\"quantity\":1,\"unitPrice\":-25}]}");
        assertThat(effect.warnings()).isEmpty();
        ObjectNode made = desk.row(INVOICES, effect.answer().path("made").get(0).path("id").asLong());
        assertThat(made.path("total").decimalValue()).isEqualByComparingTo("-25");
        assertThat(made.path("adjustmentToId")).isEqualTo(invoice.path("id"));
    }

    @Test
    void aCreditMemoIsAppliedToAnInvoiceOfItsCustomer() {
        ObjectNode memo = desk.rows(MEMOS).get(0);
        long memoId = memo.path("id").longValue();
        long id = memo.path("appliedTo").get(0).path("appliedTo").longValue();
        desk.office(MEMOS, "{'id': " + memoId + ", 'balance': 80}");
        desk.office(INVOICES, "{'id': " + id + ", 'balance': 100}");
        desk.forgetRequests();
        String asked = "{'action': 'apply_credit', 'invoice': '" + id + "', 'credit': '" + memoId + "', 'amount': 30.5}";
        assertThat(desk.propose("adjust_invoice", asked).cost().money()).isEqualByComparingTo("30.5");
        Effect effect = desk.write("adjust_invoice", asked);
        assertThat(desk.writes()).containsExactly("POST /accounting/v2/credit-memos/" + memoId
                + "/splits {\"splits\":[{\"invoiceId\":" + id + ",\"amount\":30.50}]}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(effect.undo()).isEmpty();
        assertThat(desk.row(MEMOS, memoId).path("balance").decimalValue()).isEqualByComparingTo("49.5");
        assertThat(desk.row(INVOICES, id).path("balance").decimalValue()).isEqualByComparingTo("69.5");

        assertThatThrownBy(() -> desk.propose("adjust_invoice", asked.replace("30.5", "49.51")))
                .isInstanceOfSatisfying(RefusedCallException.class,
                        refused -> assertThat(refused.code()).isEqualTo("not_possible"))
                .hasMessageContaining("49.50 of the credit memo is left");
    }

    @Test
    void aNumberThatIsTheIdOfAnotherInvoiceIsAskedAbout() {
        ObjectNode one = owed();
        ObjectNode other = owed();
        String id = other.path("id").asText();
        desk.office(INVOICES, "{'id': " + one.path("id").asText() + ", 'referenceNumber': '" + id + "'}");
        assertThatThrownBy(() -> desk.propose("adjust_invoice",
                of(other, "adjust", ", 'items': [{'item': 'SVC-100', 'price': -25}]")))
                .isInstanceOfSatisfying(RefusedCallException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("ambiguous");
                    assertThat(refused.details().path("candidates").findValuesAsText("id"))
                            .containsExactly(one.path("id").asText(), id);
                }).hasMessageContaining("id: and the id");
    }

    @Test
    void aCreditMemoOfAnotherCustomerIsNotApplied() {
        ObjectNode memo = desk.rows(MEMOS).get(0);
        ObjectNode other = owed();
        while (other.path("customer").path("id").equals(memo.path("customer").path("id"))) {
            other = owed();
        }
        String asked = of(other, "apply_credit", ", 'credit': '" + memo.path("id").asText() + "', 'amount': 1");
        assertThatThrownBy(() -> desk.propose("adjust_invoice", asked))
                .isInstanceOf(RefusedCallException.class).hasMessageContaining("two customers");
    }

    @Test
    void whereNoPaymentCanBePostedThatIsSaidAndTheNextPlanIsOfATask() {
        try (LocalDesk own = new LocalDesk()) {
            ObjectNode invoice = own.rows(INVOICES).get(2);
            own.office(INVOICES, "{'id': " + invoice.path("id").asText() + ", 'balance': 100}");
            own.forgetRequests();
            String asked = payment(invoice, "");
            Proposal proposal = own.propose("adjust_invoice", asked);
            assertThat(proposal.requests()).singleElement()
                    .satisfies(request -> assertThat(request.resource()).isEqualTo("accounting/payments"));
            assertThat(proposal.cost().money()).isEqualByComparingTo("60");

            assertThatThrownBy(() -> own.write("adjust_invoice", asked)).isInstanceOfSatisfying(RefusedCallException.class,
                    refused -> assertThat(refused.code()).isEqualTo("outdated"))
                    .hasMessageContaining("Nothing was changed").hasMessageContaining("assignTo");
            assertThat(own.writes()).singleElement().isEqualTo("POST /accounting/v2/payments {\"amount\":60.00,\"customerId\":"
                    + invoice.path("customer").path("id").asText() + ",\"paidOn\":\"2026-05-30T00:00:00Z\",\"typeId\":1,"
                    + "\"checkNumber\":\"17\",\"splits\":[{\"invoiceId\":" + invoice.path("id").asText()
                    + ",\"amount\":60.00}]}");

            assertThatThrownBy(() -> own.propose("adjust_invoice", asked)).hasMessageContaining("assignTo: is needed here");
            String task = payment(invoice, ", 'assignTo': 'Casey', 'taskType': 'Billing'");
            Proposal second = own.propose("adjust_invoice", task);
            assertThat(second.summary()).startsWith("Creates a task for the office");
            assertThat(second.cost().money()).isEqualByComparingTo("60");
            own.forgetRequests();
            Effect effect = own.write("adjust_invoice", task);
            assertThat(own.writes()).singleElement().asString().startsWith("POST /taskmanagement/v2/tasks {\"name\":\"Post a"
                    + " payment of 60.00 to invoice " + invoice.path("referenceNumber").asText()
                    + "\",\"description\":\"Payment of 60.00 by Check of 2026-05-30 for invoice")
                    .contains("Check number 17.", "\"assignedToId\":802", "\"employeeTaskTypeId\":1",
                            "\"employeeTaskSourceId\":1", "\"isClosed\":false", "\"reportedDate\":\"2026-06-01T00:00:00Z\"");
            assertThat(effect.warnings()).isEmpty();
            assertThat(effect.undo()).isEmpty();
            assertThat(effect.answer().path("outcome").asText()).contains("A task for the office was made",
                    "No payment was posted");
            assertThat(effect.answer().path("made").findValuesAsText("resource")).containsExactly("taskmanagement/tasks");
            assertThat(AnswerCheck.wrong(own.tools().get("adjust_invoice").description().output(), effect.answer())).isEmpty();
            assertThat(own.row(INVOICES, invoice.path("id").longValue()).path("balance").decimalValue())
                    .isEqualByComparingTo("100");

            own.step(Duration.ofDays(1));
            assertThat(own.propose("adjust_invoice", asked).summary()).as("it is tried again the next day")
                    .startsWith("Posts a payment");
        }
    }

    @Test
    void whenTheInvoiceWasPaidMeanwhileTheAdjustmentIsAnotherPlan() {
        ObjectNode invoice = owed();
        String asked = of(invoice, "adjust", ", 'items': [{'item': 'SVC-100', 'price': -25}]");
        String planned = ProposalJson.fingerprint(desk.propose("adjust_invoice", asked));
        assertThat(ProposalJson.fingerprint(desk.propose("adjust_invoice", asked))).isEqualTo(planned);
        desk.office(INVOICES, "{'id': " + invoice.path("id").asText() + ", 'balance': 0}");
        assertThat(ProposalJson.fingerprint(desk.propose("adjust_invoice", asked))).isNotEqualTo(planned);
    }

    @Test
    void aTaskNeedsToBeAboutSomethingThatTheOfficeKnows() {
        ObjectNode invoice = owed();
        assertThatThrownBy(() -> desk.write("adjust_invoice", payment(invoice, ""))).hasMessageContaining("assignTo");
        assertThatThrownBy(() -> desk.propose("adjust_invoice", payment(invoice, ", 'assignTo': 'Casey'")))
                .isInstanceOfSatisfying(RefusedCallException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("ambiguous");
                    assertThat(refused.details().findValuesAsText("name")).containsExactly("Billing", "Callback");
                });
    }

    @Test
    void noMoreIsPaidThanIsOwed() {
        ObjectNode invoice = owed();
        assertThatThrownBy(() -> desk.propose("adjust_invoice",
                of(invoice, "record_payment", ", 'amount': 100.01, 'paymentType': 'Check', 'assignTo': 'Casey'")))
                .isInstanceOf(RefusedCallException.class).hasMessageContaining("100.00 of the invoice is to pay");
        assertThatThrownBy(() -> desk.propose("adjust_invoice",
                of(invoice, "record_payment", ", 'amount': 1.005, 'paymentType': 'Check', 'assignTo': 'Casey'")))
                .isInstanceOf(RefusedCallException.class).hasMessageContaining("whole cents");
    }

    @Test
    void whereAPaymentCanBePostedItIsAndIsReadBack() {
        try (LocalDesk own = LocalDesk.offering("accounting/payments create")) {
            ObjectNode invoice = own.rows(INVOICES).get(2);
            own.office(INVOICES, "{'id': " + invoice.path("id").asText() + ", 'balance': 100}");
            own.forgetRequests();
            Effect effect = own.write("adjust_invoice", payment(invoice, ""));
            assertThat(own.writes()).singleElement().asString().startsWith("POST /accounting/v2/payments");
            assertThat(effect.warnings()).isEmpty();
            assertThat(effect.answer().path("outcome").asText()).isEqualTo("The payment was posted.");
            assertThat(own.row(INVOICES, invoice.path("id").longValue()).path("balance").decimalValue())
                    .isEqualByComparingTo("40");
        }
    }

    @Test
    void anAnswerThatWasLostMakesNoTask() {
        try (LocalDesk own = new LocalDesk()) {
            ObjectNode invoice = own.rows(INVOICES).get(2);
            own.office(INVOICES, "{'id': " + invoice.path("id").asText() + ", 'balance': 100}");
            String asked = payment(invoice, "");
            Proposal proposal = own.propose("adjust_invoice", asked);
            own.forgetRequests();
            own.fault("server-error=1");
            WritingTool tool = (WritingTool) own.tools().get("adjust_invoice");
            assertThatThrownBy(() -> tool.carryOut(own.call(asked), proposal)).isInstanceOf(RetryLaterException.class)
                    .hasMessageContaining("may have been applied or not");
            assertThat(own.writes()).singleElement().asString().startsWith("POST /accounting/v2/payments");
        }
    }
}
