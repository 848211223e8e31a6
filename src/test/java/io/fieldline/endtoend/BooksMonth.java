package io.fieldline.endtoend;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A month of a contractor's documents, what happens to them later, and what the books are to hold of them. What is expected is
 * worked out here, from what is written into ServiceTitan, and never by what posts.
 *
 * <p>
 * Of a hundred invoices some five cannot be coded, twelve are edited three days later, four are void, four are credited and four
 * adjusted; most are paid, some in parts, some together with another one, some too much, some by a check that bounces or that
 * is given back.
 */
final class BooksMonth {

    static final LocalDate FIRST = LocalDate.of(2026, 6, 2);
    static final int DAYS = 28;
    /** The last day that is closed while the month's later changes come in. */
    static final LocalDate CLOSED = LocalDate.of(2026, 6, 9);
    static final String CODING = """
            cutOver: 2026-06-02
            items:
              - { type: Service, item: HVAC Service }
              - { type: Material, item: Materials }
              - { type: PriceModifier, item: Discount }
            taxes:
              - { zone: any, code: Springfield }
            payments:
              - { type: Check, depositTo: Undeposited Funds, method: Check, refundItem: Refund }
              - { type: Credit Card, depositTo: Undeposited Funds, method: Visa, refundItem: Refund }
            """;

    private static final String INVOICES = "accounting/invoices";
    private static final String PAYMENTS = "accounting/payments";
    private static final String MEMOS = "accounting/credit-memos";
    private static final String MEMO_ITEMS = "accounting/credit-memos/credit-memo-items";
    private static final BigDecimal RATE = new BigDecimal("0.0825");
    private static final BigDecimal NOTHING = new BigDecimal("0.00");
    private static final JsonMapper JSON = new JsonMapper();

    private final LocalServiceTitan serviceTitan;
    private final Random random;
    private final ObjectNode invoiceLike;
    private final ObjectNode paymentLike;
    private final List<JsonNode> customers = new ArrayList<>();
    private final List<Runnable> coming = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final Map<String, BigDecimal> sales = new TreeMap<>();
    private final Map<String, BigDecimal> money = new TreeMap<>();
    private final TreeSet<String> waiting = new TreeSet<>();
    private int numbers;

    private final class Invoice {
        long id;
        final JsonNode customer;
        final LocalDate day;
        final List<ObjectNode> lines;
        boolean codable = true;
        BigDecimal paid = NOTHING;
        long payment;

        Invoice(JsonNode customer, LocalDate day, List<ObjectNode> lines) {
            this.customer = customer;
            this.day = day;
            this.lines = lines;
        }

        String key() {
            return "invoice " + id;
        }

        BigDecimal subTotal() {
            return sum(line -> line.path("isChargeable").asBoolean(true));
        }

        BigDecimal tax() {
            return sum(line -> line.path("isChargeable").asBoolean(true) && line.path("taxable").asBoolean()).multiply(RATE)
                    .setScale(2, RoundingMode.HALF_UP);
        }

        BigDecimal total() {
            return subTotal().add(tax());
        }

        private BigDecimal sum(Predicate<ObjectNode> counts) {
            return lines.stream().filter(counts).map(line -> line.path("total").decimalValue()).reduce(NOTHING,
                    BigDecimal::add);
        }

        ObjectNode amounts() {
            ObjectNode row = JSON.createObjectNode();
            row.put("subTotal", subTotal()).put("salesTax", tax()).put("total", total());
            row.putArray("items").addAll(lines);
            return row;
        }
    }

    BooksMonth(LocalServiceTitan serviceTitan, Random random) {
        this.serviceTitan = serviceTitan;
        this.random = random;
        rows("crm/customers").forEach(customer -> {
            if (customer.path("active").asBoolean()) {
                customers.add(customer);
            }
        });
        invoiceLike = (ObjectNode) rows(INVOICES).get(0);
        invoiceLike.remove(List.of("id", "adjustmentToId", "paidOn"));
        paymentLike = (ObjectNode) rows(PAYMENTS).get(0);
        paymentLike.remove(List.of("id", "refundedPaymentId", "checkNumber"));
    }

    /** Documents of all kinds, and all that happens to them. */
    BooksMonth eventful(int invoices) {
        List<Invoice> plain = new ArrayList<>();
        for (int i = 0; i < invoices; i++) {
            plan(FIRST.plusDays((long) i * DAYS / invoices), plain);
        }
        return this;
    }

    /** Invoices that are paid, and nothing else. */
    BooksMonth plain(int invoices) {
        for (int i = 0; i < invoices; i++) {
            Invoice invoice = new Invoice(customers.get(random.nextInt(customers.size())),
                    FIRST.plusDays((long) i * DAYS / invoices), lines());
            coming.add(() -> create(invoice, false));
            coming.add(() -> invoice.payment = payment(invoice, "Check", invoice.total(), Map.of(invoice.id, invoice.total())));
        }
        return this;
    }

    /** Writes of documents, in the order in which they come in. */
    List<Runnable> coming() {
        return coming;
    }

    /** Changes of them, days later. */
    List<Runnable> later() {
        return later;
    }

    /** What invoices, adjustments and credits come to in the books, by document; known once all was written. */
    Map<String, BigDecimal> sales() {
        return sales;
    }

    /** What payments and refunds come to, by document. */
    Map<String, BigDecimal> money() {
        return money;
    }

    /** The documents that cannot be coded. */
    TreeSet<String> waiting() {
        return waiting;
    }

    private void plan(LocalDate day, List<Invoice> plain) {
        Invoice invoice = new Invoice(customers.get(random.nextInt(customers.size())), day, lines());
        int lot = random.nextInt(100);
        if (lot < 3) {
            invoice.lines.add(line("Equipment", 1, cents(20_000), true));
            invoice.codable = false;
        } else if (lot < 4) {
            invoice.lines.add(line("Service", 1, cents(20_000), false).put("membershipTypeId", 77));
            invoice.codable = false;
        }
        boolean crooked = lot == 4;
        invoice.codable &= !crooked;
        coming.add(() -> create(invoice, crooked));
        int pays = random.nextInt(100);
        if (invoice.codable && pays < 8 && !plain.isEmpty()) {
            coming.add(payBoth(invoice, plain.remove(plain.size() - 1)));
        } else if (pays < 70) {
            coming.add(pay(invoice, pays));
        } else if (invoice.codable) {
            plain.add(invoice);
        }
        if (invoice.codable) {
            change(invoice, random.nextInt(100), pays);
        }
    }

    private void change(Invoice invoice, int lot, int pays) {
        if (lot < 12) {
            later.add(() -> edit(invoice));
        } else if (lot < 14) {
            later.add(() -> spoil(invoice));
        } else if (lot < 18 && pays >= 70) {
            later.add(() -> empty(invoice));
        } else if (lot < 22) {
            later.add(() -> adjust(invoice));
        } else if (lot < 26 && pays >= 70) {
            later.add(() -> credit(invoice));
        } else if (lot < 29) {
            later.add(() -> bounce(invoice));
        } else if (lot < 32) {
            later.add(() -> giveBack(invoice));
        }
    }

    private List<ObjectNode> lines() {
        List<ObjectNode> lines = new ArrayList<>();
        lines.add(line("Service", 1, cents(90_000), false));
        for (int more = random.nextInt(4); more > 0; more--) {
            lines.add(line("Material", 1 + random.nextInt(4), cents(9_000), true));
        }
        if (random.nextInt(6) == 0) {
            lines.add(line("PriceModifier", 1, cents(500).negate(), false));
        }
        if (random.nextInt(8) == 0) {
            lines.add(line("Material", 1, cents(5_000), true).put("isChargeable", false));
        }
        if (random.nextInt(10) == 0) {
            // A third of something: no price has the amount exactly.
            lines.add(line("Material", 3, new BigDecimal("33.33"), true).put("total", new BigDecimal("100.00")));
        }
        return lines;
    }

    private BigDecimal cents(int most) {
        return BigDecimal.valueOf(1 + random.nextInt(most), 2);
    }

    private ObjectNode line(String type, int quantity, BigDecimal price, boolean taxable) {
        ObjectNode line = JSON.createObjectNode();
        line.put("id", 9_000_000 + ++numbers).put("type", type).put("skuId", 5_000 + numbers % 40)
                .put("skuName", type + numbers)
                .put("displayName", type + " " + numbers).put("description", type).put("quantity", quantity)
                .put("price", price).put("total", price.multiply(BigDecimal.valueOf(quantity))).put("taxable", taxable)
                .put("isChargeable", true);
        return line;
    }

    private void create(Invoice invoice, boolean crooked) {
        ObjectNode row = invoiceLike.deepCopy();
        row.setAll(invoice.amounts());
        if (crooked) {
            row.put("total", invoice.total().add(new BigDecimal("0.01")));
        }
        row.put("referenceNumber", "M-" + ++numbers).put("invoiceDate", invoice.day + "T00:00:00Z")
                .put("dueDate", invoice.day.plusDays(30) + "T00:00:00Z").put("syncStatus", "Posted").put("active", true)
                .put("balance", invoice.total());
        row.set("customer", whom(invoice.customer));
        invoice.id = insert(INVOICES, row);
        if (invoice.codable) {
            sales.put(invoice.key(), invoice.total());
        } else {
            waiting.add(invoice.key());
        }
    }

    private static ObjectNode whom(JsonNode customer) {
        return JSON.createObjectNode().put("id", customer.path("id").asLong()).put("name", customer.path("name").asText());
    }

    private Runnable pay(Invoice invoice, int lot) {
        boolean strange = random.nextInt(60) == 0;
        return () -> {
            BigDecimal part = lot < 20
                    ? invoice.total().divide(BigDecimal.valueOf(3), 2, RoundingMode.DOWN)
                    : invoice.total();
            BigDecimal more = lot >= 20 && lot < 24 ? new BigDecimal("7.77") : NOTHING;
            invoice.paid = invoice.paid.add(part);
            invoice.payment = payment(invoice, strange ? "Barter" : lot % 2 == 0 ? "Check" : "Credit Card", part.add(more),
                    Map.of(invoice.id, part));
            if (strange) {
                waiting.add("payment " + invoice.payment);
                money.remove("payment " + invoice.payment);
                invoice.payment = 0;
            }
        };
    }

    /** One payment for an invoice and for another one of the same customer. */
    private Runnable payBoth(Invoice invoice, Invoice other) {
        return () -> {
            change(INVOICES, other.id, JSON.createObjectNode().set("customer", whom(invoice.customer)));
            BigDecimal half = other.total().divide(BigDecimal.valueOf(2), 2, RoundingMode.DOWN);
            Map<Long, BigDecimal> splits = new LinkedHashMap<>();
            splits.put(invoice.id, invoice.total());
            splits.put(other.id, half);
            invoice.payment = payment(invoice, "Check", invoice.total().add(half), splits);
        };
    }

    private long payment(Invoice invoice, String type, BigDecimal amount, Map<Long, BigDecimal> splits) {
        ObjectNode row = paymentLike.deepCopy();
        row.put("referenceNumber", "P-" + ++numbers).put("date", invoice.day.plusDays(1) + "T00:00:00Z").put("type", type)
                .put("syncStatus", "Posted").put("active", true).put("total", amount);
        row.set("customer", whom(invoice.customer));
        applied(row.putArray("appliedTo"), splits);
        long id = insert(PAYMENTS, row);
        money.put("payment " + id, amount);
        return id;
    }

    private static void applied(ArrayNode applied, Map<Long, BigDecimal> splits) {
        splits.forEach((target, part) -> applied.addObject().put("appliedTo", target).put("appliedAmount", part)
                .put("appliedToReferenceNumber", "M"));
    }

    private void edit(Invoice invoice) {
        ObjectNode first = invoice.lines.get(0);
        first.put("total", first.path("total").decimalValue().add(random.nextBoolean()
                ? new BigDecimal("13.37")
                : first.path("total").decimalValue().divide(BigDecimal.valueOf(-2), 2, RoundingMode.DOWN)));
        first.put("price", first.path("total").decimalValue());
        change(INVOICES, invoice.id, invoice.amounts());
        sales.put(invoice.key(), invoice.total());
    }

    /** After it was posted something is sold on it that has no row: what was posted stays, and the change waits. */
    private void spoil(Invoice invoice) {
        invoice.lines.add(line("Equipment", 1, cents(10_000), true));
        change(INVOICES, invoice.id, invoice.amounts());
        waiting.add(invoice.key());
        sales.remove(invoice.key());
    }

    private void empty(Invoice invoice) {
        change(INVOICES, invoice.id, JSON.createObjectNode().put("active", false));
        sales.put(invoice.key(), NOTHING);
    }

    private void adjust(Invoice invoice) {
        Invoice adjustment = new Invoice(invoice.customer, invoice.day.plusDays(3),
                List.of(line("Service", 1, cents(2_000).negate(), false)));
        ObjectNode row = invoiceLike.deepCopy();
        row.setAll(adjustment.amounts());
        row.put("referenceNumber", "A-" + ++numbers).put("invoiceDate", adjustment.day + "T00:00:00Z")
                .put("dueDate", adjustment.day + "T00:00:00Z").put("syncStatus", "Posted").put("active", true)
                .put("adjustmentToId", invoice.id);
        row.set("customer", whom(invoice.customer));
        adjustment.id = insert(INVOICES, row);
        sales.put(adjustment.key(), adjustment.total());
    }

    private void credit(Invoice invoice) {
        BigDecimal amount = invoice.lines.get(0).path("total").decimalValue().divide(BigDecimal.valueOf(4), 2,
                RoundingMode.UP);
        ObjectNode row = JSON.createObjectNode();
        row.put("date", invoice.day.plusDays(3).toString()).put("referenceNumber", "C-" + ++numbers).put("subTotal", amount)
                .put("salesTax", NOTHING).put("total", amount).put("balance", NOTHING).put("syncStatus", "Posted")
                .put("active", true);
        row.set("customer", whom(invoice.customer));
        row.set("businessUnit", invoiceLike.path("businessUnit"));
        applied(row.putArray("appliedTo"), Map.of(invoice.id, amount));
        long id = insert(MEMOS, row);
        ObjectNode item = line("Service", 1, amount, false).put("creditMemoId", id);
        item.remove("id");
        insert(MEMO_ITEMS, item);
        change(MEMOS, id, JSON.createObjectNode().put("description", "Came late"));
        sales.put("credit memo " + id, amount.negate());
    }

    private void bounce(Invoice invoice) {
        if (invoice.payment != 0) {
            change(PAYMENTS, invoice.payment, JSON.createObjectNode().put("active", false));
            money.put("payment " + invoice.payment, NOTHING);
        }
    }

    private void giveBack(Invoice invoice) {
        if (invoice.payment != 0) {
            ObjectNode row = paymentLike.deepCopy();
            BigDecimal amount = new BigDecimal("-3.21");
            row.put("referenceNumber", "R-" + ++numbers).put("date", invoice.day.plusDays(4) + "T00:00:00Z")
                    .put("type", "Check")
                    .put("syncStatus", "Posted").put("active", true).put("total", amount)
                    .put("refundedPaymentId", invoice.payment);
            row.set("customer", whom(invoice.customer));
            row.putArray("appliedTo");
            money.put("payment " + insert(PAYMENTS, row), amount);
        }
    }

    private long insert(String collection, ObjectNode row) {
        return serviceTitan.control("POST", "rows?tenant=1001&collection=" + collection, row.toString()).path("id").asLong();
    }

    private void change(String collection, long id, JsonNode fields) {
        serviceTitan.control("POST", "rows?tenant=1001&collection=" + collection,
                ((ObjectNode) fields).put("id", id).toString());
    }

    private JsonNode rows(String collection) {
        return serviceTitan.control("GET", "rows?tenant=1001&limit=1000&collection=" + collection);
    }

    static Map<String, BigDecimal> withoutNothing(Map<String, BigDecimal> amounts) {
        Map<String, BigDecimal> some = new HashMap<>(amounts);
        some.values().removeIf(amount -> amount.signum() == 0);
        return some;
    }
}
