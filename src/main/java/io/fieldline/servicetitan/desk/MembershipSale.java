package io.fieldline.servicetitan.desk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.desk.record.Called;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.FromAnswers;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** A membership that is sold, with its sale invoice. It cannot be taken back: canceled, both would still be there. */
final class MembershipSale {

    private static final String BILLING = "memberships/membership-types/duration-billing-items";

    private final TenantDesk at;
    private final Args args;

    MembershipSale(TenantDesk at, Args args) {
        this.at = at;
        this.args = args;
    }

    Proposal to(ObjectNode customer) {
        ObjectNode type = at.names().one(NameKind.MEMBERSHIP_TYPE, args.need("type"));
        ObjectNode billing = billing(type);
        PriceBookItem task = new PriceBook(at).one(args.need("saleTask"), Optional.of("service"));
        FieldValues shown = new FieldValues().put("customerId", customer.path("id")).put("businessUnitId",
                at.names().one(NameKind.BUSINESS_UNIT, args.need("businessUnit")).path("id"));
        String recurring = args.text("recurring").orElse("None");
        Optional<ObjectNode> location = args.text("location")
                .map(text -> at.names().location(customer.path("id").longValue(), text));
        location.ifPresent(one -> shown.put("locationId", one.path("id")));
        ObjectNode body = shown.body().put("saleTaskId", task.id()).put("recurringServiceAction", recurring);
        body.set("durationBillingId", billing.path("id"));
        if (recurring.equals("Single")) {
            body.set("recurringLocationId",
                    location.orElseThrow(() -> Args.wrong("location", "is needed where recurring is Single")).path("id"));
        }
        shown.put("membershipTypeId", type.path("id"));
        BigDecimal price = Trees.money(billing, "salePrice").max(task.price());
        return new Draft(at).request(Memberships.RESOURCE, "sale", Map.of(), body)
                .makes(Memberships.RESOURCE, FromAnswers.field(1, "customerMembershipId"), shown.map())
                .makes(InvoiceRows.RESOURCE, FromAnswers.field(1, "invoiceId"), Map.of("customer.id", customer.path("id")))
                .standsOn(Customers.RESOURCE, customer).money(price)
                .sideEffect("Creates a sale invoice; the membership type says "
                        + PricedLine.money(Trees.money(billing, "salePrice")) + ".")
                .sideEffect("The sale is made with " + task.code() + ", which the price book has at "
                        + PricedLine.money(task.price()) + ".")
                .sideEffect("Which of both is charged is ServiceTitan's to say; the answer tells the invoice's total.")
                .build("Sells a membership for at most " + PricedLine.money(price) + " to " + Called.customer(customer) + ".");
    }

    /** How long the membership lasts and how it is billed. */
    private ObjectNode billing(ObjectNode type) {
        Operation list = at.operation(BILLING, "list");
        Map<String, String> path = Map.of(list.pathParameters().get(0).name(), type.path("id").asText());
        List<ObjectNode> fitting = at.rows(list, path, Query.all(), 500).rows().stream()
                .filter(row -> row.path("active").asBoolean(true))
                .filter(row -> !args.has("months") || row.path("duration").asText().equals(args.need("months")))
                .filter(row -> !args.has("billing") || row.path("billingFrequency").asText().equals(args.need("billing")))
                .toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        ObjectNode details = Trees.object();
        ArrayNode candidates = details.putArray("candidates");
        fitting.forEach(row -> candidates.addObject().put("months", row.path("duration").asInt())
                .put("billing", row.path("billingFrequency").asText()).put("price", Trees.money(row, "salePrice")));
        throw new RefusedCallException(fitting.isEmpty() ? "not_found" : "ambiguous", fitting.isEmpty()
                ? "The membership type is not sold so. Ask without months and billing for what there is."
                : "The membership type is sold in " + fitting.size() + " ways. Ask again with months and billing.", details);
    }
}
