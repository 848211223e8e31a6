package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a payment's money and the credits it takes up are spread over what the customer owes. */
final class PaymentLines {

    private PaymentLines() {}

    /** What a payment's lines come to. */
    record Spread(BigDecimal charges, BigDecimal credits) {

        static Spread of(OpenItems open, ObjectNode payment, List<ObjectNode> lines) {
            List<ObjectNode> charges = lines.stream().filter(line -> open.charge(payment, line)).toList();
            BigDecimal ofCharges = FormLines.sum(charges);
            return new Spread(ofCharges, FormLines.sum(lines).subtract(ofCharges));
        }

        BigDecimal unapplied(ObjectNode payment) {
            return Fields.money(payment, "TotalAmt").add(credits).subtract(charges);
        }
    }

    /**
     * Makes a payment consistent again after one of its lines got less: nothing is settled without money or credit, and no credit
     * is taken up without something to settle.
     */
    static void balance(OpenItems open, ObjectNode payment, List<ObjectNode> lines) {
        Spread spread = Spread.of(open, payment, lines);
        lessen(lines.stream().filter(line -> open.charge(payment, line)).toList(), spread.unapplied(payment).negate());
        Spread next = Spread.of(open, payment, lines);
        lessen(lines.stream().filter(line -> !open.charge(payment, line)).toList(),
                next.credits().subtract(next.charges()));
        List<ObjectNode> left = new ArrayList<>(lines);
        left.removeIf(line -> Fields.money(line, "Amount").signum() == 0);
        Fields.setLines(payment, left);
        payment.put("UnappliedAmt", Spread.of(open, payment, left).unapplied(payment));
    }

    private static void lessen(List<ObjectNode> lines, BigDecimal by) {
        BigDecimal left = by;
        for (int last = lines.size() - 1; last >= 0 && left.signum() > 0; last--) {
            ObjectNode line = lines.get(last);
            BigDecimal less = left.min(Fields.money(line, "Amount"));
            line.put("Amount", Fields.money(line, "Amount").subtract(less));
            left = left.subtract(less);
        }
    }
}
