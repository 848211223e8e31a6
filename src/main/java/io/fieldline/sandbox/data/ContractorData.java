package io.fieldline.sandbox.data;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Every collection of one contractor. */
public final class ContractorData {

    /** Collections without a history, and the first id of each. */
    private static final Map<String, Long> EMPTY = Map.ofEntries(Map.entry("crm/customers/notes", Ids.CUSTOMER_NOTES),
            Map.entry("crm/locations/notes", Ids.LOCATION_NOTES), Map.entry("crm/bookings", Ids.BOOKINGS),
            Map.entry("crm/booking-provider/bookings/contacts", Ids.BOOKING_CONTACTS), Map.entry("crm/leads", Ids.LEADS),
            Map.entry("crm/leads/notes", Ids.LEAD_NOTES), Map.entry("jpm/job-notes", Ids.JOB_NOTES),
            Map.entry(JobHistories.COLLECTION, Ids.JOB_HISTORIES),
            Map.entry("jpm/projects", Ids.PROJECTS), Map.entry("jpm/project-notes", Ids.PROJECT_NOTES),
            Map.entry("dispatch/non-job-appointments", Ids.NON_JOB_APPOINTMENTS),
            Map.entry("equipmentsystems/installed-equipment", Ids.INSTALLED_EQUIPMENT),
            Map.entry("customer-interactions/technician-ratings", Ids.RATINGS),
            Map.entry("sales/estimate-templates", Ids.ESTIMATE_TEMPLATES),
            Map.entry("service-agreements/service-agreements", Ids.SERVICE_AGREEMENTS),
            Map.entry("accounting/bank-deposits", Ids.BANK_DEPOSITS), Map.entry("taskmanagement/tasks", Ids.TASKS));

    private final Plan plan;
    private final InstantSource clock;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private JobHistories jobHistories;

    private ContractorData(Plan plan, InstantSource clock) {
        this.plan = plan;
        this.clock = clock;
    }

    /**
     * @param seed the same seed and start give the same rows
     * @param jobs rounded up to a multiple of twenty
     * @param start when the sandbox's time begins; history lies before it
     */
    public static ContractorData generate(Contractor contractor, long seed, int jobs, Instant start, InstantSource clock) {
        ContractorData data = new ContractorData(Plan.of(contractor, seed, jobs, start), clock);
        data.fill();
        return data;
    }

    public Contractor contractor() {
        return plan.contractor();
    }

    /** The time at the contractor's. */
    public Instant now() {
        return clock.instant();
    }

    /** What happened to each job. */
    public JobHistories jobHistories() {
        return jobHistories;
    }

    Plan plan() {
        return plan;
    }

    /** By module and collection, <code>jpm/jobs</code>; empty where the sandbox has no model of it. */
    public Optional<Table> find(String collection) {
        return Optional.ofNullable(tables.get(collection));
    }

    public Table table(String collection) {
        return find(collection).orElseThrow(() -> new IllegalArgumentException("The sandbox has no rows of " + collection));
    }

    public Collection<Table> tables() {
        return tables.values();
    }

    /** Grows with every change of any row. */
    public long version() {
        return tables.values().stream().mapToLong(Table::version).sum();
    }

    public void writeLag(Duration lag) {
        tables.values().forEach(table -> table.writeLag(lag));
    }

    private void fill() {
        CustomerRows customers = new CustomerRows(plan);
        OfficeRows office = new OfficeRows(plan);
        MarketingRows marketing = new MarketingRows(plan);
        PriceBookRows priceBook = new PriceBookRows(plan);
        JobRows jobs = new JobRows(plan);
        Settlement settlement = new Settlement(plan);
        InvoiceRows invoices = new InvoiceRows(plan, customers, settlement);
        AdjustmentRows adjustments = new AdjustmentRows(plan, settlement, invoices);
        CreditMemoRows credits = new CreditMemoRows(plan, settlement, invoices);
        SalesRows sales = new SalesRows(plan, customers);
        Map<String, RowSource> histories = new LinkedHashMap<>();
        histories.put("settings/business-units", office.businessUnits());
        histories.put("settings/technicians", office.technicians());
        histories.put("settings/employees", office.employees());
        histories.put("settings/tag-types", office.tagTypes());
        histories.put("dispatch/zones", office.zones());
        histories.put("dispatch/technician-shifts", office.shifts());
        histories.put("jpm/job-types", office.jobTypes());
        histories.put("jpm/job-cancel-reasons", office.cancelReasons());
        histories.put("jpm/job-hold-reasons", office.holdReasons());
        histories.put("marketing/campaigns", marketing.campaigns());
        histories.put("marketing/categories", marketing.categories());
        histories.put("marketing/costs", marketing.costs());
        histories.put("pricebook/categories", priceBook.categories());
        histories.put("pricebook/services", priceBook.services());
        histories.put("pricebook/materials", priceBook.materials());
        histories.put("crm/customers", customers.customers());
        histories.put("crm/locations", customers.locations());
        histories.put("crm/customers/custom-fields", customers.customerFields());
        histories.put("crm/locations/custom-fields", customers.locationFields());
        histories.put("crm/customers/contacts", customers.customerContacts());
        histories.put("crm/locations/contacts", customers.locationContacts());
        histories.put("jpm/jobs", jobs.jobs());
        histories.put("jpm/appointments", jobs.appointments());
        histories.put("jpm/job-canceled-logs", jobs.canceledLogs());
        histories.put("dispatch/appointment-assignments", jobs.assignments());
        histories.put("accounting/invoices", new Joined(invoices.invoices(), adjustments.adjustments()));
        histories.put("accounting/invoice-items", new Joined(invoices.items(), adjustments.items()));
        histories.put("accounting/payments", new Joined(invoices.payments(), adjustments.payments()));
        histories.put("accounting/credit-memos", credits.memos());
        histories.put("accounting/credit-memos/credit-memo-items", credits.items());
        histories.put("accounting/payment-types", office.paymentTypes());
        histories.put("accounting/tax-zones", office.taxZones());
        histories.put("sales/estimates", sales.estimates());
        histories.put("memberships/membership-types", sales.membershipTypes());
        histories.put("memberships/memberships", sales.memberships());
        histories.put("telecom/calls", sales.calls());
        histories.put("memberships/recurring-services", sales.recurringServices());
        histories.put("memberships/recurring-service-events", sales.recurringServiceEvents());
        EMPTY.forEach((collection, firstId) -> histories.put(collection, new EmptyHistory(firstId)));
        histories.forEach((name, history) -> tables.put(name, new Table(name, history, clock)));
        jobHistories = new JobHistories(table(JobHistories.COLLECTION), clock);
        jobHistories.watch(table("jpm/jobs"), table("jpm/appointments"), table("dispatch/appointment-assignments"));
    }
}
