package io.fieldline.servicetitan.accounting;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.coding.Finality;
import io.fieldline.ledger.coding.SourceLine;
import io.fieldline.ledger.coding.SourceSale;

/** Reads a credit memo, whose lines are rows of their own. Whatever sign ServiceTitan gives it, it is a credit here. */
final class CreditMemoReading {

    private final Surroundings around;

    CreditMemoReading(Surroundings around) {
        this.around = around;
    }

    /** @throws io.fieldline.failure.RejectedRecordException naming the field that cannot be read */
    SourceSale read(DocumentKey key, Row memo, List<Row> lines) {
        int sign = memo.amount("total").signum() > 0 ? -1 : 1;
        return new SourceSale(key, memo.text("referenceNumber").orElseGet(() -> "CM" + key.id()),
                memo.day("date").orElseThrow(() -> InvoiceReading.missing(memo, "date")), Optional.empty(),
                memo.number("customer").orElseThrow(() -> InvoiceReading.missing(memo, "customer")),
                InvoiceReading.unit(memo), memo.held("salesTaxCode").map(code -> code.names("name")).orElse(Set.of()),
                Optional.empty(), memo.text("description").orElse(""),
                lines.stream().filter(Row::active).map(line -> line(line, sign)).toList(), signed(memo, "subTotal", sign),
                signed(memo, "salesTax", sign), signed(memo, "total", sign), finalities(memo),
                InvoiceReading.exported(memo), false, memo.active(), settles(memo));
    }

    private static BigDecimal signed(Row row, String field, int sign) {
        return sign < 0 ? row.amount(field).negate() : row.amount(field);
    }

    private List<Verdict.Settling> settles(Row memo) {
        return memo.rows("appliedTo").stream().flatMap(one -> one.number("appliedTo").stream()
                .map(invoice -> new Verdict.Settling(invoice, one.text("appliedToReferenceNumber").orElse(""),
                        around.older(invoice), one.amount("appliedAmount").abs())))
                .toList();
    }

    /** A credit memo is none of a job and has no balance of the office's to be reviewed: it is final once it is posted. */
    private static Set<Finality> finalities(Row memo) {
        boolean posted = memo.text("syncStatus").filter(Set.of("Posted", "Exported")::contains).isPresent();
        return posted ? Set.of(Finality.values()) : Set.of();
    }

    private SourceLine line(Row line, int sign) {
        return new SourceLine(line.names("skuId", "skuName"), line.number("skuId").map(around::categories).orElse(Set.of()),
                line.held("revenueGeneralLedgerAccount").map(account -> account.names("number", "name")).orElse(Set.of()),
                line.text("type").orElse("Unspecified"), Optional.empty(), InvoiceReading.unit(line),
                InvoiceReading.plain(line.text("description")), Optional.empty(), signed(line, "total", sign),
                line.is("taxable"), true);
    }
}
