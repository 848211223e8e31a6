package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The preference to use a customer's credits by itself: a new invoice takes what is there, a new credit what is owed. */
final class AutoApply {

    private final Company company;
    private final Records records;
    private final CompanyPreferences preferences;
    private final OpenItems open;

    AutoApply(Company company, Records records, CompanyPreferences preferences, OpenItems open) {
        this.company = company;
        this.records = records;
        this.preferences = preferences;
        this.open = open;
    }

    void follow(EntityKind kind, ObjectNode made) {
        if (!preferences.autoApply()) {
            return;
        }
        String customer = Fields.text(made, "CustomerRef.value");
        if (kind == EntityKind.CREDIT_MEMO) {
            unsettled(EntityKind.INVOICE, customer).forEach(invoice -> use(invoice, made));
        } else if (kind == EntityKind.INVOICE) {
            unsettled(EntityKind.CREDIT_MEMO, customer).forEach(credit -> use(made, credit));
            records.all(EntityKind.PAYMENT).stream()
                    .filter(payment -> Fields.text(payment, "CustomerRef.value").equals(customer))
                    .filter(payment -> Fields.money(payment, "UnappliedAmt").signum() > 0)
                    .forEach(payment -> spend(made, payment));
        }
    }

    private List<ObjectNode> unsettled(EntityKind kind, String customer) {
        return records.all(kind).stream().filter(form -> Fields.text(form, "CustomerRef.value").equals(customer))
                .filter(form -> left(kind, form).signum() > 0)
                .sorted(Comparator.comparing(form -> Fields.text(form, "TxnDate"))).toList();
    }

    private BigDecimal left(EntityKind kind, ObjectNode form) {
        ObjectNode now = records.existing(kind, Fields.text(form, "Id"));
        return Fields.money(now, "TotalAmt").subtract(open.applied(now, ""));
    }

    private void use(ObjectNode invoice, ObjectNode credit) {
        BigDecimal amount = left(EntityKind.INVOICE, invoice).min(left(EntityKind.CREDIT_MEMO, credit));
        if (amount.signum() > 0) {
            ObjectNode payment = Fields.NODES.objectNode().put("TotalAmt", BigDecimal.ZERO);
            payment.set("CustomerRef", invoice.get("CustomerRef").deepCopy());
            line(payment, amount, "Invoice", invoice);
            line(payment, amount, "CreditMemo", credit);
            company.enter(EntityKind.PAYMENT, payment);
        }
    }

    private void spend(ObjectNode invoice, ObjectNode payment) {
        BigDecimal amount = left(EntityKind.INVOICE, invoice).min(Fields.money(payment, "UnappliedAmt"));
        if (amount.signum() > 0) {
            ObjectNode changes = Fields.NODES.objectNode().put("Id", Fields.text(payment, "Id"));
            changes.set("Line", payment.path("Line").deepCopy());
            line(changes, amount, "Invoice", invoice);
            company.alter(EntityKind.PAYMENT, changes);
        }
    }

    private static void line(ObjectNode payment, BigDecimal amount, String type, ObjectNode form) {
        payment.withArrayProperty("Line").addObject().put("Amount", amount).putArray("LinkedTxn").addObject()
                .put("TxnId", Fields.text(form, "Id")).put("TxnType", type);
    }
}
