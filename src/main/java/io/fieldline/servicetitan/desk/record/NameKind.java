package io.fieldline.servicetitan.desk.record;

/**
 * Something that a person calls by its name.
 *
 * @param word for messages
 * @param resource where its records are
 * @param office whether the records are few and seldom change, so that all of them are read and kept for a while
 */
public enum NameKind {

    CUSTOMER("customer", "crm/customers", false), LOCATION("location", "crm/locations", false), TECHNICIAN("technician",
            "settings/technicians", true), EMPLOYEE("employee", "settings/employees", true), BUSINESS_UNIT("business unit",
                    "settings/business-units", true), TAG("tag", "settings/tag-types", true), JOB_TYPE("job type",
                            "jpm/job-types", true), CANCEL_REASON("cancel reason", "jpm/job-cancel-reasons", true), HOLD_REASON(
                                    "hold reason", "jpm/job-hold-reasons", true), CAMPAIGN("campaign", "marketing/campaigns",
                                            true), MEMBERSHIP_TYPE("membership type", "memberships/membership-types",
                                                    true), PAYMENT_TYPE(
                                                            "payment type", "accounting/payment-types",
                                                            true), ESTIMATE_TEMPLATE("estimate template",
                                                                    "sales/estimate-templates", true);

    private final String word;
    private final String resource;
    private final boolean office;

    NameKind(String word, String resource, boolean office) {
        this.word = word;
        this.resource = resource;
        this.office = office;
    }

    public String word() {
        return word;
    }

    public String resource() {
        return resource;
    }

    boolean office() {
        return office;
    }
}
