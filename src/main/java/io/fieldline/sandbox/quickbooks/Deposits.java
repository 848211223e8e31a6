package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.quickbooks.OpenItems.Target;

/** What is taken to the bank: money that waited in Undeposited Funds, and money from elsewhere. */
final class Deposits implements EntityRules {

    private static final String DETAIL = "DepositLineDetail";
    private static final Set<EntityKind> WAITING = Set.of(EntityKind.PAYMENT, EntityKind.SALES_RECEIPT,
            EntityKind.REFUND_RECEIPT);

    private final Records records;
    private final Accounts accounts;
    private final TransactionBasics basics;
    private final Deposited deposited;

    Deposits(Records records, CompanyPreferences preferences, Deposited deposited) {
        this.records = records;
        this.accounts = new Accounts(records);
        this.basics = new TransactionBasics(records, preferences);
        this.deposited = deposited;
    }

    @Override
    public void complete(ObjectNode deposit, Optional<ObjectNode> before) {
        if (!Fields.has(deposit, "DepositToAccountRef")) {
            throw Refusal.missing("DepositToAccountRef");
        }
        accounts.checkHoldsMoney(deposit, "DepositToAccountRef");
        basics.complete(deposit);
        List<ObjectNode> lines = Fields.lines(deposit);
        if (lines.isEmpty()) {
            throw Refusal.missing("Line");
        }
        Set<Target> already = before.map(Deposits::targets).orElse(Set.of());
        Set<Target> seen = new LinkedHashSet<>();
        lines.forEach(line -> completeLine(line, already, seen));
        basics.number(lines, before);
        Fields.setLines(deposit, lines);
        BigDecimal total = FormLines.sum(lines);
        if (total.signum() < 0) {
            throw Refusal.business("A deposit must be 0 or greater");
        }
        deposit.put("TotalAmt", total);
    }

    private void completeLine(ObjectNode line, Set<Target> already, Set<Target> seen) {
        line.put("Amount", Fields.wholeCents(line, "Amount"));
        if (line.path("LinkedTxn").isEmpty()) {
            completeMoneyFromElsewhere(line);
            return;
        }
        if (line.path("LinkedTxn").size() > 1) {
            throw Refusal.business("A line of a deposit is linked to one transaction, not to "
                    + line.path("LinkedTxn").size());
        }
        Target target = Target.of(line);
        ObjectNode taken = records.find(target.kind(), target.id()).filter(found -> WAITING.contains(target.kind()))
                .orElseThrow(() -> Refusal.invalidReference("Line.LinkedTxn", target.kind().apiName(), target.id()));
        if (!seen.add(target) || Deposited.is(taken) && !already.contains(target)) {
            throw Refusal.business("The transaction " + target.id() + " was deposited before");
        }
        String undeposited = Fields.text(accounts.undepositedFunds(), "Id");
        if (!Fields.text(taken, "DepositToAccountRef.value").equals(undeposited)) {
            throw Refusal.business("The transaction " + target.id() + " is not in Undeposited Funds");
        }
        BigDecimal amount = Fields.money(taken, "TotalAmt");
        if (amount.signum() == 0) {
            throw Refusal.business("The transaction " + target.id() + " comes to nothing, so there is nothing to deposit");
        }
        BigDecimal whole = target.kind() == EntityKind.REFUND_RECEIPT ? amount.negate() : amount;
        if (whole.compareTo(Fields.money(line, "Amount")) != 0) {
            throw Refusal.business("The transaction " + target.id() + " comes to " + whole + ", not to "
                    + Fields.money(line, "Amount"));
        }
        line.put("DetailType", DETAIL).putObject(DETAIL).putObject("AccountRef").put("value", undeposited);
    }

    private void completeMoneyFromElsewhere(ObjectNode line) {
        if (!Fields.text(line, "DetailType").equals(DETAIL)) {
            throw Refusal.missing("Line.DetailType");
        }
        if (!Fields.has(line, DETAIL + ".AccountRef")) {
            throw Refusal.missing("Line." + DETAIL + ".AccountRef");
        }
        if (accounts.isReceivable(Fields.text(line, DETAIL + ".AccountRef.value"))
                && !Fields.text(line, DETAIL + ".Entity.Type").equalsIgnoreCase("Customer")) {
            throw Refusal.business("A line on Accounts Receivable must name a customer");
        }
    }

    @Override
    public List<Posting> postings(ObjectNode deposit) {
        String department = Fields.text(deposit, "DepartmentRef.value");
        List<Posting> postings = new ArrayList<>();
        postings.add(new Posting(Fields.text(deposit, "DepositToAccountRef.value"), Fields.money(deposit, "TotalAmt"), "", "",
                department));
        Fields.lines(deposit).forEach(line -> postings.add(new Posting(Fields.text(line, DETAIL + ".AccountRef.value"),
                Fields.money(line, "Amount").negate(),
                Fields.text(line, DETAIL + ".Entity.Type").equalsIgnoreCase("Customer")
                        ? Fields.text(line, DETAIL + ".Entity.EntityRef.value")
                        : "",
                Fields.text(line, DETAIL + ".ClassRef.value"), department)));
        return postings;
    }

    @Override
    public void kept(ObjectNode deposit, Optional<ObjectNode> before) {
        Set<Target> now = targets(deposit);
        Set<Target> all = new LinkedHashSet<>(before.map(Deposits::targets).orElse(Set.of()));
        all.addAll(now);
        all.forEach(target -> deposited.link(target, Fields.text(deposit, "Id"), now.contains(target)));
    }

    @Override
    public void removed(ObjectNode deposit) {
        targets(deposit).forEach(target -> deposited.link(target, "", false));
    }

    private static Set<Target> targets(ObjectNode deposit) {
        Set<Target> targets = new LinkedHashSet<>();
        Fields.lines(deposit).stream().filter(line -> line.path("LinkedTxn").size() > 0)
                .forEach(line -> targets.add(Target.of(line)));
        return targets;
    }
}
