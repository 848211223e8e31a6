package io.fieldline.servicetitan.desk;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Customers by name, phone, e-mail, address or id. */
final class FindCustomers implements ReadingTool {

    private static final List<String> PLACE = List.of("street", "city", "state", "zip");

    private final Desk desk;
    private final Customers customers;

    FindCustomers(Desk desk, Customers customers) {
        this.desk = desk;
        this.customers = customers;
    }

    @Override
    public ToolDescription description() {
        Shape input = Shape.input().person("query", "Part of a name, a whole phone number, an e-mail or an id: \"Alvarez\","
                + " \"(312) 555-0142\"");
        PLACE.forEach(part -> input.personal(part, "address"));
        return new ToolDescription("find_customers", "Find customers",
                "Finds customers by name, phone, e-mail, address or id. Several that fit are all listed; show_customer tells"
                        + " more of one.",
                "office", input.with("inactive", "boolean", "Inactive ones too").paged().node(),
                Shape.listed(Shape.object().ids("id").personal("name", "name").personal("address", "address")
                        .personal("phone", "phone").personal("email", "email").plain("type").numbers("balance")
                        .with("inactive", "boolean", "")).text("note", "").node(),
                Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        Cursor cursor = Cursor.of(args.text("cursor"));
        String text = args.text("query").orElse("");
        if (text.isEmpty() && PLACE.stream().noneMatch(args::has)) {
            throw Args.wrong("query", "or a part of the address is needed");
        }
        if (!text.isEmpty() && !Customers.byName(text)) {
            List<ObjectNode> found = customers.known(at, text);
            ObjectNode answer = Listing.ofAll(cursor, found, rows -> shown(at, rows));
            return found.isEmpty() ? answer.put("note", Customers.hint(text)) : answer;
        }
        Query query = args.node("inactive").asBoolean() ? Query.inactiveToo() : Query.all();
        query.with("name", args.text("query"));
        PLACE.forEach(part -> query.with(part, args.text(part)));
        return Listing.of(cursor, at.page(Customers.RESOURCE, query.with("sort", "+Id"), cursor.page(), Listing.PAGE),
                rows -> shown(at, rows));
    }

    private static List<ObjectNode> shown(TenantDesk at, List<ObjectNode> rows) {
        List<ObjectNode> shown = rows.stream().map(row -> new Shown(row, at.zone()).id().field("name", "name")
                .address("address", "address").field("type", "type").fields("balance")
                .flag("inactive", !row.path("active").asBoolean(true)).row()).toList();
        Customers.reachable(at, shown);
        return shown;
    }
}
