package io.fieldline.sandbox.quickbooks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of records that the company keeps. */
enum EntityKind {

    CUSTOMER("Customer", Group.NAME), VENDOR("Vendor", Group.NAME), ITEM("Item", Group.NAME), ACCOUNT("Account", Group.NAME),
    CLASS("Class", Group.NAME), DEPARTMENT("Department", Group.NAME), TERM("Term", Group.NAME),
    PAYMENT_METHOD("PaymentMethod", Group.NAME),
    TAX_CODE("TaxCode", Group.SET_UP), TAX_RATE("TaxRate", Group.SET_UP), TAX_AGENCY("TaxAgency", Group.SET_UP),
    COMPANY_INFO("CompanyInfo", Group.SET_UP), PREFERENCES("Preferences", Group.SET_UP),
    INVOICE("Invoice", Group.TRANSACTION), CREDIT_MEMO("CreditMemo", Group.TRANSACTION),
    SALES_RECEIPT("SalesReceipt", Group.TRANSACTION), REFUND_RECEIPT("RefundReceipt", Group.TRANSACTION),
    PAYMENT("Payment", Group.TRANSACTION), DEPOSIT("Deposit", Group.TRANSACTION), PURCHASE("Purchase", Group.TRANSACTION),
    JOURNAL_ENTRY("JournalEntry", Group.TRANSACTION);

    private enum Group {
        /** can be made inactive, never deleted */
        NAME,
        /** given with the company */
        SET_UP, TRANSACTION
    }

    private final String apiName;
    private final Group group;

    EntityKind(String apiName, Group group) {
        this.apiName = apiName;
        this.group = group;
    }

    /** @param name as in a query, in any case */
    static Optional<EntityKind> named(String name) {
        return Arrays.stream(values()).filter(kind -> kind.apiName.equalsIgnoreCase(name)).findFirst();
    }

    /** What a line's <code>LinkedTxn.TxnType</code> names; checks and expenses are both purchases. */
    static Optional<EntityKind> ofTransaction(String type) {
        return List.of("Expense", "Check", "CreditCardCredit").contains(type)
                ? Optional.of(PURCHASE)
                : named(type).filter(EntityKind::transaction);
    }

    static Stream<EntityKind> transactions() {
        return Arrays.stream(values()).filter(EntityKind::transaction);
    }

    String apiName() {
        return apiName;
    }

    /** As it stands in a path. */
    String pathName() {
        return apiName.toLowerCase(Locale.ROOT);
    }

    boolean transaction() {
        return group == Group.TRANSACTION;
    }

    boolean setUp() {
        return group == Group.SET_UP;
    }

    boolean salesForm() {
        return this == INVOICE || this == CREDIT_MEMO || this == SALES_RECEIPT || this == REFUND_RECEIPT;
    }

    /** Where its own name stands, by which it is known. */
    String nameProperty() {
        return switch (this) {
            case CUSTOMER, VENDOR -> "DisplayName";
            case COMPANY_INFO -> "CompanyName";
            case ITEM, CLASS, DEPARTMENT, ACCOUNT, TERM, PAYMENT_METHOD, TAX_CODE, TAX_RATE -> "Name";
            default -> "DocNumber";
        };
    }
}
