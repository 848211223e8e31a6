package io.fieldline.sandbox.quickbooks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of records that the company keeps. */
enum EntityKind {

    // Names, which can be made inactive and are never deleted
    CUSTOMER, VENDOR, ITEM, ACCOUNT, CLASS, DEPARTMENT, TERM, PAYMENT_METHOD,
    // What is given with the company
    TAX_CODE, TAX_RATE, TAX_AGENCY, COMPANY_INFO, PREFERENCES,
    // Transactions
    INVOICE, CREDIT_MEMO, SALES_RECEIPT, REFUND_RECEIPT, PAYMENT, DEPOSIT, PURCHASE, JOURNAL_ENTRY;

    private static final Set<EntityKind> SET_UP = EnumSet.range(TAX_CODE, PREFERENCES);
    private static final Set<EntityKind> TRANSACTIONS = EnumSet.range(INVOICE, JOURNAL_ENTRY);

    private final String apiName = Arrays.stream(name().split("_"))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT)).collect(Collectors.joining());

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
        return TRANSACTIONS.stream();
    }

    String apiName() {
        return apiName;
    }

    /** As it stands in a path. */
    String pathName() {
        return apiName.toLowerCase(Locale.ROOT);
    }

    boolean transaction() {
        return TRANSACTIONS.contains(this);
    }

    /** Whether it is given with the company. */
    boolean setUp() {
        return SET_UP.contains(this);
    }

    boolean salesForm() {
        return this == INVOICE || this == CREDIT_MEMO || this == SALES_RECEIPT || this == REFUND_RECEIPT;
    }

    /** Where its own name stands, by which it is known. */
    String nameProperty() {
        return switch (this) {
            case CUSTOMER, VENDOR, TAX_AGENCY -> "DisplayName";
            case COMPANY_INFO -> "CompanyName";
            case ITEM, CLASS, DEPARTMENT, ACCOUNT, TERM, PAYMENT_METHOD, TAX_CODE, TAX_RATE -> "Name";
            default -> "DocNumber";
        };
    }
}
