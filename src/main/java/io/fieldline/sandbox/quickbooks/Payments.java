package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.quickbooks.OpenItems.Target;

/** Money from a customer, and what it settles. Without money, a payment settles charges with credits. */
final class Payments implements EntityRules {

    private static final Set<EntityKind> SETTLED = Set.of(EntityKind.INVOICE, EntityKind.CREDIT_MEMO, EntityKind.PURCHASE,
            EntityKind.JOURNAL_ENTRY);

    private final Records records;
    private final Accounts accounts;
    private final TransactionBasics basics;
    private final OpenItems open;
    private final Deposited deposited;

    Payments(Records records, CompanyPreferences preferences, OpenItems open, Deposited deposited) {
        this.records = records;
        this.accounts = new Accounts(records);
        this.basics = new TransactionBasics(records, preferences);
        this.open = open;
        this.deposited = deposited;
    }

    @Override
    public void complete(ObjectNode payment, Optional<ObjectNode> before) {
        for (String needed : List.of("CustomerRef", "TotalAmt")) {
            if (!Fields.has(payment, needed)) {
                throw Refusal.missing(needed);
            }
        }
        BigDecimal total = Fields.wholeCents(payment, "TotalAmt");
        if (total.signum() < 0) {
            throw Refusal.business("Transaction amount must be 0 or greater");
        }
        payment.put("TotalAmt", total);
        basics.complete(payment);
        completeAccounts(payment);
        List<ObjectNode> lines = Fields.lines(payment);
        Set<Target> seen = new HashSet<>();
        lines.forEach(line -> completeLine(payment, line, seen));
        PaymentLines.Spread spread = PaymentLines.Spread.of(open, payment, lines);
        if (spread.unapplied(payment).signum() < 0) {
            throw Refusal.business("The amount applied, " + spread.charges() + ", is more than the payment of " + total
                    + " and the credits of " + spread.credits());
        }
        if (spread.credits().compareTo(spread.charges()) > 0) {
            throw Refusal.business("The credits of " + spread.credits() + " are more than what they are used for, "
                    + spread.charges());
        }
        Fields.setLines(payment, lines);
        payment.put("UnappliedAmt", spread.unapplied(payment));
        if (!payment.has("ProcessPayment")) {
            payment.put("ProcessPayment", false);
        }
        before.ifPresent(old -> deposited.checkUnchanged(payment, old));
    }

    private void completeAccounts(ObjectNode payment) {
        if (!Fields.has(payment, "DepositToAccountRef")) {
            Fields.reference(payment, "DepositToAccountRef", accounts.undepositedFunds(), "Name");
        }
        accounts.checkHoldsMoney(payment, "DepositToAccountRef");
        if (!Fields.has(payment, "ARAccountRef")) {
            Fields.reference(payment, "ARAccountRef", accounts.receivable(), "Name");
        }
        if (!accounts.isReceivable(Fields.text(payment, "ARAccountRef.value"))) {
            throw Refusal.business("ARAccountRef must be an account of type " + Accounts.RECEIVABLE);
        }
    }

    private void completeLine(ObjectNode payment, ObjectNode line, Set<Target> seen) {
        if (line.path("LinkedTxn").size() != 1) {
            throw Refusal.missing("Line.LinkedTxn");
        }
        BigDecimal amount = Fields.wholeCents(line, "Amount");
        if (amount.signum() <= 0) {
            throw Refusal.business("The amount of a payment's line must be more than 0");
        }
        line.put("Amount", amount);
        Target target = Target.of(line);
        ObjectNode record = records.find(target.kind(), target.id()).filter(found -> SETTLED.contains(target.kind()))
                .orElseThrow(() -> Refusal.invalidReference("Line.LinkedTxn", target.kind().apiName(), target.id()));
        if (!seen.add(target)) {
            throw Refusal.business("Two lines of a payment are linked to one transaction, " + target.id());
        }
        BigDecimal left = owed(payment, record, target).abs().subtract(open.applied(record, Fields.text(payment, "Id")));
        if (amount.compareTo(left) > 0) {
            throw Refusal.business("The amount " + amount + " is more than the open balance " + left + " of the "
                    + target.kind().apiName() + " " + target.id());
        }
    }

    private BigDecimal owed(ObjectNode payment, ObjectNode record, Target target) {
        String customer = Fields.text(payment, "CustomerRef.value");
        String receivables = Fields.text(payment, "ARAccountRef.value");
        String whose = target.kind().salesForm() ? Fields.text(record, "CustomerRef.value") : customer;
        if (!whose.equals(customer) && !parent(whose).equals(customer)) {
            throw Refusal.business("The " + target.kind().apiName() + " " + target.id() + " is another customer's");
        }
        return open.owed(target, receivables, whose);
    }

    private String parent(String customer) {
        return records.find(EntityKind.CUSTOMER, customer).map(found -> Fields.text(found, "ParentRef.value")).orElse("");
    }

    @Override
    public List<Posting> postings(ObjectNode payment) {
        String customer = Fields.text(payment, "CustomerRef.value");
        BigDecimal total = Fields.money(payment, "TotalAmt");
        return List.of(new Posting(Fields.text(payment, "DepositToAccountRef.value"), total, customer, "", ""),
                new Posting(Fields.text(payment, "ARAccountRef.value"), total.negate(), customer, "", ""));
    }

    @Override
    public void kept(ObjectNode payment, Optional<ObjectNode> before) {
        Set<Target> now = targets(payment);
        Set<Target> all = new LinkedHashSet<>(before.map(Payments::targets).orElse(Set.of()));
        all.addAll(now);
        all.forEach(target -> open.link(target, Fields.text(payment, "Id"), now.contains(target)));
    }

    @Override
    public void removing(ObjectNode payment) {
        deposited.checkNot(payment);
    }

    @Override
    public void removed(ObjectNode payment) {
        targets(payment).forEach(target -> open.link(target, Fields.text(payment, "Id"), false));
    }

    @Override
    public void empty(ObjectNode payment) {
        deposited.checkNot(payment);
        BigDecimal nothing = Fields.cents(BigDecimal.ZERO);
        payment.put("TotalAmt", nothing).put("UnappliedAmt", nothing);
        payment.putArray("Line");
    }

    private static Set<Target> targets(ObjectNode payment) {
        Set<Target> targets = new LinkedHashSet<>();
        Fields.lines(payment).forEach(line -> targets.add(Target.of(line)));
        return targets;
    }
}
