package io.fieldline.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sandbox.hubspot.HubSpotStandIn;
import io.fieldline.sandbox.salesforce.SalesforceSettings;
import io.fieldline.sandbox.salesforce.SalesforceStandIn;

/** The demo's CRMs: acme has a Salesforce, summit a HubSpot. People work in them, too. */
final class DemoCrms implements AutoCloseable {

    static final String WITH_SALESFORCE = "acme";
    static final String WITH_HUBSPOT = "summit";
    private static final String MOVED_TO = "Springfield";
    private static final String CUSTOMER_ID = "ST_Customer_Id__c";
    private static final String CUSTOMER_PROPERTY = "st_customer_id";

    private final SalesforceStandIn salesforce = SalesforceStandIn.start(SalesforceSettings.usual());
    private final HubSpotStandIn hubSpot = HubSpotStandIn.start(HubSpotSettings.usual());
    private String newAccount;
    private String movedContact;

    /** Where they listen. */
    String places() {
        return "a local Salesforce at " + salesforce.url() + " and a local HubSpot at " + hubSpot.url();
    }

    static Map<String, String> secrets() {
        return Map.of("DEMO_SALESFORCE_ID", SalesforceSettings.CLIENT_ID, "DEMO_SALESFORCE_SECRET",
                SalesforceSettings.CLIENT_SECRET, "DEMO_HUBSPOT_TOKEN", HubSpotSettings.TOKEN);
    }

    /** The line of a tenant's connection to its CRM; empty where it has none. */
    String connection(String tenant) {
        return switch (tenant) {
            case WITH_SALESFORCE -> "  salesforce: { type: salesforce, url: \"" + salesforce.url()
                    + "\", clientId: \"${secret:DEMO_SALESFORCE_ID}\", clientSecret: \"${secret:DEMO_SALESFORCE_SECRET}\" }";
            case WITH_HUBSPOT -> "  hubspot: { type: hubspot, url: \"" + hubSpot.url()
                    + "\", token: \"${secret:DEMO_HUBSPOT_TOKEN}\" }";
            default -> "";
        };
    }

    /** The lines of the flows that a tenant with a CRM switched on. */
    static String flows(String tenant) {
        return switch (tenant) {
            case WITH_SALESFORCE -> """
                      customer-to-salesforce: { connection: salesforce, every: 10s }
                      salesforce-to-customer: { connection: salesforce, every: 10s, provision: { Account.Type: Customer } }
                    """;
            case WITH_HUBSPOT -> """
                      customer-to-hubspot: { connection: hubspot, every: 10s }
                      hubspot-to-customer: { connection: hubspot, every: 10s, provision: { contact.lifecyclestage: customer } }
                    """;
            default -> "";
        };
    }

    /** What people do in the CRMs while Fieldline follows; a line about each. */
    List<String> work() {
        newAccount = salesforce.create("Account",
                Map.of("Name", "Hopper Laboratories", "Type", "Customer", "Phone", "(312) 555-0142", "BillingStreet",
                        "1 Harbor Way", "BillingCity", "Chicago", "BillingState", "IL", "BillingPostalCode", "60601"));
        movedContact = hubSpot.rows("contacts").keySet().iterator().next();
        hubSpot.edit("contacts", movedContact, Map.of("city", MOVED_TO));
        return List.of("Salesforce  somebody at acme creates the account Hopper Laboratories",
                "HubSpot     somebody at summit changes a contact's city to " + MOVED_TO);
    }

    /**
     * What of one tenant's customers is not the same on both sides.
     *
     * @param customers the rows of its ServiceTitan
     */
    List<String> differences(String tenant, List<JsonNode> customers) {
        List<String> differences = new ArrayList<>();
        Map<String, JsonNode> byId = new HashMap<>();
        customers.forEach(customer -> byId.put(customer.path("id").asText(), customer));
        switch (tenant) {
            case WITH_SALESFORCE -> salesforce(byId, differences);
            case WITH_HUBSPOT -> hubSpot(byId, differences);
            default -> {
            }
        }
        return differences;
    }

    private void salesforce(Map<String, JsonNode> customers, List<String> differences) {
        Map<String, Integer> accounts = new HashMap<>();
        for (ObjectNode account : salesforce.rows("Account")) {
            String customer = account.path(CUSTOMER_ID).asText();
            accounts.merge(customer, 1, Integer::sum);
            same("acme", "account " + account.path("Id").asText(), account.path("Name").asText(), customers.get(customer),
                    differences);
        }
        once("acme", "account", accounts, customers, differences);
        if (newAccount != null && !customers.containsKey(salesforce.row(newAccount).path(CUSTOMER_ID).asText())) {
            differences.add("acme: the account Hopper Laboratories is no customer in ServiceTitan yet");
        }
    }

    private void hubSpot(Map<String, JsonNode> customers, List<String> differences) {
        Map<String, Integer> contacts = new HashMap<>();
        hubSpot.rows("contacts").forEach((id, contact) -> {
            String customer = contact.getOrDefault(CUSTOMER_PROPERTY, "");
            contacts.merge(customer, 1, Integer::sum);
            String name = (contact.getOrDefault("firstname", "") + " " + contact.getOrDefault("lastname", "")).strip();
            same("summit", "contact " + id, name, customers.get(customer), differences);
            if (id.equals(movedContact) && customers.containsKey(customer)
                    && !customers.get(customer).path("address").path("city").asText().equals(MOVED_TO)) {
                differences.add("summit: the city of contact " + id + " has not reached ServiceTitan");
            }
        });
        once("summit", "contact", contacts, customers, differences);
    }

    private static void same(String tenant, String what, String name, JsonNode customer, List<String> differences) {
        if (customer == null) {
            differences.add(tenant + ": " + what + ", " + name + ", is no customer in ServiceTitan");
        } else if (!customer.path("name").asText().equals(name)) {
            differences.add(tenant + ": " + what + " is " + name + ", customer " + customer.path("id").asText() + " is "
                    + customer.path("name").asText());
        }
    }

    private static void once(String tenant, String what, Map<String, Integer> records, Map<String, JsonNode> customers,
            List<String> differences) {
        customers.forEach((id, customer) -> {
            int count = records.getOrDefault(id, 0);
            if (count > 1 || count == 0 && customer.path("active").asBoolean()) {
                differences.add(tenant + ": customer " + id + " has " + count + " records of the kind " + what);
            }
        });
    }

    @Override
    public void close() {
        salesforce.close();
        hubSpot.close();
    }
}
