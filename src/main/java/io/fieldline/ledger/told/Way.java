package io.fieldline.ledger.told;

import java.util.List;

import io.fieldline.ledger.DocumentKind;

/** How ServiceTitan is told of a document in the books. Each way is told by itself, so that another one begins anew. */
public enum Way {
    /** The document is marked as exported; an invoice and a credit memo with the books' id and number. */
    MARKED,
    /** The invoice's export id is the books' id and number. */
    EXPORT_ID,
    /** The job of the invoice bears the books' id and number in its external data. */
    EXTERNAL_DATA,
    /** The job of the invoice has a note with the books' id and number. */
    NOTE;

    /** The documents that are told in this way. */
    public List<DocumentKind> kinds() {
        return this == MARKED
                ? List.of(DocumentKind.INVOICE, DocumentKind.PAYMENT, DocumentKind.CREDIT_MEMO)
                : List.of(DocumentKind.INVOICE);
    }

    /** Whether it is told on the job of an invoice, and not on the document itself. */
    boolean onJob() {
        return this == EXTERNAL_DATA || this == NOTE;
    }
}
