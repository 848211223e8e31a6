package io.fieldline.endtoend;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sandbox.hubspot.HubSpotStandIn;
import io.fieldline.sandbox.salesforce.SalesforceSettings;
import io.fieldline.sandbox.salesforce.SalesforceStandIn;

/** A CRM on this machine, as a tenant's connection and as what it holds and was asked. */
interface LocalCrm extends AutoCloseable {

    /** The word in the names of its flows, which is its connection's name too. */
    String name();

    /** Writes its secrets, and makes it a connection of the tenants that are written from now on. */
    void connect(Installation installation);

    /** The customers that records there bear, each as often as there are records of it. */
    List<String> customers();

    /** How many records there are of all kinds that a customer is kept in. */
    int records();

    /** How often it was called, by kind of call. */
    Map<String, Long> calls();

    void forgetCalls();

    /** Whether calls of a kind write. */
    boolean writes(String call);

    /** The calls it takes to bring so many customers in, where nothing is in the way. */
    int fewestCalls(int customers);

    @Override
    void close();

    static LocalCrm hubSpot() {
        return new LocalHubSpot();
    }

    static LocalCrm salesforce() {
        return new LocalSalesforce();
    }

    /** Contacts, a hundred a call. */
    final class LocalHubSpot implements LocalCrm {

        private final HubSpotStandIn standIn = HubSpotStandIn.start(HubSpotSettings.usual());

        @Override
        public String name() {
            return "hubspot";
        }

        @Override
        public void connect(Installation installation) {
            installation.write("config/secrets/HUBSPOT_TOKEN", HubSpotSettings.TOKEN);
            installation.connection("hubspot: { type: hubspot, token: \"${secret:HUBSPOT_TOKEN}\", url: \"" + standIn.url()
                    + "\" }");
        }

        @Override
        public List<String> customers() {
            return standIn.rows("contacts").values().stream().map(contact -> contact.get("st_customer_id"))
                    .filter(Objects::nonNull).toList();
        }

        @Override
        public int records() {
            return standIn.rows("contacts").size();
        }

        @Override
        public Map<String, Long> calls() {
            return standIn.calls();
        }

        @Override
        public void forgetCalls() {
            standIn.forgetCalls();
        }

        @Override
        public boolean writes(String call) {
            return call.matches(".*batch/(create|update|upsert|archive).*|(PATCH|DELETE|PUT).*");
        }

        @Override
        public int fewestCalls(int customers) {
            return (customers + 99) / 100;
        }

        @Override
        public void close() {
            standIn.close();
        }
    }

    /** Accounts and their contacts, two hundred of each a call. */
    final class LocalSalesforce implements LocalCrm {

        private final SalesforceStandIn standIn = SalesforceStandIn.start(SalesforceSettings.usual().withoutExternalIds());

        @Override
        public String name() {
            return "salesforce";
        }

        @Override
        public void connect(Installation installation) {
            installation.write("config/secrets/SALESFORCE_ID", SalesforceSettings.CLIENT_ID);
            installation.write("config/secrets/SALESFORCE_SECRET", SalesforceSettings.CLIENT_SECRET);
            installation.connection("salesforce: { type: salesforce, clientId: \"${secret:SALESFORCE_ID}\","
                    + " clientSecret: \"${secret:SALESFORCE_SECRET}\", url: \"" + standIn.url() + "\" }");
        }

        @Override
        public List<String> customers() {
            return standIn.rows("Account").stream().map(account -> account.path("ST_Customer_Id__c"))
                    .filter(JsonNode::isTextual).map(JsonNode::asText).toList();
        }

        @Override
        public int records() {
            return Stream.of("Account", "Contact").mapToInt(object -> standIn.rows(object).size()).sum();
        }

        @Override
        public Map<String, Long> calls() {
            return standIn.calls().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, call -> call.getValue().longValue()));
        }

        @Override
        public void forgetCalls() {
            standIn.forgetCalls();
        }

        @Override
        public boolean writes(String call) {
            return call.matches("(PATCH|DELETE|POST) .*(sobjects|composite).*");
        }

        @Override
        public int fewestCalls(int customers) {
            return 2 * ((customers + 199) / 200);
        }

        @Override
        public void close() {
            standIn.close();
        }
    }

    /** How often each of some values is there. */
    static Map<String, Long> howOften(List<String> values) {
        return values.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
