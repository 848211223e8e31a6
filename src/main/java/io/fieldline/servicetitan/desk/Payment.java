package io.fieldline.servicetitan.desk;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.FromAnswers;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/**
 * A payment of an invoice. The operation that posts one left ServiceTitan's documents after March 2026; where it is no longer
 * answered, the office gets a task with what is to be posted.
 */
final class Payment {

    static final String RESOURCE = "accounting/payments";
    private static final String TASKS = "taskmanagement/tasks";

    private final TenantDesk at;
    private final Args args;
    private final ObjectNode invoice;
    private final ObjectNode type;
    private final BigDecimal amount;
    private final LocalDate paid;

    Payment(TenantDesk at, Args args, ObjectNode invoice) {
        this.at = at;
        this.args = args;
        this.invoice = invoice;
        this.amount = Amounts.needed(args);
        this.type = at.names().one(NameKind.PAYMENT_TYPE, args.need("paymentType"));
        this.paid = args.day("paidOn").orElse(at.today());
        BigDecimal owed = Trees.money(invoice, "balance");
        if (amount.compareTo(owed) > 0) {
            throw RefusedCallException.of("not_possible", PricedLine.money(owed) + " of the invoice is to pay; "
                    + PricedLine.money(amount) + " is more.");
        }
    }

    Proposal posted() {
        FieldValues fields = new FieldValues().put("amount", DecimalNode.valueOf(amount))
                .put("customerId", Trees.at(invoice, "customer.id")).put("paidOn", paid + "T00:00:00Z")
                .put("typeId", type.path("id")).given(args, "checkNumber", "checkNumber").given(args, "memo", "memo");
        ObjectNode body = fields.body();
        body.putArray("splits").addObject().put("invoiceId", invoice.path("id").longValue()).put("amount", amount);
        ArrayNode applied = body.arrayNode();
        applied.addObject().put("appliedTo", invoice.path("id").longValue()).put("appliedAmount", amount);
        FieldValues shown = new FieldValues().put("total", DecimalNode.valueOf(amount))
                .put("customer.id", Trees.at(invoice, "customer.id")).put("appliedTo", applied);
        BigDecimal left = Trees.money(invoice, "balance").subtract(amount);
        return new Draft(at).request(RESOURCE, "create", Map.of(), body)
                .makes(RESOURCE, FromAnswers.field(1, "id"), shown.map())
                .changes(InvoiceRows.RESOURCE, invoice.path("id").asText(), invoice,
                        Map.of("balance", DecimalNode.valueOf(left)))
                .money(amount)
                .sideEffect(
                        "Where ServiceTitan no longer offers this, nothing is sent, and the next plan is of a task for the office.")
                .build("Posts a payment of " + PricedLine.money(amount) + " to invoice " + number() + ".");
    }

    Proposal task() {
        ObjectNode lists = (ObjectNode) at.read(at.operation("taskmanagement/data", "get"), Map.of(),
                Query.all(), null);
        JsonNode employee = at.names().one(NameKind.EMPLOYEE, args.need("assignTo")).path("id");
        FieldValues fields = new FieldValues().put("name", "Post a payment of " + PricedLine.money(amount) + " to invoice "
                + number()).put("description", words()).put("assignedToId", employee).put("reportedById", employee)
                .put("businessUnitId", Trees.at(invoice, "businessUnit.id")).put("customerId",
                        Trees.at(invoice, "customer.id"))
                .put("employeeTaskTypeId", OfficeTask.chosen(lists.path("taskTypes"), args, "taskType"))
                .put("employeeTaskSourceId", OfficeTask.chosen(lists.path("taskSources"), args, "taskSource"))
                .put("priority", "Normal").put("status", "ToDo");
        ObjectNode body = fields.body().put("isClosed", false).put("reportedDate",
                at.today().atStartOfDay(ZoneOffset.UTC).toInstant().toString());
        return new Draft(at).request(TASKS, "create", Map.of(), body).makes(TASKS, FromAnswers.field(1, "id"), fields.map())
                .standsOn(InvoiceRows.RESOURCE, invoice).money(amount)
                .sideEffect("No payment is posted: ServiceTitan no longer offers that to programs.")
                .build("Creates a task for the office, assigned to employee " + employee.asText() + ", to post a payment of "
                        + PricedLine.money(amount) + " to invoice "
                        + number() + ".");
    }

    private String words() {
        return "Payment of " + PricedLine.money(amount) + " by " + type.path("name").asText() + " of " + paid
                + " for invoice " + number() + " (" + invoice.path("id").asText() + ")."
                + args.text("checkNumber").map(check -> " Check number " + check + ".").orElse("")
                + args.text("memo").map(memo -> " " + memo).orElse("");
    }

    private String number() {
        return InvoiceChoice.number(invoice);
    }
}
