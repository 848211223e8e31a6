package io.fieldline.mapping;

import static io.fieldline.mapping.DescribedFields.crm;
import static io.fieldline.mapping.WrittenMapping.CHICAGO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fieldline.sync.pair.SideField;
import io.fieldline.tenant.ConfigurationFolder;

/** The shipped mappings against ServiceTitan's catalogue and the CRMs' own fields, and what they make of a record. */
class ShippedMappingsTest {

    private static final Map<String, SideField> SALESFORCE = crm("Account.Name text 255", "Account.Phone phone 40",
            "Account.Fax phone 40", "Account.BillingStreet long_text 255", "Account.BillingCity text 40",
            "Account.BillingState text 80", "Account.BillingPostalCode text 20", "Account.BillingCountry text 80",
            "Contact.FirstName text 40", "Contact.LastName text 80", "Contact.Email email 80", "Contact.MobilePhone phone 40",
            "Contact.HasOptedOutOfEmail boolean", "Task.Subject text 255", "Task.Description long_text 32000",
            "Task.ActivityDate date", "Task.Status choice: Not Started, In Progress, Completed",
            "Task.Priority choice: High, Normal, Low");
    private static final Map<String, SideField> SALESFORCE_PREPARED = with(SALESFORCE,
            crm("Account.ST_Customer_Type__c text 40",
                    "Account.ST_Status__c choice: Active, Inactive", "Account.ST_Tags__c long_text 32000",
                    "Account.ST_Balance__c decimal"));
    private static final Map<String, SideField> HUBSPOT_CONTACTS = crm("contact.firstname", "contact.lastname", "contact.email",
            "contact.phone phone", "contact.mobilephone phone", "contact.address", "contact.city", "contact.state",
            "contact.zip",
            "contact.country", "contact.lifecyclestage choice: lead, customer", "contact.st_do_not_mail boolean",
            "contact.st_status choice: active, inactive", "contact.st_tags long_text", "contact.st_balance decimal");
    private static final Map<String, SideField> HUBSPOT_COMPANIES = with(HUBSPOT_CONTACTS, crm("company.name",
            "company.phone phone", "company.address", "company.address2", "company.city", "company.state", "company.zip",
            "company.country", "company.lifecyclestage choice: lead, customer"));
    private static final Map<String, SideField> QUICKBOOKS = crm("Customer.DisplayName text 100",
            "Customer.CompanyName text 100", "Customer.PrimaryEmailAddr email 100", "Customer.PrimaryPhone phone 30",
            "Customer.Mobile phone 30", "Customer.Fax phone 30", "Customer.BillAddr.Lines long_text 500",
            "Customer.BillAddr.City text 255",
            "Customer.BillAddr.CountrySubDivisionCode text 255", "Customer.BillAddr.PostalCode text 30",
            "Customer.BillAddr.Country text 255", "Customer.Taxable boolean");
    private static final Map<String, SideField> HUBSPOT_NOTES = crm("note.hs_note_body long_text 65536",
            "note.hs_timestamp date_time");

    private static final Map<String, Object> CUSTOMER = Map.of("id", 42L, "active", true, "name", "דוד כהן", "type",
            "Residential",
            "address",
            Map.of("street", "12 Main St", "unit", "Apt 4", "city", "Chicago", "state", "IL", "zip", "60601", "country",
                    "USA"),
            "contacts",
            List.of(Map.of("id", 1L, "type", "Email", "value", "David@Example.com"),
                    Map.of("id", 2L, "type", "MobilePhone", "value", "(312) 555-0100")),
            "doNotMail", true, "tags", List.of("VIP", "Member"), "balance", new BigDecimal("120.50"));
    private static final Map<String, Object> JOB = Map.of("jobNumber", "1234", "jobStatus", "Completed", "completedOn",
            "2026-03-01T03:30:00Z", "summary", "<p>Replaced the <b>heater</b> &amp; valve.</p><p>Done</p>", "total",
            new BigDecimal("350.00"), "jobTypeName", "Heating & <AC>", "technicianNames", List.of("Ann Lee", "Bo Diaz"));

    private final FieldMappings mappings = new FieldMappings(ConfigurationFolder.in(Path.of("no-such-folder")),
            refusal -> {
            });

    @ParameterizedTest
    @ValueSource(strings = {"customer-salesforce", "customer-hubspot", "customer-hubspot-company", "customer-quickbooks",
            "job-salesforce", "job-hubspot" })
    void everyListedMappingLoads(String name) {
        assertThat(mappings.problems(name, "acme")).isEmpty();
    }

    @Test
    void noRowIsWrongForAnyOrgThatItIsMadeFor() {
        assertThat(shipped("customer-salesforce").problems(DescribedFields.customer(), SALESFORCE)).isEmpty();
        assertThat(shipped("customer-salesforce").problems(DescribedFields.customer(), SALESFORCE_PREPARED)).isEmpty();
        assertThat(shipped("customer-hubspot").problems(DescribedFields.customer(), HUBSPOT_CONTACTS)).isEmpty();
        assertThat(shipped("customer-hubspot-company").problems(DescribedFields.customer(), HUBSPOT_COMPANIES)).isEmpty();
        assertThat(shipped("customer-quickbooks").problems(DescribedFields.customer(), QUICKBOOKS)).isEmpty();
        assertThat(shipped("job-salesforce").problems(DescribedFields.job(), SALESFORCE)).isEmpty();
        assertThat(shipped("job-hubspot").problems(DescribedFields.job(), HUBSPOT_NOTES)).isEmpty();
    }

    @Test
    void aCustomerBecomesAnAccountAndItsContact() {
        FieldMapping mapping = shipped("customer-salesforce").fitted(DescribedFields.customer(), SALESFORCE_PREPARED);

        Converted common = mapping.fromServiceTitan(CUSTOMER, CHICAGO);
        Converted crm = mapping.toCrm(common.values(), CHICAGO);

        assertThat(common.problems()).isEmpty();
        assertThat(crm.problems()).isEmpty();
        Map<String, Object> expected = new HashMap<>(Map.of("Account.Name", "דוד כהן", "Account.BillingStreet",
                "12 Main St\nApt 4", "Account.BillingCity", "Chicago", "Contact.FirstName", "דוד", "Contact.LastName", "כהן",
                "Contact.Email", "david@example.com", "Contact.MobilePhone", "+13125550100", "Contact.HasOptedOutOfEmail", true,
                "Account.ST_Tags__c", "Member;VIP", "Account.ST_Balance__c", new BigDecimal("120.5")));
        expected.put("Account.ST_Status__c", "Active");
        expected.put("Account.Fax", null);
        assertThat(crm.values()).containsAllEntriesOf(expected);
        assertThat(mapping.fromCrm(crm.values(), CHICAGO).values()).isEqualTo(common.values());
    }

    @Test
    void aHubSpotContactReachesServiceTitan() {
        FieldMapping mapping = shipped("customer-hubspot").fitted(DescribedFields.customer(), HUBSPOT_CONTACTS);

        Map<String, Object> common = mapping.fromCrm(Map.of("contact.firstname", "Jane", "contact.lastname", "van Dyke",
                "contact.email", "Jane@Example.com", "contact.phone", "312 555 0100"), CHICAGO).values();

        assertThat(mapping.toServiceTitan(Map.of("contact.firstname+contact.lastname",
                common.get("contact.firstname+contact.lastname"), "contact.email", common.get("contact.email"),
                "contact.phone", common.get("contact.phone")), Map.of(), CHICAGO).values()).containsOnly(
                        Map.entry("name", "Jane van Dyke"), Map.entry("contacts[type=Email].value", "jane@example.com"),
                        Map.entry("contacts[type=Phone].value", "+13125550100"));
    }

    @Test
    void aCustomerBecomesACompanyAndItsContact() {
        FieldMapping mapping = shipped("customer-hubspot-company").fitted(DescribedFields.customer(), HUBSPOT_COMPANIES);

        Converted company = mapping.toCrm(mapping.fromServiceTitan(CUSTOMER, CHICAGO).values(), CHICAGO);

        assertThat(company.problems()).isEmpty();
        assertThat(company.values()).containsEntry("company.name", "דוד כהן").containsEntry("company.address2", "Apt 4")
                .containsEntry("contact.lastname", "כהן").containsEntry("contact.email", "david@example.com")
                .doesNotContainKey("contact.address");
    }

    @Test
    void aCustomerBecomesOneInQuickBooks() {
        FieldMapping mapping = shipped("customer-quickbooks").fitted(DescribedFields.customer(), QUICKBOOKS);
        Map<String, Object> business = new HashMap<>(CUSTOMER);
        business.putAll(Map.of("type", "Commercial", "name", "Cohen:  Bakery" + " and more".repeat(20), "taxExempt", true));

        Converted common = mapping.fromServiceTitan(business, CHICAGO);
        Converted crm = mapping.toCrm(common.values(), CHICAGO);

        assertThat(common.problems()).isEmpty();
        assertThat(crm.problems()).isEmpty();
        String name = ("Cohen Bakery" + " and more".repeat(20)).substring(0, 100).strip();
        assertThat(crm.values()).containsEntry("Customer.DisplayName", name).containsKey("Customer.CompanyName")
                .containsEntry("Customer.BillAddr.Lines", "12 Main St\nApt 4")
                .containsEntry("Customer.Mobile", "+13125550100").containsEntry("Customer.Taxable", false);
        assertThat(mapping.fromCrm(crm.values(), CHICAGO).values()).isEqualTo(common.values());
        assertThat(mapping.fromServiceTitan(CUSTOMER, CHICAGO).values()).as("a person is no company")
                .containsEntry("Customer.CompanyName", null);
    }

    @Test
    void aCompletedJobBecomesATask() {
        FieldMapping mapping = shipped("job-salesforce").fitted(DescribedFields.job(), SALESFORCE);

        Converted task = mapping.toCrm(mapping.fromServiceTitan(JOB, CHICAGO).values(), CHICAGO);

        assertThat(task.problems()).isEmpty();
        assertThat(task.values()).containsOnly(Map.entry("Task.Subject", "Job 1234 completed"),
                Map.entry("Task.Description",
                        "Heating & <AC>\nTechnicians: Ann Lee, Bo Diaz\nReplaced the heater & valve.\nDone\n\nTotal: 350.00"),
                Map.entry("Task.ActivityDate", "2026-02-28"), Map.entry("Task.Status", "Completed"),
                Map.entry("Task.Priority", "Normal"));
    }

    @Test
    void aCompletedJobBecomesANote() {
        FieldMapping mapping = shipped("job-hubspot").fitted(DescribedFields.job(), HUBSPOT_NOTES);

        Converted note = mapping.toCrm(mapping.fromServiceTitan(JOB, CHICAGO).values(), CHICAGO);

        assertThat(note.problems()).isEmpty();
        assertThat(note.values()).containsEntry("note.hs_timestamp", "2026-03-01T03:30:00Z");
        assertThat(note.values().get("note.hs_note_body")).asString()
                .isEqualTo("<p><b>Job 1234 completed</b></p><p>Heating &amp; &lt;AC&gt;</p>"
                        + "<p>Technicians: Ann Lee, Bo Diaz</p><p>Total: 350.00</p>" + JOB.get("summary"));
    }

    @Test
    void aJobWithoutSummaryAndTotalIsAnActivityToo() {
        Map<String, Object> job = Map.of("jobNumber", "1", "completedOn", "2026-03-01T03:30:00Z");

        Converted task = shipped("job-salesforce").fromServiceTitan(job, CHICAGO);
        Converted note = shipped("job-hubspot").fromServiceTitan(job, CHICAGO);

        assertThat(task.problems()).isEmpty();
        assertThat(task.values()).containsEntry("Task.Description", null).containsEntry("Task.Subject", "Job 1 completed");
        assertThat(note.values()).containsEntry("note.hs_note_body", "<p><b>Job 1 completed</b></p>");
    }

    private FieldMapping shipped(String name) {
        return mappings.mapping(name, "acme");
    }

    private static Map<String, SideField> with(Map<String, SideField> some, Map<String, SideField> more) {
        Map<String, SideField> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
