package io.fieldline.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a deposit took to the bank stays as it is until the deposit lets go of it. */
final class Deposited {

    private final Records records;

    Deposited(Records records) {
        this.records = records;
    }

    static boolean is(ObjectNode transaction) {
        for (JsonNode link : transaction.path("LinkedTxn")) {
            if (Fields.text(link, "TxnType").equals("Deposit")) {
                return true;
            }
        }
        return false;
    }

    void checkNot(ObjectNode transaction) {
        if (is(transaction)) {
            throw Refusal.deposited();
        }
    }

    void checkUnchanged(ObjectNode transaction, ObjectNode before) {
        boolean same = Fields.money(transaction, "TotalAmt").equals(Fields.money(before, "TotalAmt")) && Fields
                .text(transaction, "DepositToAccountRef.value").equals(Fields.text(before, "DepositToAccountRef.value"));
        if (is(before) && !same) {
            throw Refusal.deposited();
        }
    }

    void link(OpenItems.Target target, String deposit, boolean linked) {
        ObjectNode record = records.existing(target.kind(), target.id()).deepCopy();
        ArrayNode links = Fields.NODES.arrayNode();
        record.path("LinkedTxn").forEach(link -> {
            if (!Fields.text(link, "TxnType").equals("Deposit")) {
                links.add(link);
            }
        });
        if (linked) {
            links.addObject().put("TxnId", deposit).put("TxnType", "Deposit");
        }
        record.set("LinkedTxn", links);
        records.replace(target.kind(), record);
    }
}
