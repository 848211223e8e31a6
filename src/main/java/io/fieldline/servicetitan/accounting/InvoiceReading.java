package io.fieldline.servicetitan.accounting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.coding.Finality;
import io.fieldline.ledger.coding.SourceLine;
import io.fieldline.ledger.coding.SourceSale;

/** Reads an invoice; an adjustment of a negative amount is a credit on the invoice that it adjusts. */
final class InvoiceReading {

    private static final Set<String> POSTED = Set.of("Posted", "Exported");
    private static final String MEMBERSHIPS = "MembershipInvoice";
    private static final Set<String> REVIEWED = Set.of("Reviewed", "ReadyForBilling", "Invoiced");

    private final Surroundings around;

    InvoiceReading(Surroundings around) {
        this.around = around;
    }

    /** @throws RejectedRecordException naming the field that cannot be read */
    SourceSale read(DocumentKey key, Row invoice) {
        LocalDate date = invoice.day("invoiceDate").orElseThrow(() -> missing(invoice, "invoiceDate"));
        long customer = invoice.number("customer").orElseThrow(() -> missing(invoice, "customer"));
        BigDecimal total = invoice.amount("total");
        return new SourceSale(key, number(invoice), date,
                invoice.day("dueDate"), customer, unit(invoice), taxZones(invoice), invoice.text("termName"),
                plain(invoice.text("summary")), lines(invoice),
                invoice.amount("subTotal"), invoice.amount("salesTax"), total, finalities(invoice),
                exported(invoice), imported(invoice), invoice.active(), settles(invoice, total));
    }

    static String number(Row invoice) {
        return invoice.text("referenceNumber").orElseGet(() -> Long.toString(invoice.id()));
    }

    static boolean exported(Row row) {
        return row.text("syncStatus").filter("Exported"::equals).isPresent();
    }

    static boolean imported(Row invoice) {
        return invoice.text("invoiceConfiguration").filter("ARImportInvoice"::equals).isPresent();
    }

    private List<Verdict.Settling> settles(Row invoice, BigDecimal total) {
        return total.signum() >= 0
                ? List.of()
                : invoice.number("adjustmentToId")
                        .map(adjusted -> List.of(new Verdict.Settling(adjusted, around.number(adjusted),
                                around.older(adjusted), total.negate())))
                        .orElse(List.of());
    }

    private Set<String> taxZones(Row invoice) {
        Set<String> names = invoice.held("salesTaxCode").map(code -> code.names("name")).orElse(Set.of());
        return invoice.number("taxZoneId").map(zone -> Surroundings.with(names, around.taxZone(zone))).orElse(names);
    }

    private Set<Finality> finalities(Row invoice) {
        Set<Finality> reached = EnumSet.noneOf(Finality.class);
        add(reached, Finality.POSTED, invoice.text("syncStatus").filter(POSTED::contains).isPresent());
        add(reached, Finality.BATCHED, invoice.held("batch").isPresent());
        add(reached, Finality.REVIEWED, invoice.text("reviewStatus").filter(REVIEWED::contains).isPresent());
        add(reached, Finality.PAID, invoice.text("paidOn").isPresent()
                || invoice.text("balance").isPresent() && invoice.amount("balance").signum() <= 0);
        // An invoice without a job has no work that could be open.
        add(reached, Finality.COMPLETED, invoice.number("job").map(around::completed).orElse(true));
        return reached;
    }

    private static void add(Set<Finality> reached, Finality finality, boolean fulfilled) {
        if (fulfilled) {
            reached.add(finality);
        }
    }

    private List<SourceLine> lines(Row invoice) {
        Optional<String> configuration = invoice.text("invoiceConfiguration").filter(MEMBERSHIPS::equals);
        return invoice.rows("items").stream().map(line -> line(line, configuration)).toList();
    }

    /** @param otherwise what membership a line is of that names none */
    private SourceLine line(Row line, Optional<String> otherwise) {
        Optional<Long> sku = line.number("skuId");
        return new SourceLine(line.names("skuId", "skuName"), sku.map(around::categories).orElse(Set.of()),
                line.held("generalLedgerAccount").map(account -> account.names("number", "name")).orElse(Set.of()),
                line.text("type").orElse("Unspecified"),
                line.number("membershipTypeId").filter(type -> type != 0).map(Object::toString).or(() -> otherwise),
                unit(line),
                line.text("displayName").orElseGet(() -> plain(line.text("description"))),
                line.text("quantity").map(quantity -> line.amount("quantity")), line.amount("total"), line.is("taxable"),
                !Boolean.FALSE.equals(line.fields().get("isChargeable")));
    }

    static Optional<String> unit(Row row) {
        return row.held("businessUnit").flatMap(unit -> unit.text("name"));
    }

    static String plain(Optional<String> html) {
        return html.map(Html::plain).orElse("");
    }

    static RejectedRecordException missing(Row row, String field) {
        return new RejectedRecordException("ServiceTitan's record " + row.fields().get("id") + ": has no " + field);
    }
}
