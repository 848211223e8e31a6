package io.fieldline.servicetitan.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/**
 * A line that is to be written: an item of the price book, how many, and the price of one.
 *
 * @param addOn whether the estimate is to show it as one
 */
record PricedLine(PriceBookItem item, BigDecimal quantity, BigDecimal price, boolean addOn) {

    static final String ITEMS = "items";
    private static final int CENTS = 2;

    PricedLine {
        if (price.stripTrailingZeros().scale() > CENTS) {
            throw Args.wrong(ITEMS, "must have prices in whole cents; " + item.code() + " is at " + price.toPlainString());
        }
    }

    PricedLine(PriceBookItem item, BigDecimal quantity, BigDecimal price) {
        this(item, quantity, price, false);
    }

    /** What an agent says of a line. */
    static Shape shape() {
        return Shape.object().text("item", "Name, code or id").numbers("quantity")
                .with("price", "number", "Of one, if not the price book's").required("item");
    }

    /** All lines of the argument <code>items</code>, at least one. */
    static List<PricedLine> of(TenantDesk at, Args args) {
        List<PricedLine> lines = given(at, args);
        if (lines.isEmpty()) {
            throw Args.wrong(ITEMS, "is needed here, with one line at least");
        }
        return lines;
    }

    /** All lines of the argument <code>items</code>, which may be left out. */
    static List<PricedLine> given(TenantDesk at, Args args) {
        PriceBook book = new PriceBook(at);
        List<PricedLine> lines = new ArrayList<>();
        for (JsonNode given : args.node(ITEMS)) {
            PriceBookItem item = book.one(given.path("item").asText(), Optional.empty());
            lines.add(new PricedLine(item, number(given, "quantity", BigDecimal.ONE), number(given, "price", item.price())));
        }
        lines.stream().filter(line -> line.quantity().signum() <= 0).findFirst().ifPresent(line -> {
            throw Args.wrong(ITEMS, "must have quantities above zero");
        });
        return lines;
    }

    private static BigDecimal number(JsonNode given, String name, BigDecimal otherwise) {
        return given.path(name).isNumber() ? given.path(name).decimalValue() : otherwise;
    }

    static BigDecimal sum(List<PricedLine> lines) {
        return lines.stream().map(PricedLine::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal total() {
        return cents(quantity.multiply(price));
    }

    static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(CENTS, RoundingMode.HALF_UP);
    }

    /** As requests to estimates and to invoices take it alike. Without a price it would be charged nothing. */
    ObjectNode body() {
        ObjectNode body = Trees.object().put("skuId", item.id()).put("description", item.description()).put("quantity",
                quantity).put("unitPrice", price);
        return addOn ? body.put("isAddOn", true) : body;
    }

    /** How the sum comes about, for people. */
    String words() {
        String own = price.compareTo(item.price()) == 0 ? "" : " (the price book says " + money(item.price()) + ")";
        return quantity.stripTrailingZeros().toPlainString() + " x " + item.code() + " at " + money(price) + own + " = "
                + money(total()) + ".";
    }

    static String money(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() > CENTS
                ? amount.stripTrailingZeros().toPlainString()
                : amount.setScale(CENTS).toPlainString();
    }
}
