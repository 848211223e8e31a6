package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Records as they are shown: with the balances that the books give customers and accounts. */
final class Views {

    private final Records records;
    private final Journal journal;

    Views(Company company) {
        this.records = company.records();
        this.journal = company.journal();
    }

    ObjectNode shown(EntityKind kind, ObjectNode record) {
        ObjectNode shown = record.deepCopy();
        if (kind == EntityKind.CUSTOMER) {
            BigDecimal balance = receivable(Fields.text(record, "Id"));
            shown.put("Balance", balance);
        } else if (kind == EntityKind.ACCOUNT) {
            BigDecimal debits = journal.balance(Fields.text(record, "Id"));
            boolean credited = List.of("Liability", "Equity", "Revenue").contains(Fields.text(record, "Classification"));
            shown.put("CurrentBalance", credited ? debits.negate() : debits);
        }
        return shown;
    }

    List<ObjectNode> all(EntityKind kind) {
        boolean worked = kind == EntityKind.CUSTOMER || kind == EntityKind.ACCOUNT;
        return worked ? records.all(kind).stream().map(record -> shown(kind, record)).toList() : records.all(kind);
    }

    /** What a customer owes; negative where it has credit. */
    BigDecimal receivable(String customer) {
        return records.all(EntityKind.ACCOUNT).stream()
                .filter(account -> Fields.text(account, "AccountType").equals(Accounts.RECEIVABLE))
                .map(account -> journal.balance(Journal.receivableKey(Fields.text(account, "Id"), customer)))
                .reduce(Fields.cents(BigDecimal.ZERO), BigDecimal::add);
    }
}
