package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.Content;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Header;

/**
 * What of a transaction matters to the books: whose it is, its day, its number, its lines, tax and total, positive in its form.
 * What it is linked to does not.
 *
 * @param customer QuickBooks' id; empty where it is not known
 */
record Held(String customer, String date, String number, List<HeldLine> lines, BigDecimal tax, BigDecimal total) {

    private static final int LONGEST_NUMBER = 21;

    /** @param item QuickBooks' id; empty where it is not known */
    record HeldLine(String item, BigDecimal amount) {}

    Held {
        lines = lines.stream().sorted(Comparator.comparing(HeldLine::amount).thenComparing(HeldLine::item)).toList();
    }

    static Held of(DocumentType type, JsonNode row) {
        List<HeldLine> lines = new ArrayList<>();
        if (type.sellsItems()) {
            row.path("Line").forEach(line -> {
                if (line.path("DetailType").asText().equals("SalesItemLineDetail")) {
                    lines.add(new HeldLine(line.path("SalesItemLineDetail").path("ItemRef").path("value").asText(),
                            amount(line, "Amount")));
                }
            });
        }
        return new Held(row.path("CustomerRef").path("value").asText(), row.path("TxnDate").asText(),
                row.path(type.numberField()).asText(""), lines, amount(row.path("TxnTaxDetail"), "TotalTax"),
                amount(row, "TotalAmt"));
    }

    /**
     * What a transaction that holds a content looks like.
     *
     * @param customer QuickBooks' id, where it is known
     * @param number as it was given, which may be another than was asked for
     * @param items QuickBooks' ids by name
     */
    static Held of(Form form, Content content, Optional<String> customer, Optional<String> number,
            Function<String, Optional<String>> items) {
        BigDecimal sign = BigDecimal.valueOf(form.sign());
        Header header = content.header();
        List<HeldLine> lines = DocumentType.of(form).sellsItems()
                ? content.lines().stream().map(line -> new HeldLine(
                        items.apply(form == Form.REFUND ? header.refundItem().orElse("") : line.item()).orElse(""),
                        line.amount().multiply(sign))).toList()
                : List.of();
        String own = form == Form.APPLICATION ? "" : header.number().strip();
        return new Held(customer.orElse(""), header.date().toString(),
                number.orElse(own.substring(0, Math.min(own.length(), LONGEST_NUMBER))), lines, content.tax().multiply(sign),
                content.total().multiply(sign));
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
        if (!customer.isEmpty() && !customer.equals(other.customer)) {
            return Optional.of("it is another customer's");
        }
        if (!date.equals(other.date)) {
            return Optional.of("its date is " + other.date + ", and was " + date);
        }
        if (!number.equals(other.number)) {
            return Optional.of("its number is " + other.number + ", and was " + number);
        }
        if (total.compareTo(other.total) != 0) {
            return Optional.of("its total is " + other.total.toPlainString() + ", and was " + total.toPlainString());
        }
        if (tax.compareTo(other.tax) != 0) {
            return Optional.of("its tax is " + other.tax.toPlainString() + ", and was " + tax.toPlainString());
        }
        return sameLines(other) ? Optional.empty() : Optional.of("its lines are others than they were");
    }

    private boolean sameLines(Held other) {
        boolean same = lines.size() == other.lines.size();
        for (int i = 0; same && i < lines.size(); i++) {
            HeldLine here = lines.get(i);
            HeldLine there = other.lines.get(i);
            same = here.amount().compareTo(there.amount()) == 0 && (here.item().isEmpty() || here.item().equals(there.item()));
        }
        return same;
    }
}
