package io.fieldline.sandbox.quickbooks;

import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The chart of accounts, asked by what an account is for. */
final class Accounts {

    static final String RECEIVABLE = "Accounts Receivable";
    private static final Set<String> MONEY = Set.of("Bank", "Other Current Asset");

    private final Records records;

    Accounts(Records records) {
        this.records = records;
    }

    ObjectNode receivable() {
        return only(account -> type(account).equals(RECEIVABLE), RECEIVABLE);
    }

    ObjectNode undepositedFunds() {
        return ofSubType("UndepositedFunds");
    }

    ObjectNode taxPayable() {
        return ofSubType("SalesTaxPayable");
    }

    ObjectNode discounts() {
        return ofSubType("DiscountsRefundsGiven");
    }

    boolean isReceivable(String id) {
        return type(records.existing(EntityKind.ACCOUNT, id)).equals(RECEIVABLE);
    }

    String type(String id) {
        return type(records.existing(EntityKind.ACCOUNT, id));
    }

    /** @throws Refusal where money cannot lie in the account */
    void checkHoldsMoney(ObjectNode transaction, String property) {
        if (!MONEY.contains(type(Fields.text(transaction, property + ".value")))) {
            throw Refusal.business("Select a bank account or another current asset account for " + property);
        }
    }

    private ObjectNode ofSubType(String subType) {
        return only(account -> Fields.text(account, "AccountSubType").equals(subType), subType);
    }

    private ObjectNode only(Predicate<ObjectNode> wanted, String name) {
        return records.all(EntityKind.ACCOUNT).stream().filter(account -> account.path("Active").asBoolean()).filter(wanted)
                .findFirst().orElseThrow(() -> Refusal.business("The company has no active account of type " + name));
    }

    private static String type(ObjectNode account) {
        return Fields.text(account, "AccountType");
    }
}
