package io.fieldline.servicetitan.desk;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Invoices as lists show them. */
final class InvoiceRows {

    static final String RESOURCE = "accounting/invoices";

    private InvoiceRows() {}

    static Shape shape(boolean withCustomer) {
        Shape shape = Shape.object().ids("id").plain("number", "date", "due").numbers("total", "balance");
        return withCustomer
                ? shape.ids("customerId").personal("customer", "name").plain("job", "status").with("daysOverdue", "integer", "")
                : shape;
    }

    static List<ObjectNode> shown(TenantDesk at, List<ObjectNode> invoices, boolean withCustomer) {
        return invoices.stream().map(invoice -> {
            Shown shown = new Shown(invoice, at.zone()).id().field("number", "referenceNumber").day("date", "invoiceDate")
                    .day("due", "dueDate").money("total", "total").money("balance", "balance");
            if (withCustomer) {
                shown.put("customerId", invoice.path("customer").path("id")).field("customer", "customer.name")
                        .field("job", "job.number").field("status", "syncStatus");
            }
            return shown.row();
        }).toList();
    }
}
