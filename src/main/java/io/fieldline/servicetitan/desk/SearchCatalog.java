package io.fieldline.servicetitan.desk;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** What the office has lists of: the price book, campaigns, job types and the like. */
final class SearchCatalog implements ReadingTool {

    private static final Map<String, String> PRICE_BOOK = new TreeMap<>(Map.of("service", "pricebook/services", "material",
            "pricebook/materials", "equipment", "pricebook/equipment", "discount", "pricebook/discounts-and-fees"));
    private static final Map<String, NameKind> OFFICE = office();

    private final Desk desk;

    SearchCatalog(Desk desk) {
        this.desk = desk;
    }

    private static Map<String, NameKind> office() {
        EnumMap<NameKind, String> words = new EnumMap<>(NameKind.class);
        for (NameKind kind : List.of(NameKind.CAMPAIGN, NameKind.JOB_TYPE, NameKind.BUSINESS_UNIT, NameKind.TAG,
                NameKind.TECHNICIAN, NameKind.MEMBERSHIP_TYPE, NameKind.CANCEL_REASON, NameKind.HOLD_REASON,
                NameKind.ESTIMATE_TEMPLATE)) {
            words.put(kind, kind.word().replace(' ', '_'));
        }
        Map<String, NameKind> kinds = new TreeMap<>();
        words.forEach((kind, word) -> kinds.put(word, kind));
        return kinds;
    }

    @Override
    public ToolDescription description() {
        String[] kinds = Stream.concat(PRICE_BOOK.keySet().stream(), OFFICE.keySet().stream())
                .toArray(String[]::new);
        return new ToolDescription("search_catalog", "Search the office's lists",
                "Finds price book items, job types, campaigns, tags, technicians and the like by name: {kind: \"service\", text:"
                        + " \"water heater\"}. Other tools take these names too.",
                "office",
                Shape.input().choice("kind", "", kinds).text("text", "Part of the name; empty for all").paged()
                        .required("kind").node(),
                Shape.listed(Shape.object().ids("id").quoted("name", "description").plain("code")
                        .numbers("price", "memberPrice", "hours")).node(),
                Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        Cursor cursor = Cursor.of(args.text("cursor"));
        String kind = args.need("kind");
        if (OFFICE.containsKey(kind)) {
            return Listing.ofAll(cursor, at.names().search(OFFICE.get(kind), args.text("text").orElse("")),
                    rows -> rows.stream().map(row -> new Shown(row, at.zone()).id().quoted("name", "name").row()).toList());
        }
        if (!PRICE_BOOK.containsKey(kind)) {
            throw Args.wrong("kind", "must be one of " + PRICE_BOOK.keySet() + " " + OFFICE.keySet());
        }
        Query query = Query.all().with("searchText", args.text("text"));
        // Of dynamically priced services the price is worked out on demand alone.
        if (kind.equals("service")) {
            query.with("calculatePrices", true);
        }
        return Listing.of(cursor, at.page(PRICE_BOOK.get(kind), query.with("sort", "+Id"), cursor.page(), Listing.PAGE),
                rows -> rows.stream().map(row -> item(at, row)).toList());
    }

    private static ObjectNode item(TenantDesk at, ObjectNode row) {
        return new Shown(row, at.zone()).id().field("code", "code").quoted("name", "displayName")
                .quoted("description", "description")
                .put("price", row.hasNonNull("calculatedPrice") ? row.path("calculatedPrice") : row.path("price"))
                .fields("memberPrice", "hours").row();
    }
}
