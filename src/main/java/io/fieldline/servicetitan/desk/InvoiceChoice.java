package io.fieldline.servicetitan.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Which invoice is meant. */
final class InvoiceChoice {

    private InvoiceChoice() {}

    /** By number, which people see, or by id. */
    static ObjectNode invoice(TenantDesk at, String text) {
        return Numbered.one(at, "invoice", InvoiceRows.RESOURCE, "referenceNumber", text,
                rows -> InvoiceRows.shown(at, rows, false));
    }

    static String number(ObjectNode invoice) {
        String number = Trees.text(invoice, "referenceNumber");
        return number.isEmpty() ? invoice.path("id").asText() : number;
    }
}
