package io.fieldline.servicetitan.desk;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Page;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Memberships, what they include, and which end soon. */
final class ShowMemberships implements ReadingTool {

    private static final int MOST_PARTS = 5_000;
    private static final int MOST = 5_000;

    private final Desk desk;
    private final Customers customers;

    ShowMemberships(Desk desk, Customers customers) {
        this.desk = desk;
        this.customers = customers;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("show_memberships", "Show memberships",
                "Lists memberships; of one customer, with recurring services, equipment and service agreements, which can only be read. Renewals ahead: {status: \"Active\","
                        + " endsBefore: \"2026-06-30\"}.",
                "sales",
                Shape.input().person("customer", "Name, phone, e-mail or id")
                        .choice("status", "", "Active", "Suspended", "Expired", "Canceled", "Deleted")
                        .text("endsBefore", "A date; the soonest comes first").paged().node(),
                Shape.listed(Shape.object().ids("id").plain("type", "status", "from", "to").ids("customerId", "locationId")
                        .personal("customer", "name").plain("billing", "nextBill", "canceled").quoted("memo")
                        .list("services", Shape.object().ids("id").quoted("name")))
                        .list("equipment", Shape.object().ids("id", "locationId").quoted("name").plain("installedOn"))
                        .list("agreements", Shape.object().ids("id").quoted("name").plain("status", "from", "to", "locations")
                                .numbers("price").with("autoRenew", "boolean", ""))
                        .node(),
                Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        Cursor cursor = Cursor.of(args.text("cursor"));
        Optional<Long> customer = args.text("customer").map(text -> customers.one(at, text).path("id").longValue());
        Query query = Query.inactiveToo().with("customerIds", customer).with("status", args.text("status"));
        Optional<String> before = args.day("endsBefore").map(Object::toString);
        // The filter for the status was seen to let others through.
        Page read = at.rows(Memberships.RESOURCE, query, MOST);
        List<ObjectNode> rows = read.rows().stream()
                .filter(row -> customer.map(id -> row.path("customerId").longValue() == id).orElse(true))
                .filter(row -> args.text("status").map(row.path("status").asText()::equals).orElse(true))
                .filter(row -> before.map(day -> ends(row).compareTo(day) < 0 && ends(row).compareTo(today(at)) >= 0)
                        .orElse(true))
                .sorted(Comparator.comparing(ShowMemberships::ends)).toList();
        ObjectNode answer = Listing.ofAll(cursor, rows, some -> shown(at, some, customer.isPresent()));
        if (read.more()) {
            leave(answer, "all but the first " + MOST + " memberships; filter by status");
        }
        customer.ifPresent(id -> {
            part(answer, "equipment", () -> equipment(at, id));
            part(answer, "agreements", () -> agreements(at, id));
        });
        return answer;
    }

    private static String today(TenantDesk at) {
        return at.today().toString();
    }

    /** After every date where it has no end. */
    private static String ends(ObjectNode row) {
        String to = Trees.text(row, "to");
        return to.isEmpty() ? "9999" : to;
    }

    private static List<ObjectNode> shown(TenantDesk at, List<ObjectNode> rows, boolean services) {
        List<ObjectNode> shown = Memberships.shown(at, rows, true);
        if (services) {
            at.allBy("memberships/recurring-services", "membershipIds", "membershipId", JobRows.longs(rows, "id"), 5_000)
                    .forEach(service -> shown.stream()
                            .filter(row -> row.path("id").longValue() == service.path("membershipId").longValue())
                            .forEach(row -> row.withArrayProperty("services")
                                    .add(new Shown(service, at.zone()).id().quoted("name", "name").row())));
        }
        return shown;
    }

    /** What the application has no scope for is left out, and said. */
    private static void part(ObjectNode answer, String name, Supplier<List<ObjectNode>> read) {
        try {
            List<ObjectNode> rows = read.get();
            if (!rows.isEmpty()) {
                answer.putArray(name).addAll(rows);
            }
        } catch (TenantUnavailableException | RefusedCallException e) {
            leave(answer, name + ": " + e.getMessage());
        }
    }

    private static void leave(ObjectNode answer, String what) {
        answer.put("leftOut", answer.has("leftOut") ? answer.path("leftOut").asText() + "; " + what : what);
    }

    private static List<ObjectNode> equipment(TenantDesk at, long customer) {
        List<Long> locations = at.rows("crm/locations", Query.all().with("customerId", customer), 100).rows().stream()
                .map(row -> row.path("id").longValue()).toList();
        return at.allBy("equipmentsystems/installed-equipment", "locationIds", "locationId", locations, MOST_PARTS).stream()
                .map(row -> new Shown(row, at.zone()).id().fields("locationId").quoted("name", "name")
                        .day("installedOn", "installedOn").row())
                .toList();
    }

    /** No operation writes them. */
    private static List<ObjectNode> agreements(TenantDesk at, long customer) {
        return at.allBy("service-agreements/service-agreements", "customerIds", "customerId", List.of(customer), MOST_PARTS)
                .stream().map(row -> new Shown(row, at.zone()).id().quoted("name", "name").field("status", "status")
                        .day("from", "startDate").day("to", "endDate").flag("autoRenew", row.path("autoRenew").asBoolean())
                        .put("price", row.path("totalAgreementPrice")).put("locations", locations(row)).row())
                .toList();
    }

    private static String locations(ObjectNode agreement) {
        return Trees.ids(agreement.path("locationIds")).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
