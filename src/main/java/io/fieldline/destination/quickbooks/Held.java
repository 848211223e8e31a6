package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a transaction holds of what the ledger writes, positive in its form. Where it says what is expected, what is empty or
 * missing is not known and not compared.
 *
 * @param customer QuickBooks' id
 * @param refers ids and days, by what others are called
 * @param lines those that sell, and of a deposit those that no payment stands behind
 * @param settles what a payment settles, and what a deposit takes: an amount by the other's type and id
 */
record Held(String customer, String date, Optional<String> number, Map<String, String> refers, List<HeldLine> lines,
        Map<String, BigDecimal> settles, BigDecimal tax, BigDecimal total) {

    static final String ACCOUNT = "another account";
    static final String METHOD = "another payment method";
    static final String LOCATION = "another location";
    static final String TAX_CODE = "another tax code";
    static final String TERMS = "other terms";
    static final String DUE = "another due date";

    /**
     * @param item QuickBooks' id; of a deposit that of an account
     * @param itemClass QuickBooks' id
     * @param taxed whether, in QuickBooks' word
     */
    record HeldLine(BigDecimal amount, String item, String itemClass, String taxed) {

        boolean isIn(HeldLine there) {
            return amount.compareTo(there.amount) == 0 && isIn(item, there.item) && isIn(itemClass, there.itemClass)
                    && isIn(taxed, there.taxed);
        }

        private static boolean isIn(String here, String there) {
            return here.isEmpty() || here.equals(there);
        }

        HeldLine sold() {
            return new HeldLine(amount, item, "", "");
        }
    }

    static Held of(DocumentType type, JsonNode row) {
        Map<String, String> refers = new LinkedHashMap<>();
        refers.put(ACCOUNT, value(row, "DepositToAccountRef"));
        refers.put(METHOD, value(row, "PaymentMethodRef"));
        refers.put(LOCATION, value(row, "DepartmentRef"));
        refers.put(TAX_CODE, value(row.path("TxnTaxDetail"), "TxnTaxCodeRef"));
        refers.put(TERMS, value(row, "SalesTermRef"));
        refers.put(DUE, row.path("DueDate").asText(""));
        return new Held(value(row, "CustomerRef"), row.path("TxnDate").asText(),
                Optional.of(type.number(row)), refers, lines(type, row),
                type.sellsItems() ? Map.of() : settles(row), amount(row.path("TxnTaxDetail"), "TotalTax"),
                amount(row, "TotalAmt"));
    }

    private static List<HeldLine> lines(DocumentType type, JsonNode row) {
        return type == DocumentType.DEPOSIT ? kept(row) : type.sellsItems() ? sold(row) : List.of();
    }

    private static List<HeldLine> kept(JsonNode row) {
        List<HeldLine> lines = new ArrayList<>();
        row.path("Line").forEach(line -> {
            if (line.path("LinkedTxn").isEmpty()) {
                lines.add(new HeldLine(amount(line, "Amount"), value(line.path("DepositLineDetail"), "AccountRef"), "", ""));
            }
        });
        return lines;
    }

    private static List<HeldLine> sold(JsonNode row) {
        List<HeldLine> lines = new ArrayList<>();
        row.path("Line").forEach(line -> {
            if (line.path("DetailType").asText().equals("SalesItemLineDetail")) {
                JsonNode detail = line.path("SalesItemLineDetail");
                lines.add(new HeldLine(amount(line, "Amount"), value(detail, "ItemRef"), value(detail, "ClassRef"),
                        value(detail, "TaxCodeRef")));
            }
        });
        return lines;
    }

    private static Map<String, BigDecimal> settles(JsonNode row) {
        Map<String, BigDecimal> settles = new TreeMap<>();
        row.path("Line").forEach(line -> line.path("LinkedTxn").forEach(linked -> settles
                .merge(link(linked.path("TxnType").asText(), linked.path("TxnId").asText()), amount(line, "Amount"),
                        BigDecimal::add)));
        return settles;
    }

    static String link(String type, String id) {
        return type + " " + id;
    }

    private static String value(JsonNode node, String reference) {
        return node.path(reference).path("value").asText("");
    }

    private static BigDecimal amount(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }

    static boolean isNothing(JsonNode row) {
        return amount(row, "TotalAmt").signum() == 0 && amount(row.path("TxnTaxDetail"), "TotalTax").signum() == 0;
    }

    static BigDecimal total(JsonNode row) {
        return amount(row, "TotalAmt").setScale(2, RoundingMode.HALF_UP);
    }

    /** How a transaction differs from this one, for people; empty where it does not. */
    Optional<String> differs(Held other) {
        return head(other).or(() -> amounts(other)).or(() -> parts(other));
    }

    /** As {@link #differs}, whatever its tax and so its total are. */
    Optional<String> differsBesideTax(Held other) {
        return head(other).or(() -> parts(other));
    }

    private Optional<String> head(Held other) {
        if (!customer.isEmpty() && !customer.equals(other.customer)) {
            return Optional.of("it is another customer's");
        }
        if (!date.equals(other.date)) {
            return Optional.of("its date is " + other.date + ", and was " + date);
        }
        return number.filter(own -> !own.equals(other.number.orElse("")))
                .map(own -> "its number is " + other.number.orElse("") + ", and was " + own);
    }

    private Optional<String> amounts(Held other) {
        if (total.compareTo(other.total) != 0) {
            return Optional.of("its total is " + other.total.toPlainString() + ", and was " + total.toPlainString());
        }
        return tax.compareTo(other.tax) != 0
                ? Optional.of("its tax is " + other.tax.toPlainString() + ", and was " + tax.toPlainString())
                : Optional.empty();
    }

    private Optional<String> parts(Held other) {
        if (!same(lines.stream().map(HeldLine::sold).toList(), other.lines)) {
            return Optional.of("its lines are others than they were");
        }
        if (!same(lines, other.lines)) {
            return Optional.of("a line has another class, or is taxed otherwise, than it was");
        }
        for (Map.Entry<String, String> one : refers.entrySet()) {
            if (!one.getValue().equals(other.refers.getOrDefault(one.getKey(), ""))) {
                return Optional.of("it has " + one.getKey() + " than it had");
            }
        }
        return sameSettled(other) ? Optional.empty() : Optional.of("it settles other documents, or other amounts, than it did");
    }

    /** In whatever order. */
    private static boolean same(List<HeldLine> lines, List<HeldLine> others) {
        List<HeldLine> left = new ArrayList<>(others);
        return lines.size() == others.size()
                && lines.stream()
                        .allMatch(line -> left.stream().filter(line::isIn).findFirst().map(left::remove).orElse(false));
    }

    private boolean sameSettled(Held other) {
        return settles.keySet().equals(other.settles.keySet())
                && settles.entrySet().stream().allMatch(one -> one.getValue().compareTo(other.settles.get(one.getKey())) == 0);
    }
}
