package io.fieldline.destination.quickbooks;

import java.util.Arrays;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.Form;

/** The kinds of transactions that stand for the ledger's forms. */
enum DocumentType {
    INVOICE("Invoice", "DocNumber", "operation=void"), CREDIT_MEMO("CreditMemo", "DocNumber", Endings.DELETE),
    /** The application of a credit is a payment of nothing. */
    PAYMENT("Payment", "PaymentRefNum", "operation=update&include=void"), REFUND_RECEIPT("RefundReceipt", "DocNumber",
            Endings.DELETE),
    /** People know it by its day and its account. */
    DEPOSIT("Deposit", "", Endings.DELETE);

    /** What makes a write take a document out, whatever its type. */
    interface Endings {
        String DELETE = "operation=delete";
    }

    private final String word;
    private final String numberField;
    private final String ending;

    DocumentType(String word, String numberField, String ending) {
        this.word = word;
        this.numberField = numberField;
        this.ending = ending;
    }

    static DocumentType of(Form form) {
        return switch (form) {
            case INVOICE -> INVOICE;
            case CREDIT -> CREDIT_MEMO;
            case PAYMENT, APPLICATION -> PAYMENT;
            case REFUND -> REFUND_RECEIPT;
            case DEPOSIT -> DEPOSIT;
        };
    }

    /** As QuickBooks calls it. */
    String word() {
        return word;
    }

    String path() {
        return "/" + word.toLowerCase(Locale.ROOT);
    }

    /** Empty where it has none. */
    String numberField() {
        return numberField;
    }

    String number(JsonNode row) {
        return numberField.isEmpty() ? "" : row.path(numberField).asText("");
    }

    /** What makes a write take the document's amounts away: QuickBooks voids some, and can only delete the others. */
    String ending() {
        return ending;
    }

    boolean isDeleted() {
        return ending.equals(Endings.DELETE);
    }

    boolean sellsItems() {
        return this != PAYMENT && this != DEPOSIT;
    }

    /** As what a transaction stands for the ledger. */
    Form form(JsonNode row) {
        return switch (this) {
            case INVOICE -> Form.INVOICE;
            case CREDIT_MEMO -> Form.CREDIT;
            case REFUND_RECEIPT -> Form.REFUND;
            case DEPOSIT -> Form.DEPOSIT;
            case PAYMENT -> DocumentKeys.in(row).filter(key -> !key.kind().equals("payment")).isPresent()
                    ? Form.APPLICATION
                    : Form.PAYMENT;
        };
    }

    static String words() {
        return String.join(",", Arrays.stream(values()).map(DocumentType::word).toList());
    }
}
