package io.fieldline.servicetitan.desk;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Which invoice is meant. */
final class InvoiceChoice {

    private InvoiceChoice() {}

    /** By number, which people see, before id. */
    static ObjectNode invoice(TenantDesk at, String text) {
        List<ObjectNode> numbered = at.page(InvoiceRows.RESOURCE, Query.all().with("number", text), 1, 10).rows().stream()
                .filter(row -> row.path("referenceNumber").asText().equals(text)).toList();
        if (numbered.size() > 1) {
            ObjectNode details = Trees.object();
            ArrayNode candidates = details.putArray("candidates");
            InvoiceRows.shown(at, numbered, false).forEach(candidates::add);
            throw new RefusedCallException("ambiguous", numbered.size() + " invoices have the number " + text
                    + ". Ask again with the id of the one that is meant.", details);
        }
        if (numbered.size() == 1) {
            return at.record(InvoiceRows.RESOURCE, numbered.get(0).path("id").longValue());
        }
        if (!text.matches("\\d{1,18}")) {
            throw RefusedCallException.of("not_found", "There is no invoice '" + text + "'.");
        }
        return at.record(InvoiceRows.RESOURCE, Long.parseLong(text));
    }

    static String number(ObjectNode invoice) {
        String number = Trees.text(invoice, "referenceNumber");
        return number.isEmpty() ? invoice.path("id").asText() : number;
    }
}
