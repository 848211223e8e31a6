package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Services and materials. */
final class PriceBookRows {

    static final int MATERIALS = 24;
    private static final int SERVICES_WITHDRAWN = 2;
    private static final List<String> THINGS = List.of("Pipe 3/4 in", "Elbow 90", "Ball Valve", "Wax Ring", "Capacitor 45 uF",
            "Contactor", "Air Filter 16x25", "Breaker 20 A", "Outlet GFCI", "Wire 12/2 (25 ft)", "Thermostat Wire",
            "Sealant");
    private static final List<String> GRADES = List.of("Standard", "Professional");

    private static final List<String> CATEGORIES = List.of("Repairs", "Installations", "Parts");
    private static final int MATERIAL_CATEGORY = 2;

    private final Plan plan;

    PriceBookRows(Plan plan) {
        this.plan = plan;
    }

    static String materialName(int index) {
        return THINGS.get(index % THINGS.size()) + " " + GRADES.get(index / THINGS.size() % GRADES.size());
    }

    static String materialCode(int index) {
        return "MAT-" + (100 + index);
    }

    static BigDecimal materialPrice(int index) {
        return BigDecimal.valueOf(395L + index * 1_130L, 2);
    }

    RowSource categories() {
        return Generated.of(Ids.CATEGORIES, CATEGORIES.size(), plan.timeline(CATEGORIES.size()), index -> {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            row.put("name", CATEGORIES.get(index)).put("description", "").put("position", index + 1);
            row.put("categoryType", index == MATERIAL_CATEGORY ? "Materials" : "Services");
            return row;
        });
    }

    RowSource services() {
        int sold = JobKind.of(plan.trade()).size();
        int size = sold + SERVICES_WITHDRAWN;
        return Generated.of(Ids.SERVICES, size, plan.timeline(size), index -> service(index, sold))
                .inactiveWhere(index -> index >= sold);
    }

    RowSource materials() {
        return Generated.of(Ids.MATERIALS, MATERIALS, plan.timeline(MATERIALS), this::material)
                .inactiveWhere(index -> index == MATERIALS - 1 && plan.trade() == Contractor.Trade.HEATING);
    }

    private ObjectNode service(int index, int sold) {
        JobKind kind = JobKind.of(plan.trade()).get(index % sold);
        BigDecimal price = BigDecimal.valueOf((kind.low() + kind.high()) / 2, 0).setScale(2);
        ObjectNode row = sku("SVC-" + (100 + index), index < sold ? kind.name() : kind.name() + " (old)", price);
        row.put("hours", BigDecimal.valueOf(kind.minutes() * 100L / 60, 2));
        row.put("taxable", false);
        row.put("isLabor", true);
        int category = index % MATERIAL_CATEGORY;
        row.putArray("categories").addObject().put("id", Ids.CATEGORIES + category).put("name", CATEGORIES.get(category))
                .put("active", true);
        return row;
    }

    private ObjectNode material(int index) {
        ObjectNode row = sku(materialCode(index), materialName(index), materialPrice(index));
        row.put("taxable", true);
        row.put("isInventory", index % 2 == 0);
        row.put("unitOfMeasure", "each");
        row.putArray("categories").add(Ids.CATEGORIES + MATERIAL_CATEGORY);
        return row;
    }

    private static ObjectNode sku(String code, String name, BigDecimal price) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("code", code);
        row.put("displayName", name);
        row.put("description", "<p>" + name + "</p>");
        row.put("price", price);
        row.put("memberPrice", price.multiply(new BigDecimal("0.9")).setScale(2, RoundingMode.HALF_UP));
        row.put("cost", price.multiply(new BigDecimal("0.4")).setScale(2, RoundingMode.HALF_UP));
        row.put("paysCommission", true);
        return row;
    }
}
