package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Items of the price book that can be sold, by what people call them. */
final class PriceBook {

    private static final Map<String, String> RESOURCES = new TreeMap<>(Map.of("service", "pricebook/services", "material",
            "pricebook/materials", "equipment", "pricebook/equipment"));
    private static final int MOST = 500;
    private static final int CANDIDATES = 10;

    private final TenantDesk at;

    PriceBook(TenantDesk at) {
        this.at = at;
    }

    /**
     * The one item that is meant: by id, then by code, then by name, then by a part of the name.
     *
     * @param kind empty for any
     * @throws RefusedCallException when none is called so, or several are
     */
    PriceBookItem one(String text, Optional<String> kind) {
        String wanted = text.strip();
        List<PriceBookItem> all = found(wanted, kind);
        List<Predicate<PriceBookItem>> rules = List.of(item -> Long.toString(item.id()).equals(wanted),
                item -> item.code().equalsIgnoreCase(wanted), item -> item.name().equalsIgnoreCase(wanted),
                item -> item.name().toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT)));
        for (Predicate<PriceBookItem> rule : rules) {
            List<PriceBookItem> fitting = all.stream().filter(rule).toList();
            if (fitting.size() > 1) {
                throw new RefusedCallException("ambiguous", fitting.size() + " items of the price book fit '" + wanted
                        + "'. Ask again with the id of the one that is meant.", candidates(fitting));
            }
            if (fitting.size() == 1) {
                return fitting.get(0);
            }
        }
        throw new RefusedCallException("not_found", "No active item of the price book fits '" + wanted + "'.",
                candidates(all));
    }

    private List<PriceBookItem> found(String text, Optional<String> kind) {
        List<PriceBookItem> found = new ArrayList<>();
        RESOURCES.forEach((word, resource) -> {
            if (kind.map(word::equals).orElse(true)) {
                if (text.matches("\\d{1,18}")) {
                    add(found, word, resource, query(word).with("ids", text));
                }
                add(found, word, resource, query(word).with("searchText", text));
            }
        });
        return found;
    }

    /** Of dynamically priced services the price is worked out on demand alone. */
    private static Query query(String kind) {
        return kind.equals("service") ? Query.all().with("calculatePrices", true) : Query.all();
    }

    private void add(List<PriceBookItem> found, String kind, String resource, Query query) {
        at.rows(resource, query, MOST).rows().stream().filter(row -> row.path("active").asBoolean(true))
                .map(row -> new PriceBookItem(kind, row))
                .filter(item -> found.stream().noneMatch(known -> known.id() == item.id() && known.kind().equals(kind)))
                .forEach(found::add);
    }

    private static ObjectNode candidates(List<PriceBookItem> items) {
        ObjectNode details = Trees.object();
        ArrayNode candidates = details.putArray("candidates");
        items.stream().limit(CANDIDATES).forEach(item -> candidates.addObject().put("id", item.id()).put("kind", item.kind())
                .put("code", item.code()).put("name", item.name()).put("price", item.price()));
        if (items.size() > CANDIDATES) {
            details.put("leftOut", items.size() - CANDIDATES + " more candidates");
        }
        return details;
    }
}
