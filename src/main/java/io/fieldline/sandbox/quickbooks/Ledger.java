package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The books, for whoever wants to prove that they are right. Amounts are debits less credits. Safe for use by many threads. */
public final class Ledger {

    /**
     * One side of a transaction.
     *
     * @param transaction its kind, such as <code>Invoice</code>
     * @param customer the id of whom it is about; empty where nobody
     * @param classId empty where there is none
     * @param department empty where there is none
     */
    public record Line(LocalDate date, String transaction, String id, String docNumber, BigDecimal amount, String customer,
            String classId, String department) {}

    private final Company company;

    Ledger(Company company) {
        this.company = company;
    }

    /** The balance of each account that has any, by its name. */
    public Map<String, BigDecimal> trialBalance() {
        return trialBalance(LocalDate.MAX);
    }

    /** The balance of each account that has any, by its name, on the evening of a day. */
    public Map<String, BigDecimal> trialBalance(LocalDate day) {
        synchronized (company) {
            Map<String, BigDecimal> result = new TreeMap<>();
            company.journal().balancesOn(day).forEach((account, balance) -> {
                if (balance.signum() != 0) {
                    result.put(Fields.text(company.records().existing(EntityKind.ACCOUNT, account), "Name"), balance);
                }
            });
            return result;
        }
    }

    /** @param account its name */
    public BigDecimal balance(String account) {
        synchronized (company) {
            return company.journal().balance(Fields.text(account(account), "Id"));
        }
    }

    /** What a customer owes; negative where it has credit. */
    public BigDecimal receivable(String customer) {
        synchronized (company) {
            return new Views(company).receivable(customer);
        }
    }

    /** What was booked on an account. @param account its name */
    public List<Line> lines(String account) {
        synchronized (company) {
            String id = Fields.text(account(account), "Id");
            return company.journal().entriesOf(id).stream().flatMap(entry -> entry.postings().stream()
                    .filter(posting -> posting.account().equals(id)).map(posting -> line(entry, posting))).toList();
        }
    }

    private Line line(Journal.Entry entry, Posting posting) {
        String number = Fields.text(company.records().existing(entry.kind(), entry.id()), "DocNumber");
        return new Line(entry.date(), entry.kind().apiName(), entry.id(), number, posting.amount(), posting.customer(),
                posting.classId(), posting.department());
    }

    private ObjectNode account(String name) {
        return company.records().all(EntityKind.ACCOUNT).stream()
                .filter(account -> Fields.text(account, "Name").equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no account '" + name + "'"));
    }
}
