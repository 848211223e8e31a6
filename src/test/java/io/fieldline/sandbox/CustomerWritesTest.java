package io.fieldline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** What becomes of a customer and its contacts when they are written. */
class CustomerWritesTest {

    private static final String CREATE = """
            {"name":"Ada","address":%s,"contacts":[{"type":"Email","value":"ada@example.com"}],
            "customFields":[{"typeId":69,"value":"A-1"}],
            "locations":[{"name":"Ada","address":%s,"contacts":[{"type":"Phone","value":"%s"}]}]}""";
    private static final String ADDRESS = "{\"street\":\"1 A\",\"city\":\"B\",\"state\":\"TX\",\"zip\":\"1\",\"country\":\"USA\"}";

    private final SandboxServer server = SandboxServer.start(SandboxSettings.builder().jobs(100).rateLimit(100_000).speed(0)
            .writeLag(Duration.ofSeconds(5)).start(Instant.parse("2026-06-01T14:00:00Z")).build());
    private final SandboxClient client = new SandboxClient(server.url(), 1003);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void createsACustomerWithItsLocationAndContactsAlsoWhileReadersLag() {
        JsonNode created = SandboxClient
                .json(send("POST", "customers", 200, CREATE.formatted(ADDRESS, ADDRESS, "512 555 0100")));
        long id = created.path("id").asLong();

        assertThat(created.path("type").asText()).isEqualTo("Residential");
        assertThat(created.path("locations").get(0).path("customerId").asLong()).isEqualTo(id);
        assertThat(client.get("crm/v2", "customers/" + id).statusCode()).isEqualTo(404);
        send("PATCH", "customers/" + id, 200, "{\"tagTypeIds\":[501]}");
        send("POST", "customers/" + id + "/tags/502", 200, null);
        later();
        assertThat(client.read("crm/v2", "customers/" + id).path("tagTypeIds")).hasSize(2);
        assertThat(client.read("crm/v2", "customers/contacts?customerIds=" + id).path("data")).hasSize(1);
        assertThat(client.read("crm/v2", "customers/" + id).path("customFields").get(0).path("name").asText())
                .isEqualTo("Account number");
    }

    @Test
    void leavesNothingOfACustomerBehindWhoseLocationIsRefused() {
        assertThat(send("POST", "customers", 400, CREATE.formatted(ADDRESS, ADDRESS, "none")).body()).contains("none");
        later();
        assertThat(client.read("crm/v2", "customers?name=Ada&createdOnOrAfter=2026-06-01T14:00:00Z").path("data")).isEmpty();
    }

    @Test
    void takesTheValuesOfACustomFieldThatItsTypeTakes() {
        assertThat(client.read("crm/v2", "customers/custom-fields").path("data")).extracting(type -> type.path("name").asText())
                .containsExactly("Account number", "Square feet", "Referred by");
        assertThat(send("PATCH", "customers/10000001", 400, custom(70, "many")).body()).contains("many", "Square feet");
        assertThat(send("PATCH", "customers/10000001", 400, custom(71, "A bird")).body()).contains("A bird");
        assertThat(send("PATCH", "customers/10000001", 400, custom(7, "x")).body()).contains("no custom field type 7");
        assertThat(send("PATCH", "customers/10000001", 400, "{\"name\":\" \"}").body()).contains("name");
        send("PATCH", "customers/10000001", 200, custom(70, "1800"));
        later();
        assertThat(client.read("crm/v2", "customers/10000001").path("customFields")).as("the list is replaced")
                .singleElement().satisfies(field -> assertThat(field.path("value").asText()).isEqualTo("1800"));
    }

    @Test
    void changesAContactsNumberAndWishesAndNotWhetherItMayBeTexted() {
        client.control("POST", "rows?tenant=1003&collection=crm/customers/contacts",
                "{\"id\":30000001,\"phoneSettings\":{\"phoneNumber\":\"1\",\"doNotText\":true}}");
        send("PATCH", "customers/10000001/contacts/30000001", 200,
                "{\"value\":\"5125550100\",\"phoneSettings\":{\"doNotText\":false},"
                        + "\"preferences\":{\"marketingUpdatesEnabled\":false}}");
        send("PATCH", "customers/10000001/contacts/30000002", 200,
                "{\"preferences\":{\"invoiceStatementNotification\":false}}");
        assertThat(send("PATCH", "customers/10000001/contacts/30000002", 400, "{\"value\":\"x\"}").body()).contains("value");
        later();

        JsonNode contacts = client.read("crm/v2", "customers/contacts?customerIds=10000001").path("data");
        assertThat(contacts.get(0).path("phoneSettings"))
                .hasToString("{\"phoneNumber\":\"5125550100\",\"doNotText\":true}");
        assertThat(contacts.get(0).path("preferences").path("marketingUpdatesEnabled").asBoolean()).isFalse();
        assertThat(contacts.get(0).path("preferences").path("jobRemindersEnabled").asBoolean()).isTrue();
        assertThat(contacts.get(1).path("preferences").path("statementNotification").asBoolean()).isFalse();
    }

    private static String custom(long type, String value) {
        return "{\"customFields\":[{\"typeId\":" + type + ",\"value\":\"" + value + "\"}]}";
    }

    private void later() {
        client.control("POST", "clock?step=PT5S");
    }

    private HttpResponse<String> send(String method, String rest, int status, String body) {
        HttpResponse<String> response = client.send(method, "crm/v2", rest, body);
        assertThat(response.statusCode()).as(method + " " + rest + " " + response.body()).isEqualTo(status);
        return response;
    }
}
