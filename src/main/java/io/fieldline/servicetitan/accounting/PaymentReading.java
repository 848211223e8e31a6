package io.fieldline.servicetitan.accounting;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.coding.SourcePayment;

/** Reads a payment. One that names the payment that it gives back is a refund, whatever its sign. */
final class PaymentReading {

    private final Surroundings around;

    PaymentReading(Surroundings around) {
        this.around = around;
    }

    /** @throws io.fieldline.failure.RejectedRecordException naming the field that cannot be read */
    SourcePayment read(DocumentKey key, Row payment) {
        BigDecimal total = payment.amount("total");
        boolean refund = payment.number("refundedPaymentId").filter(id -> id != 0).isPresent();
        return new SourcePayment(key,
                number(payment, refund),
                payment.day("date").orElseThrow(() -> InvoiceReading.missing(payment, "date")),
                payment.number("customer").orElseThrow(() -> InvoiceReading.missing(payment, "customer")),
                payment.text("type").orElse(""), InvoiceReading.unit(payment), payment.text("memo").orElse(""),
                refund ? total.abs().negate() : total,
                payment.text("syncStatus").filter(Set.of("Posted", "Exported")::contains).isPresent(),
                InvoiceReading.exported(payment), payment.active(), settles(payment, refund), payment.number("deposit"));
    }

    /** That of the check is how people know a payment. A refund needs one of its own: several may give one check back. */
    static String number(Row payment, boolean refund) {
        return payment.text("checkNumber").filter(check -> !refund).or(() -> payment.text("referenceNumber"))
                .orElseGet(() -> Long.toString(payment.id()));
    }

    private List<Verdict.Settling> settles(Row payment, boolean refund) {
        return payment.rows("appliedTo").stream().flatMap(one -> one.number("appliedTo").stream()
                .map(invoice -> new Verdict.Settling(invoice, one.text("appliedToReferenceNumber").orElse(""),
                        around.older(invoice), refund
                                ? one.amount("appliedAmount").abs().negate()
                                : one.amount("appliedAmount"))))
                .toList();
    }
}
