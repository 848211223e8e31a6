package io.fieldline.servicetitan.desk;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Page;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** A customer on one sheet. */
final class ShowCustomer implements ReadingTool {

    static final int SIZE = 3_900;
    private static final int RECENT = 5;
    private static final int MOST = 8;

    private final Desk desk;
    private final Customers customers;
    private final OwnFollowUps followUps;

    ShowCustomer(Desk desk, Customers customers, OwnFollowUps followUps) {
        this.desk = desk;
        this.customers = customers;
        this.followUps = followUps;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("show_customer", "Show a customer",
                "Shows a customer: contacts, locations, balance, tags, memberships, notes, the latest jobs and invoices,"
                        + " messages that follow the customer up.",
                "office", Shape.input().person("customer", "Name, phone, e-mail or id").required("customer").node(),
                Shape.object().ids("id").personal("name", "name").personal("address", "address").plain("type")
                        .numbers("balance").texts("tags", "").with("doNotService", "boolean", "").ids("mergedTo")
                        .list("contacts", Shape.object().ids("id").personal("phone", "phone").personal("email", "email")
                                .plain("type").quoted("memo"))
                        .list("locations", Shape.object().ids("id").personal("name", "name").personal("address", "address"))
                        .list("memberships", Shape.object().ids("id").plain("type", "status", "from", "to"))
                        .list("jobs", Shape.object().ids("id").plain("number", "status", "jobType", "start").numbers("total"))
                        .list("invoices", InvoiceRows.shape(false))
                        .list("notes", Shape.object().plain("on").quoted("text"))
                        .list("followUps", Shape.object().plain("flow", "about", "state", "next").ids("sent"))
                        .plain("leftOut").node(),
                Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        ObjectNode customer = customers.one(at, new Args(call, at).need("customer"));
        long id = customer.path("id").longValue();
        Shown sheet = new Shown(customer, at.zone()).id().field("name", "name").address("address", "address")
                .field("type", "type").fields("balance").flag("inactive", !customer.path("active").asBoolean(true))
                .flag("doNotService", customer.path("doNotService").asBoolean()).put("mergedTo", customer.path("mergedToId"));
        ObjectNode answer = sheet.row();
        at.names().of(NameKind.TAG, Trees.ids(customer.path("tagTypeIds"))).values()
                .forEach(name -> answer.withArrayProperty("tags").add(name));
        return new Sections(answer).list("contacts", () -> contacts(at, id)).list("locations", () -> locations(at, id))
                .list("memberships", () -> memberships(at, id)).list("jobs", () -> jobs(at, id))
                .list("invoices", () -> invoices(at, id)).list("notes", () -> notes(at, id))
                .list("followUps", () -> followUps(call.tenant(), id)).within(SIZE);
    }

    private Sections.Part followUps(String tenant, long customer) {
        List<ObjectNode> rows = followUps.of(tenant, customer);
        return new Sections.Part(rows.stream().limit(MOST).toList(), rows.size());
    }

    private static Sections.Part contacts(TenantDesk at, long customer) {
        List<ObjectNode> rows = Customers.contacts(at, List.of(customer)).getOrDefault(customer, List.of());
        return new Sections.Part(rows.stream().limit(MOST).map(row -> {
            String kind = Customers.kind(row);
            return new Shown(row, at.zone()).id().field("type", "type")
                    .put(kind.isEmpty() ? "phone" : kind, row.path("value").asText()).quoted("memo", "memo").row();
        }).toList(), rows.size());
    }

    private static Sections.Part locations(TenantDesk at, long customer) {
        Page page = at.page("crm/locations", Query.all().with("customerId", customer), 1, MOST);
        return new Sections.Part(page.rows().stream().map(row -> new Shown(row, at.zone()).id().field("name", "name")
                .address("address", "address").row()).toList(), page.total());
    }

    private static Sections.Part memberships(TenantDesk at, long customer) {
        List<ObjectNode> rows = at.allBy("memberships/memberships", "customerIds", "customerId", List.of(customer), 500);
        return new Sections.Part(Memberships.shown(at, rows.stream().limit(MOST).toList(), false), rows.size());
    }

    private static Sections.Part jobs(TenantDesk at, long customer) {
        Page page = at.page(JobRows.RESOURCE, Query.all().with("customerId", customer).with("sort", "-Id"), 1, RECENT);
        return new Sections.Part(JobRows.shown(at, page.rows(), false), page.total());
    }

    private static Sections.Part invoices(TenantDesk at, long customer) {
        Page page = at.page(InvoiceRows.RESOURCE, Query.all().with("customerId", customer).with("sort", "-Id"), 1, RECENT);
        return new Sections.Part(InvoiceRows.shown(at, page.rows(), false), page.total());
    }

    private static Sections.Part notes(TenantDesk at, long customer) {
        Page page = at.page(at.operation("crm/customers/notes", "list"), Map.of("id", Long.toString(customer)), Query.all(), 1,
                RECENT);
        return new Sections.Part(page.rows().stream().map(row -> Notes.shown(row, at)).toList(), page.total());
    }
}
