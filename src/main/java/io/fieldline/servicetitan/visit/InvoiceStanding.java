package io.fieldline.servicetitan.visit;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

import io.fieldline.outreach.ContactFacts;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Standing.Stands;

/** How things are with the invoice of a job. */
final class InvoiceStanding {

    private final Office office;
    private final Exclusions exclusions;

    InvoiceStanding(Office office, Exclusions exclusions) {
        this.office = office;
        this.exclusions = exclusions;
    }

    /** @throws Ended when there is no reason for the message any more */
    Stands look(MessageRequest request) {
        Map<String, Object> invoice = office.need("accounting", "invoices", request.key().subject().id(), "invoice");
        BigDecimal balance = money(invoice.get("balance"));
        if (Boolean.FALSE.equals(invoice.get("active"))) {
            throw new Ended("invoice-gone", "the invoice is not in use any more");
        }
        if (balance.signum() <= 0) {
            throw new Ended("invoice-paid", "nothing is open on the invoice any more");
        }
        Map<String, Object> job = office.need("jpm", "jobs", held(invoice, "job"), "job");
        Map<String, Object> customer = office.need("crm", "customers", held(invoice, "customer"), "customer");
        exclusions.check(office, job, customer);
        Map<String, Object> location = office.need("crm", "locations", job.get("locationId"), "location");
        Map<String, Object> values = new LinkedHashMap<>(Names.of(customer, location));
        values.put("jobNumber", job.get("jobNumber"));
        values.put("invoiceNumber", invoice.get("referenceNumber"));
        values.put("invoiceTotal", money(invoice.get("total")));
        values.put("invoiceBalance", balance);
        Moments.day(invoice.get("dueDate")).ifPresent(day -> values.put("invoiceDue", day));
        return new Stands(office.facts(customer, location, ContactFacts.Job.of(job)), values);
    }

    static Object held(Map<String, Object> row, String name) {
        return row.get(name) instanceof Map<?, ?> held ? held.get("id") : null;
    }

    /** Accounting answers money as text. */
    static BigDecimal money(Object value) {
        try {
            return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
        } catch (NumberFormatException notMoney) {
            return BigDecimal.ZERO;
        }
    }
}
