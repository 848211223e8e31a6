package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What payments settle: invoices and other charges on one side, credit memos and other credits on the other. A payment's lines
 * say how much of what it settles; what is settled names the payment, and its balance is what is left.
 */
final class OpenItems {

    /** A transaction that a payment's line may name. */
    record Target(EntityKind kind, String id) {

        static Target of(EntityKind kind, ObjectNode record) {
            return new Target(kind, Fields.text(record, "Id"));
        }

        static Target of(ObjectNode paymentLine) {
            String type = Fields.text(paymentLine.path("LinkedTxn").path(0), "TxnType");
            String id = Fields.text(paymentLine.path("LinkedTxn").path(0), "TxnId");
            return new Target(EntityKind.ofTransaction(type)
                    .orElseThrow(() -> Refusal.business("A payment cannot be linked to a transaction of type '" + type + "'")),
                    id);
        }
    }

    private final Records records;
    private final Journal journal;

    OpenItems(Records records, Journal journal) {
        this.records = records;
        this.journal = journal;
    }

    /**
     * What a customer owes by a transaction, or is owed where negative.
     *
     * @param receivables the account it is about
     */
    BigDecimal owed(Target target, String receivables, String customer) {
        return journal.postings(target.kind(), target.id()).stream()
                .filter(posting -> posting.account().equals(receivables) && posting.customer().equals(customer))
                .map(Posting::amount).reduce(Fields.cents(BigDecimal.ZERO), BigDecimal::add);
    }

    /** @param except the id of a payment that does not count; may be empty */
    BigDecimal applied(ObjectNode record, String except) {
        BigDecimal applied = Fields.cents(BigDecimal.ZERO);
        for (ObjectNode payment : payments(record)) {
            if (!Fields.text(payment, "Id").equals(except)) {
                applied = applied.add(appliedBy(payment, Fields.text(record, "Id")));
            }
        }
        return applied;
    }

    private List<ObjectNode> payments(ObjectNode record) {
        List<ObjectNode> payments = new ArrayList<>();
        record.path("LinkedTxn").forEach(link -> {
            if (Fields.text(link, "TxnType").equals("Payment")) {
                records.find(EntityKind.PAYMENT, Fields.text(link, "TxnId")).ifPresent(payments::add);
            }
        });
        return payments;
    }

    // Transactions of all kinds share one row of ids.
    private static BigDecimal appliedBy(ObjectNode payment, String id) {
        return FormLines.sum(Fields.lines(payment).stream().filter(line -> Target.of(line).id().equals(id)).toList());
    }

    /** Lets a transaction name a payment, or no longer, and works out its balance. */
    void link(Target target, String payment, boolean linked) {
        ObjectNode record = records.existing(target.kind(), target.id()).deepCopy();
        ArrayNode links = Fields.NODES.arrayNode();
        record.path("LinkedTxn").forEach(link -> {
            if (!Fields.text(link, "TxnId").equals(payment)) {
                links.add(link);
            }
        });
        if (linked) {
            links.addObject().put("TxnId", payment).put("TxnType", "Payment");
        }
        record.set("LinkedTxn", links);
        if (record.has("Balance")) {
            BigDecimal balance = Fields.money(record, "TotalAmt").subtract(applied(record, ""));
            record.put("Balance", balance);
            if (record.has("RemainingCredit")) {
                record.put("RemainingCredit", balance);
            }
        }
        records.replace(target.kind(), record);
    }

    /** Takes back, from the newest payment on, what is settled of a transaction beyond an amount. */
    void trim(Target target, BigDecimal most) {
        ObjectNode record = records.existing(target.kind(), target.id());
        BigDecimal over = applied(record, "").subtract(most);
        List<ObjectNode> payments = payments(record);
        Collections.reverse(payments);
        for (ObjectNode payment : payments) {
            if (over.signum() > 0) {
                BigDecimal less = over.min(appliedBy(payment, target.id()));
                lessen(payment, target, less);
                over = over.subtract(less);
            }
        }
    }

    private void lessen(ObjectNode payment, Target target, BigDecimal less) {
        ObjectNode next = payment.deepCopy();
        List<ObjectNode> lines = Fields.lines(next);
        lines.stream().filter(line -> Target.of(line).equals(target))
                .forEach(line -> line.put("Amount", Fields.money(line, "Amount").subtract(less)));
        PaymentLines.balance(this, next, lines);
        records.replace(EntityKind.PAYMENT, next);
        Fields.lines(payment).stream().map(Target::of).distinct().forEach(one -> link(one, Fields.text(payment, "Id"),
                Fields.lines(next).stream().anyMatch(line -> Target.of(line).equals(one))));
    }

    /** Whether a payment's line is about something the customer owes, and not about a credit. */
    boolean charge(ObjectNode payment, ObjectNode line) {
        Target target = Target.of(line);
        return switch (target.kind()) {
            case INVOICE -> true;
            case CREDIT_MEMO -> false;
            default -> owed(target, Fields.text(payment, "ARAccountRef.value"), Fields.text(payment, "CustomerRef.value"))
                    .signum() > 0;
        };
    }
}
