package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Money that was spent by cash, check or card; a check to a customer on receivables pays a credit back. */
final class Purchases implements EntityRules {

    private static final String DETAIL = "AccountBasedExpenseLineDetail";
    private static final Set<String> PAYMENT_TYPES = Set.of("Cash", "Check", "CreditCard");

    private final Accounts accounts;
    private final TransactionBasics basics;
    private final OpenItems open;

    Purchases(Records records, CompanyPreferences preferences, OpenItems open) {
        this.accounts = new Accounts(records);
        this.basics = new TransactionBasics(records, preferences);
        this.open = open;
    }

    @Override
    public void complete(ObjectNode purchase, Optional<ObjectNode> before) {
        if (!Fields.has(purchase, "AccountRef")) {
            throw Refusal.missing("AccountRef");
        }
        String paidBy = Fields.text(purchase, "PaymentType");
        if (!PAYMENT_TYPES.contains(paidBy)) {
            throw Refusal.missing("PaymentType");
        }
        String wanted = paidBy.equals("CreditCard") ? "Credit Card" : "Bank";
        if (!accounts.type(Fields.text(purchase, "AccountRef.value")).equals(wanted)) {
            throw Refusal.business("A purchase by " + paidBy + " is paid from an account of type " + wanted);
        }
        if (purchase.path("Credit").asBoolean() && !paidBy.equals("CreditCard")) {
            throw Refusal.business("Only a credit card can be credited");
        }
        basics.complete(purchase);
        List<ObjectNode> lines = Fields.lines(purchase);
        if (lines.isEmpty()) {
            throw Refusal.missing("Line");
        }
        lines.forEach(line -> completeLine(purchase, line));
        basics.number(lines, before);
        Fields.setLines(purchase, lines);
        BigDecimal total = FormLines.sum(lines);
        if (total.signum() < 0) {
            throw Refusal.business("Transaction amount must be 0 or greater");
        }
        purchase.put("TotalAmt", total);
    }

    private void completeLine(ObjectNode purchase, ObjectNode line) {
        if (!Fields.text(line, "DetailType").equals(DETAIL)) {
            throw Refusal.business("A purchase takes lines of type " + DETAIL);
        }
        if (!Fields.has(line, DETAIL + ".AccountRef")) {
            throw Refusal.missing("Line." + DETAIL + ".AccountRef");
        }
        if (!Fields.has(line, "Amount")) {
            throw Refusal.missing("Line.Amount");
        }
        line.put("Amount", Fields.wholeCents(line, "Amount"));
        if (accounts.isReceivable(Fields.text(line, DETAIL + ".AccountRef.value")) && customer(purchase, line).isEmpty()) {
            throw Refusal.business("A line on Accounts Receivable must name a customer");
        }
    }

    private static String customer(ObjectNode purchase, ObjectNode line) {
        if (Fields.has(line, DETAIL + ".CustomerRef")) {
            return Fields.text(line, DETAIL + ".CustomerRef.value");
        }
        return Fields.text(purchase, "EntityRef.type").equalsIgnoreCase("Customer")
                ? Fields.text(purchase, "EntityRef.value")
                : "";
    }

    @Override
    public List<Posting> postings(ObjectNode purchase) {
        BigDecimal sign = purchase.path("Credit").asBoolean() ? BigDecimal.ONE.negate() : BigDecimal.ONE;
        String department = Fields.text(purchase, "DepartmentRef.value");
        List<Posting> postings = new ArrayList<>();
        postings.add(new Posting(Fields.text(purchase, "AccountRef.value"),
                Fields.money(purchase, "TotalAmt").multiply(sign).negate(), "", "", department));
        Fields.lines(purchase).forEach(line -> postings.add(new Posting(Fields.text(line, DETAIL + ".AccountRef.value"),
                Fields.money(line, "Amount").multiply(sign), customer(purchase, line),
                Fields.text(line, DETAIL + ".ClassRef.value"), department)));
        return postings;
    }

    @Override
    public void kept(ObjectNode purchase, Optional<ObjectNode> before) {
        // What was settled by it may be on another customer or account now: it has to be settled anew.
        if (before.filter(old -> !postings(old).equals(postings(purchase))).isPresent()) {
            open.trim(OpenItems.Target.of(EntityKind.PURCHASE, purchase), BigDecimal.ZERO);
        }
    }

    @Override
    public void removing(ObjectNode purchase) {
        open.trim(OpenItems.Target.of(EntityKind.PURCHASE, purchase), BigDecimal.ZERO);
    }
}
