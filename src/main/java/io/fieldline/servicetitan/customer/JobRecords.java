package io.fieldline.servicetitan.customer;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.customer.NamedTypes.Type;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.sync.pair.JobSource;
import io.fieldline.sync.pair.SideField;
import io.fieldline.tenant.ServiceTitanAccount;

/**
 * Jobs as a customer's history tells them. A job's row names others by id only; here it also has
 *
 * <pre>
 * jobTypeName, businessUnitName   text, or null where the id names nothing
 * technicianNames                 who was assigned to its first and its last appointment
 * invoiceTotal                    BigDecimal, or null for a job without an invoice
 * </pre>
 */
public final class JobRecords implements JobSource {

    private final Catalog catalog;
    private final Lists lists;
    private final Operation jobs;
    private final Operation assignments;
    private final Operation invoices;
    private final NamedTypes jobTypes;
    private final NamedTypes businessUnits;

    /** @param clock for how old the names are */
    public JobRecords(ServiceTitanAccount account, ServiceTitanClient client, Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        lists = new Lists(client, account);
        jobs = catalog.collection("jpm", "jobs").operation("list");
        assignments = catalog.collection("dispatch", "appointment-assignments").operation("list");
        invoices = catalog.collection("accounting", "invoices").operation("list");
        Operation types = catalog.collection("jpm", "job-types").operation("list");
        Operation units = catalog.collection("settings", "business-units").operation("list");
        jobTypes = new NamedTypes(() -> lists.all(types, Lists.inactive(types)), clock);
        businessUnits = new NamedTypes(() -> lists.all(units, Lists.inactive(units)), clock);
    }

    /** With two requests for every twenty-five of them at most. */
    @Override
    public List<Map<String, Object>> records(List<Map<String, Object>> rows) {
        Map<Object, Set<String>> technicians = technicians(rows);
        Map<Object, BigDecimal> totals = totals(rows);
        return rows.stream().map(job -> {
            Map<String, Object> record = new LinkedHashMap<>(job);
            record.put("jobTypeName", name(jobTypes, job.get("jobTypeId")));
            record.put("businessUnitName", name(businessUnits, job.get("businessUnitId")));
            record.put("technicianNames", List.copyOf(technicians.getOrDefault(job.get("id"), Set.of())));
            record.put("invoiceTotal", totals.get(job.get("invoiceId")));
            return record;
        }).toList();
    }

    @Override
    public List<Map<String, Object>> read(Collection<String> ids) {
        return lists.inBatches(jobs, "ids", ids, Lists.inactive(jobs));
    }

    @Override
    public Map<String, SideField> describe() {
        return DescribedRecords.job(catalog);
    }

    private static String name(NamedTypes types, Object id) {
        return id instanceof Long number ? types.byId(number).map(Type::name).orElse(null) : null;
    }

    private Map<Object, Set<String>> technicians(List<Map<String, Object>> rows) {
        List<Object> appointments = rows.stream()
                .flatMap(job -> Stream.of(job.get("firstAppointmentId"), job.get("lastAppointmentId")))
                .filter(Objects::nonNull).distinct().toList();
        Map<Object, Set<String>> names = new LinkedHashMap<>();
        lists.inBatches(assignments, "appointmentIds", appointments, List.of()).stream()
                .filter(row -> Boolean.TRUE.equals(row.get("active")))
                .forEach(row -> names.computeIfAbsent(row.get("jobId"), job -> new LinkedHashSet<>())
                        .add(String.valueOf(row.get("technicianName"))));
        return names;
    }

    private Map<Object, BigDecimal> totals(List<Map<String, Object>> rows) {
        List<Object> ids = rows.stream().map(job -> job.get("invoiceId")).filter(Objects::nonNull).toList();
        Map<Object, BigDecimal> totals = new LinkedHashMap<>();
        // Accounting answers money as text.
        lists.inBatches(invoices, "ids", ids, Lists.inactive(invoices))
                .forEach(row -> totals.put(row.get("id"), new BigDecimal(String.valueOf(row.get("total")))));
        return totals;
    }
}
