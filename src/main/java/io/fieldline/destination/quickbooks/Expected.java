package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.Line;

/** What transactions look like that hold what the ledger wrote. */
final class Expected {

    private static final int LONGEST_NUMBER = 21;

    private final Catalogue catalogue;
    private final CompanySettings settings;

    Expected(Catalogue catalogue, CompanySettings settings) {
        this.catalogue = catalogue;
        this.settings = settings;
    }

    /**
     * @param customer QuickBooks' id, where it is known
     * @param number as it was given, where that is known
     */
    Held of(Form form, Content content, Optional<String> customer, Optional<String> number,
            List<BooksWrite.Settled> settled) {
        BigDecimal sign = BigDecimal.valueOf(form.sign());
        return new Held(customer.orElse(""), content.header().date().toString(), number, refers(form, content.header()),
                lines(form, content, sign), DocumentType.of(form).sellsItems() ? Map.of() : links(form, settled),
                content.tax().multiply(sign), content.total().multiply(sign));
    }

    private List<Held.HeldLine> lines(Form form, Content content, BigDecimal sign) {
        if (form == Form.DEPOSIT) {
            return content.lines().stream().filter(line -> !line.item().isEmpty())
                    .map(line -> new Held.HeldLine(line.amount(), id(What.ACCOUNT, line.item()), "", "")).toList();
        }
        return DocumentType.of(form).sellsItems()
                ? content.lines().stream().map(line -> line(form, content, line, line.amount().multiply(sign))).toList()
                : List.of();
    }

    /** As it was asked for; empty where QuickBooks counts by itself. */
    Optional<String> number(Form form, Content content) {
        String own = form == Form.APPLICATION || form == Form.DEPOSIT ? "" : content.header().number().strip();
        boolean counted = DocumentType.of(form).sellsItems() && !settings.customNumbers();
        return counted ? Optional.empty() : Optional.of(own.substring(0, Math.min(own.length(), LONGEST_NUMBER)));
    }

    private Held.HeldLine line(Form form, Content content, Line line, BigDecimal amount) {
        String item = form == Form.REFUND ? content.header().refundItem().orElse("") : line.item();
        boolean bears = content.tax().signum() != 0 && !settings.worksOutTax();
        return new Held.HeldLine(amount, id(What.ITEM, item), id(What.CLASS, line.itemClass()),
                !bears ? "" : line.taxed() ? DocumentBody.TAXED : DocumentBody.UNTAXED);
    }

    private Map<String, String> refers(Form form, Header header) {
        Map<String, String> refers = new LinkedHashMap<>();
        boolean money = form == Form.PAYMENT || form == Form.REFUND || form == Form.DEPOSIT;
        boolean sale = form == Form.INVOICE || form == Form.CREDIT || form == Form.REFUND;
        put(refers, Held.ACCOUNT, What.ACCOUNT, header.account().filter(any -> money));
        put(refers, Held.METHOD, What.METHOD, header.method().filter(any -> money));
        put(refers, Held.LOCATION, What.LOCATION, header.location().filter(any -> sale));
        put(refers, Held.TERMS, What.TERMS, header.terms().filter(any -> form == Form.INVOICE));
        // A company that works out tax puts a code of its own in place of the one that was asked for.
        put(refers, Held.TAX_CODE, What.TAX_CODE, header.taxCode().filter(any -> sale && !settings.worksOutTax()));
        header.due().filter(any -> form == Form.INVOICE).ifPresent(due -> refers.put(Held.DUE, due.toString()));
        return refers;
    }

    private void put(Map<String, String> refers, String field, What what, Optional<String> name) {
        name.flatMap(known -> catalogue.id(what, known)).ifPresent(id -> refers.put(field, id));
    }

    private String id(What what, String name) {
        return name.isEmpty() ? "" : catalogue.id(what, name).orElse("");
    }

    /** A refund that a deposit takes makes it less. */
    private static Map<String, BigDecimal> links(Form form, List<BooksWrite.Settled> settled) {
        Map<String, BigDecimal> links = new TreeMap<>();
        settled.stream().filter(one -> one.amount().signum() > 0)
                .forEach(one -> links.merge(Held.link(DocumentType.of(one.form()).word(), one.id()),
                        form == Form.DEPOSIT ? one.amount().multiply(BigDecimal.valueOf(one.form().sign())) : one.amount(),
                        BigDecimal::add));
        return links;
    }
}
