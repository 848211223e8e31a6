package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.Line;

/** A content of the ledger as the transaction that stands for it, with QuickBooks' ids. */
final class DocumentBody {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    static final String TAXED = "TAX";
    static final String UNTAXED = "NON";

    private static final int LONGEST_NUMBER = 21;
    private static final int LONGEST_DESCRIPTION = 4_000;
    private static final int MOST_DECIMALS = 5;

    private final Catalogue catalogue;

    DocumentBody(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * @param customer QuickBooks' id; empty for a deposit
     * @throws CannotWrite when it names what QuickBooks does not have
     */
    ObjectNode of(Form form, EntryKey entry, Content content, List<BooksWrite.Settled> settled, String customer) {
        Header header = content.header();
        DocumentType type = DocumentType.of(form);
        ObjectNode body = NODES.objectNode();
        if (type != DocumentType.DEPOSIT) {
            refer(body, "CustomerRef", customer);
        }
        body.put("TxnDate", header.date().toString());
        if (form != Form.APPLICATION && form != Form.DEPOSIT && !header.number().isBlank()) {
            body.put(type.numberField(), number(type, header.number().strip()));
        }
        body.put("PrivateNote", DocumentKeys.note(entry, header.memo()));
        if (type == DocumentType.DEPOSIT) {
            deposit(body, content, settled);
        } else if (type.sellsItems()) {
            sale(form, body, content);
        } else {
            body.put("TotalAmt", content.total().abs());
            links(body, settled);
        }
        money(form, body, header);
        return body;
    }

    /** Names what a sale held before and is not to hold any more, because a sparse update leaves what it does not name. */
    static void empty(DocumentType type, ObjectNode body, Content before) {
        if (!type.sellsItems()) {
            return;
        }
        Header header = before.header();
        empty(body, "DueDate", type == DocumentType.INVOICE && header.due().isPresent());
        empty(body, "SalesTermRef", type == DocumentType.INVOICE && header.terms().isPresent());
        empty(body, "DepartmentRef", header.location().isPresent());
        empty(body, "PaymentMethodRef", type == DocumentType.REFUND_RECEIPT && header.method().isPresent());
        if (!body.has("TxnTaxDetail") && (header.taxCode().isPresent() || before.tax().signum() != 0)) {
            body.putObject("TxnTaxDetail").put("TotalTax", BigDecimal.ZERO);
        }
    }

    private static void empty(ObjectNode body, String field, boolean before) {
        if (before && !body.has(field)) {
            body.putNull(field);
        }
    }

    private static String number(DocumentType type, String number) {
        if (number.length() > LONGEST_NUMBER && type == DocumentType.PAYMENT) {
            return number.substring(0, LONGEST_NUMBER);
        }
        if (number.length() > LONGEST_NUMBER) {
            throw new CannotWrite("its number " + number + " is longer than the " + LONGEST_NUMBER
                    + " characters that QuickBooks takes");
        }
        return number;
    }

    private void sale(Form form, ObjectNode body, Content content) {
        Header header = content.header();
        if (content.lines().isEmpty()) {
            throw new CannotWrite("it has no lines, and QuickBooks takes no document without one");
        }
        BigDecimal sign = BigDecimal.valueOf(form.sign());
        ArrayNode lines = body.putArray("Line");
        content.lines().forEach(line -> line(lines.addObject(), line, item(form, header, line), sign,
                content.tax().signum() != 0));
        header.due().filter(due -> form == Form.INVOICE).ifPresent(due -> body.put("DueDate", due.toString()));
        header.terms().filter(terms -> form == Form.INVOICE)
                .ifPresent(terms -> refer(body, "SalesTermRef", id(What.TERMS, terms)));
        header.location().ifPresent(location -> refer(body, "DepartmentRef", id(What.LOCATION, location)));
        if (header.taxCode().isPresent() || content.tax().signum() != 0) {
            ObjectNode tax = body.putObject("TxnTaxDetail");
            header.taxCode().ifPresent(code -> refer(tax, "TxnTaxCodeRef", id(What.TAX_CODE, code)));
            tax.put("TotalTax", content.tax().multiply(sign));
        }
    }

    private String item(Form form, Header header, Line line) {
        if (form == Form.REFUND) {
            return header.refundItem().orElseThrow(() -> new CannotWrite(
                    "money went back, and the coding of its payment type does not say as which item (refundItem)"));
        }
        return line.item();
    }

    /** @param taxed whether the document bears tax; else QuickBooks is given no line of which it could work out any */
    private void line(ObjectNode row, Line line, String item, BigDecimal sign, boolean taxed) {
        BigDecimal amount = line.amount().multiply(sign);
        row.put("Amount", amount).put("DetailType", "SalesItemLineDetail");
        if (!line.description().isBlank()) {
            String text = line.description().strip();
            row.put("Description", text.substring(0, Math.min(text.length(), LONGEST_DESCRIPTION)));
        }
        ObjectNode detail = row.putObject("SalesItemLineDetail");
        refer(detail, "ItemRef", id(What.ITEM, item));
        if (!line.itemClass().isEmpty()) {
            refer(detail, "ClassRef", id(What.CLASS, line.itemClass()));
        }
        refer(detail, "TaxCodeRef", taxed && line.taxed() ? TAXED : UNTAXED);
        line.quantity().filter(quantity -> quantity.signum() > 0)
                .ifPresent(quantity -> unitPrice(amount, quantity).ifPresent(price -> detail.put("Qty", quantity)
                        .put("UnitPrice", price)));
    }

    /** QuickBooks multiplies; without a price that gives the amount exactly, the amount stands alone. */
    private static Optional<BigDecimal> unitPrice(BigDecimal amount, BigDecimal quantity) {
        try {
            BigDecimal price = amount.divide(quantity).stripTrailingZeros();
            return price.scale() > MOST_DECIMALS
                    ? Optional.empty()
                    : Optional.of(price.scale() < 2 ? price.setScale(2) : price);
        } catch (ArithmeticException endless) {
            return Optional.empty();
        }
    }

    private static void links(ObjectNode body, List<BooksWrite.Settled> settled) {
        Map<BooksWrite.Settled, BigDecimal> amounts = new LinkedHashMap<>();
        settled.forEach(one -> amounts.merge(new BooksWrite.Settled(one.form(), one.id(), BigDecimal.ZERO), one.amount(),
                BigDecimal::add));
        ArrayNode lines = body.putArray("Line");
        amounts.forEach((target, amount) -> {
            if (amount.signum() > 0) {
                lines.addObject().put("Amount", amount).putArray("LinkedTxn").addObject().put("TxnId", target.id())
                        .put("TxnType", DocumentType.of(target.form()).word());
            }
        });
    }

    private void deposit(ObjectNode body, Content content, List<BooksWrite.Settled> taken) {
        String account = content.header().account()
                .orElseThrow(() -> new CannotWrite("the coding names no account that it goes to"));
        refer(body, "DepositToAccountRef", id(What.ACCOUNT, account));
        ArrayNode lines = body.putArray("Line");
        taken.forEach(one -> lines.addObject().put("Amount", one.amount().multiply(BigDecimal.valueOf(one.form().sign())))
                .putArray("LinkedTxn").addObject().put("TxnId", one.id())
                .put("TxnType", DocumentType.of(one.form()).word()).put("TxnLineId", "0"));
        content.lines().stream().filter(line -> !line.item().isEmpty()).forEach(fee -> refer(
                lines.addObject().put("Amount", fee.amount()).put("DetailType", "DepositLineDetail")
                        .putObject("DepositLineDetail"),
                "AccountRef", id(What.ACCOUNT, fee.item())));
    }

    private void money(Form form, ObjectNode body, Header header) {
        if (form != Form.PAYMENT && form != Form.REFUND) {
            return;
        }
        header.method().ifPresent(method -> refer(body, "PaymentMethodRef", id(What.METHOD, method)));
        header.account().ifPresent(account -> refer(body, "DepositToAccountRef", id(What.ACCOUNT, account)));
    }

    private String id(What what, String name) {
        return catalogue.id(what, name)
                .orElseThrow(() -> new CannotWrite("QuickBooks has no " + what.word() + " " + name + " in use"));
    }

    private static void refer(ObjectNode body, String field, String id) {
        body.putObject(field).put("value", id);
    }
}
