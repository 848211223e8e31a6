package io.fieldline.sandbox.data;

/** The first id of each collection. The same for every contractor: ids are unique within a tenant only. */
final class Ids {

    static final long PAYMENT_TYPES = 1;
    static final long CUSTOMER_FIELDS = 69;
    static final long LOCATION_FIELDS = 72;
    static final long BUSINESS_UNITS = 101;
    static final long JOB_TYPES = 201;
    static final long CAMPAIGNS = 301;
    static final long CAMPAIGN_CATEGORIES = 401;
    static final long TAG_TYPES = 501;
    static final long ZONES = 601;
    static final long TECHNICIANS = 701;
    static final long EMPLOYEES = 801;
    static final long MEMBERSHIP_TYPES = 901;
    static final long DURATION_BILLING = 951;
    static final long CANCEL_REASONS = 1001;
    static final long HOLD_REASONS = 1101;
    static final long CAMPAIGN_COSTS = 2001;
    static final long SERVICES = 30_001;
    static final long MATERIALS = 40_001;
    static final long SHIFTS = 50_001;
    static final long CUSTOMERS = 10_000_001;
    static final long LOCATIONS = 20_000_001;
    static final long CUSTOMER_CONTACTS = 30_000_001;
    static final long LOCATION_CONTACTS = 40_000_001;
    static final long JOBS = 50_000_001;
    static final long APPOINTMENTS = 60_000_001;
    static final long ASSIGNMENTS = 70_000_001;
    static final long INVOICES = 80_000_001;
    static final long PAYMENTS = 90_000_001;
    static final long ESTIMATES = 100_000_001;
    static final long MEMBERSHIPS = 110_000_001;
    static final long CALLS = 120_000_001;
    static final long INVOICE_ITEMS = 130_000_001;
    static final long JOB_NOTES = 140_000_001;
    static final long CUSTOMER_NOTES = 150_000_001;
    static final long LOCATION_NOTES = 160_000_001;
    static final long BOOKINGS = 170_000_001;
    static final long LEADS = 180_000_001;
    static final long CANCELED_LOGS = 190_000_001;

    static final long TASKS = 200_000_001;
    static final long NON_JOB_APPOINTMENTS = 210_000_001;
    static final long PROJECTS = 220_000_001;
    static final long PROJECT_NOTES = 230_000_001;
    static final long RECURRING_SERVICES = 240_000_001;
    static final long RECURRING_SERVICE_EVENTS = 250_000_001;
    static final long INSTALLED_EQUIPMENT = 260_000_001;
    static final long LEAD_NOTES = 270_000_001;
    static final long RATINGS = 280_000_001;
    static final long BOOKING_CONTACTS = 290_000_001;
    static final long ESTIMATE_TEMPLATES = 350_000_001;
    static final long SERVICE_AGREEMENTS = 360_000_001;

    private Ids() {}

    static final long TAX_ZONES = 1201;
    static final long CATEGORIES = 1301;
    static final long CREDIT_MEMOS = 320_000_001;
    static final long CREDIT_MEMO_ITEMS = 330_000_001;
    static final long BANK_DEPOSITS = 340_000_001;
    static final long JOB_HISTORIES = 300_000_001;
    static final long JOB_HISTORY_ENTRIES = 310_000_000;
}
