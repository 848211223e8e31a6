package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.Applied;
import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Header;

/**
 * What of a transaction matters to the books: whose it is, its day, its number, its lines, tax and total, positive in its form.
 * What it is linked to does not.
 *
 * @param customer QuickBooks' id; empty where it is not known
 * @param account QuickBooks' id of the one that a deposit goes to; empty for every other, and where it is not known
 */
record Held(String customer, String account, String date, String number, List<HeldLine> lines, BigDecimal tax,
        BigDecimal total) {

    private static final int LONGEST_NUMBER = 21;

    /** Finds what bears a name. */
    @FunctionalInterface
    interface Ids {
        Optional<String> of(What what, String name);
    }

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
        if (type == DocumentType.DEPOSIT) {
            row.path("Line").forEach(line -> lines.add(new HeldLine("", amount(line, "Amount").abs())));
        }
        return new Held(row.path("CustomerRef").path("value").asText(),
                type == DocumentType.DEPOSIT ? row.path("DepositToAccountRef").path("value").asText() : "",
                row.path("TxnDate").asText(), type.number(row), lines, amount(row.path("TxnTaxDetail"), "TotalTax"),
                amount(row, "TotalAmt"));
    }

    /**
     * What a transaction that holds a content looks like.
     *
     * @param customer QuickBooks' id, where it is known
     * @param number as it was given, which may be another than was asked for
     * @param ids QuickBooks' ids by name
     */
    static Held of(Form form, Content content, Optional<String> customer, Optional<String> number, Ids ids) {
        BigDecimal sign = BigDecimal.valueOf(form.sign());
        Header header = content.header();
        List<HeldLine> lines = form == Form.DEPOSIT
                ? taken(content)
                : DocumentType.of(form).sellsItems()
                        ? content.lines().stream().map(line -> new HeldLine(
                                ids.of(What.ITEM, form == Form.REFUND ? header.refundItem().orElse("") : line.item())
                                        .orElse(""),
                                line.amount().multiply(sign))).toList()
                        : List.of();
        String own = form == Form.APPLICATION || form == Form.DEPOSIT ? "" : header.number().strip();
        String account = form == Form.DEPOSIT
                ? header.account().flatMap(name -> ids.of(What.ACCOUNT, name)).orElse("")
                : "";
        return new Held(customer.orElse(""), account, header.date().toString(),
                number.orElse(own.substring(0, Math.min(own.length(), LONGEST_NUMBER))), lines, content.tax().multiply(sign),
                content.total().multiply(sign));
    }

    /** Refunds and what the bank kept are less than nothing in it; here only the sums are compared with their sign. */
    private static List<HeldLine> taken(Content content) {
        return Stream.concat(content.applied().stream().map(Applied::amount),
                content.lines().stream().filter(line -> !line.item().isEmpty()).map(line -> line.amount().abs()))
                .map(amount -> new HeldLine("", amount)).toList();
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
        if (!account.isEmpty() && !account.equals(other.account)) {
            return Optional.of("it goes to another account");
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
