package io.fieldline.servicetitan.accounting;

import java.util.Map;
import java.util.Set;

import io.fieldline.ledger.coding.Coding;

/**
 * What was read for a page.
 *
 * @param invoices those that are settled and that the ledger did not post
 * @param jobs completed ones
 */
record PageSurroundings(Coding coding, Map<Long, Row> invoices, Set<Long> jobs, Map<Long, Set<String>> skus,
        Map<Long, Set<String>> zones) implements Surroundings {

    /** One that others exported, or that was imported, is in the books without the ledger as well. */
    @Override
    public boolean older(long invoice) {
        Row row = invoices.get(invoice);
        return row != null && (row.day("invoiceDate").filter(day -> day.isBefore(coding.cutOver())).isPresent()
                || InvoiceReading.exported(row) || InvoiceReading.imported(row));
    }

    @Override
    public String number(long invoice) {
        return invoices.containsKey(invoice) ? InvoiceReading.number(invoices.get(invoice)) : "";
    }

    @Override
    public boolean completed(long job) {
        return jobs.contains(job);
    }

    @Override
    public Set<String> categories(long sku) {
        return skus.getOrDefault(sku, Set.of());
    }

    @Override
    public Set<String> taxZone(long zone) {
        return zones.getOrDefault(zone, Set.of());
    }
}
