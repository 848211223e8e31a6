package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Invoices, credit memos, sales receipts and refund receipts: lines, tax, totals, and what they post. */
final class SalesForms implements EntityRules {

    private final EntityKind kind;
    private final Records records;
    private final Accounts accounts;
    private final TransactionBasics basics;
    private final DocNumbers numbers;
    private final FormLines formLines;
    private final TaxRules tax;
    private final OpenItems open;
    private final Deposited deposited;

    SalesForms(EntityKind kind, Records records, CompanyPreferences preferences, DocNumbers numbers, OpenItems open,
            Deposited deposited) {
        this.kind = kind;
        this.records = records;
        this.accounts = new Accounts(records);
        this.basics = new TransactionBasics(records, preferences);
        this.numbers = numbers;
        this.formLines = new FormLines(records, accounts);
        this.tax = new TaxRules(records, preferences);
        this.open = open;
        this.deposited = deposited;
    }

    @Override
    public void complete(ObjectNode form, Optional<ObjectNode> before) {
        if (onAccount() && !Fields.has(form, "CustomerRef")) {
            throw Refusal.missing("CustomerRef");
        }
        before.ifPresent(old -> checkCustomer(form, old));
        basics.complete(form);
        numbers.assign(kind, form, before);
        if (!onAccount()) {
            completeAccount(form);
        }
        if (kind == EntityKind.INVOICE) {
            completeDueDate(form);
        }
        List<ObjectNode> lines = formLines.complete(form);
        basics.number(lines, before);
        total(form, lines, tax.apply(form, lines));
        before.ifPresent(old -> deposited.checkUnchanged(form, old));
    }

    /** Forms that wait for money, or for a credit's use, are in receivables; the others moved money at once. */
    private boolean onAccount() {
        return kind == EntityKind.INVOICE || kind == EntityKind.CREDIT_MEMO;
    }

    private static void checkCustomer(ObjectNode form, ObjectNode before) {
        boolean settled = before.path("LinkedTxn").size() > 0;
        if (settled && !Fields.text(form, "CustomerRef.value").equals(Fields.text(before, "CustomerRef.value"))) {
            throw Refusal.business("The customer of a transaction with payments cannot be changed");
        }
    }

    private void completeAccount(ObjectNode form) {
        if (!Fields.has(form, "DepositToAccountRef")) {
            if (kind == EntityKind.REFUND_RECEIPT) {
                throw Refusal.missing("DepositToAccountRef");
            }
            Fields.reference(form, "DepositToAccountRef", accounts.undepositedFunds(), "Name");
        }
        accounts.checkHoldsMoney(form, "DepositToAccountRef");
    }

    private void completeDueDate(ObjectNode form) {
        LocalDate date = Fields.date(form, "TxnDate");
        if (Fields.has(form, "DueDate")) {
            Fields.date(form, "DueDate");
            return;
        }
        int days = records.find(EntityKind.TERM, Fields.text(form, "SalesTermRef.value"))
                .map(term -> term.path("DueDays").asInt()).orElse(0);
        form.put("DueDate", date.plusDays(days).toString());
    }

    private void total(ObjectNode form, List<ObjectNode> lines, BigDecimal taxes) {
        BigDecimal subtotal = FormLines.sum(FormLines.of(lines, FormLines.ITEM));
        BigDecimal total = subtotal.subtract(FormLines.sum(FormLines.of(lines, FormLines.DISCOUNT))).add(taxes);
        if (total.signum() < 0) {
            throw Refusal.business("Transaction amount must be 0 or greater");
        }
        List<ObjectNode> all = new ArrayList<>(lines);
        all.add(FormLines.subtotal(subtotal));
        Fields.setLines(form, all);
        form.put("TotalAmt", total);
        BigDecimal balance = onAccount() ? total.subtract(open.applied(form, "")) : Fields.cents(BigDecimal.ZERO);
        form.put("Balance", balance);
        if (kind == EntityKind.CREDIT_MEMO) {
            form.put("RemainingCredit", balance);
        }
    }

    @Override
    public List<Posting> postings(ObjectNode form) {
        BigDecimal sign = kind == EntityKind.INVOICE || kind == EntityKind.SALES_RECEIPT
                ? BigDecimal.ONE
                : BigDecimal.ONE.negate();
        String customer = Fields.text(form, "CustomerRef.value");
        String department = Fields.text(form, "DepartmentRef.value");
        String classId = Fields.text(form, "ClassRef.value");
        List<Posting> postings = new ArrayList<>();
        String against = onAccount()
                ? Fields.text(accounts.receivable(), "Id")
                : Fields.text(form, "DepositToAccountRef.value");
        postings.add(new Posting(against, Fields.money(form, "TotalAmt").multiply(sign), customer, "", department));
        for (ObjectNode line : Fields.lines(form)) {
            JsonNode detail = line.path(Fields.text(line, "DetailType"));
            String ofLine = Fields.has(detail, "ClassRef") ? Fields.text(detail, "ClassRef.value") : classId;
            BigDecimal amount = Fields.money(line, "Amount").multiply(sign);
            switch (Fields.text(line, "DetailType")) {
                case FormLines.ITEM -> postings.add(new Posting(Fields.text(detail, "ItemAccountRef.value"), amount.negate(),
                        customer, ofLine, department));
                case FormLines.DISCOUNT -> postings.add(new Posting(Fields.text(detail, "DiscountAccountRef.value"), amount,
                        customer, ofLine, department));
                default -> {
                    // a description and a subtotal are not booked
                }
            }
        }
        BigDecimal taxes = Fields.money(form, "TxnTaxDetail.TotalTax").multiply(sign);
        if (taxes.signum() != 0) {
            postings.add(new Posting(Fields.text(accounts.taxPayable(), "Id"), taxes.negate(), customer, "", department));
        }
        return postings;
    }

    /** What was paid on an invoice, or used of a credit, beyond what it now comes to, is set free. */
    @Override
    public void kept(ObjectNode form, Optional<ObjectNode> before) {
        if (onAccount()) {
            open.trim(OpenItems.Target.of(kind, form), Fields.money(form, "TotalAmt"));
        }
    }

    @Override
    public void removing(ObjectNode form) {
        deposited.checkNot(form);
        if (onAccount()) {
            open.trim(OpenItems.Target.of(kind, form), BigDecimal.ZERO);
        }
    }

    @Override
    public void empty(ObjectNode form) {
        if (kind != EntityKind.INVOICE && kind != EntityKind.SALES_RECEIPT) {
            throw Refusal.unsupported("void");
        }
        deposited.checkNot(form);
        BigDecimal nothing = Fields.cents(BigDecimal.ZERO);
        Fields.lines(form).forEach(line -> {
            line.put("Amount", nothing);
            if (line.get(FormLines.ITEM) instanceof ObjectNode detail) {
                detail.put("Qty", 0);
                detail.put("UnitPrice", 0);
            }
        });
        form.putObject("TxnTaxDetail").put("TotalTax", nothing);
        form.put("TotalAmt", nothing).put("Balance", nothing);
    }
}
