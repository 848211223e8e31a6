package io.fieldline.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

class SalesforceStandInTest {

    private static final String DATA = "/services/data/v60.0/";

    private final SalesforceStandIn salesforce = SalesforceStandIn.start(SalesforceSettings.usual());
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private String token;
    private HttpResponse<String> answered;

    @BeforeEach
    void logIn() throws Exception {
        token = "none";
        token = form("grant_type=client_credentials&client_id=" + SalesforceSettings.CLIENT_ID + "&client_secret="
                + SalesforceSettings.CLIENT_SECRET).path("access_token").asText();
    }

    @AfterEach
    void stop() {
        salesforce.close();
    }

    @Test
    void aTokenComesWithTheInstanceAndAnOrgIdOfEighteenCharacters() throws Exception {
        JsonNode answer = form("grant_type=client_credentials&client_id=" + SalesforceSettings.CLIENT_ID + "&client_secret="
                + SalesforceSettings.CLIENT_SECRET);

        assertThat(answer.path("instance_url").asText()).isEqualTo(salesforce.url().toString());
        assertThat(answer.path("id").asText()).contains("/id/00DSB0000000001AAA/");
        assertThat(form("grant_type=client_credentials&client_id=x").path("error").asText()).isEqualTo("invalid_client_id");
        assertThat(answered.statusCode()).isEqualTo(400);
    }

    @Test
    void anExpiredSessionIsRefused() throws Exception {
        salesforce.expireSessions();

        assertRefused(call("GET", DATA + "sobjects/Account/describe", ""), 401, "INVALID_SESSION_ID");
    }

    @Test
    void anUpsertCreatesOnceAndTakesNoExternalIdInItsBody() throws Exception {
        String url = DATA + "sobjects/Account/ST_Customer_Id__c/42";

        assertThat(call("PATCH", url, "{\"Name\":\"Ada\"}").path("created").asBoolean()).isTrue();
        assertThat(answered.statusCode()).isEqualTo(201);
        assertThat(call("PATCH", url, "{\"Name\":\"Ada\"}").path("created").asBoolean(true)).isFalse();
        assertRefused(call("PATCH", url, "{\"Name\":\"Ada\",\"ST_Customer_Id__c\":\"42\"}"), 400, "INVALID_FIELD");
    }

    @Test
    void eachRuleOfAFieldHasItsCode() throws Exception {
        assertRefused(call("POST", DATA + "sobjects/Account", "{}"), 400, "REQUIRED_FIELD_MISSING");
        assertRefused(call("POST", DATA + "sobjects/Account", "{\"Name\":\"a\",\"Nowhere\":1}"), 400, "INVALID_FIELD");
        assertRefused(call("POST", DATA + "sobjects/Account", "{\"Name\":\"" + "a".repeat(256) + "\"}"), 400,
                "STRING_TOO_LONG");
        assertRefused(call("POST", DATA + "sobjects/Contact", "{\"LastName\":\"a\",\"Email\":\"b\"}"), 400,
                "INVALID_EMAIL_ADDRESS");
        assertRefused(call("POST", DATA + "sobjects/Task", "{\"Status\":\"Unheard of\"}"), 400,
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        assertRefused(call("POST", DATA + "sobjects/Account", "{\"Name\":\"a\",\"IsDeleted\":true}"), 400,
                "INVALID_FIELD_FOR_INSERT_UPDATE");
    }

    @Test
    void anExternalIdIsUniqueInAnyCase() throws Exception {
        salesforce.create("Account", Map.of("Name", "a", "ST_Customer_Id__c", "ab"));

        assertRefused(call("POST", DATA + "sobjects/Account", "{\"Name\":\"b\",\"ST_Customer_Id__c\":\"AB\"}"), 400,
                "DUPLICATE_VALUE");
    }

    @Test
    void aCollectionHasAResultForEachRecordInOrderAndAtMostTwoHundred() throws Exception {
        JsonNode results = call("PATCH", DATA + "composite/sobjects/Account/ST_Customer_Id__c",
                "{\"allOrNone\":false,\"records\":[" + record("1", "\"Name\":\"a\"") + "," + record("2", "\"Fax\":\"b\"")
                        + "]}");

        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(results.get(0).path("created").asBoolean()).isTrue();
        assertThat(results.get(1).path("errors").get(0).path("statusCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
        String many = IntStream.range(0, 201).mapToObj(i -> record("x" + i, "\"Name\":\"a\"")).collect(Collectors.joining(","));
        call("PATCH", DATA + "composite/sobjects/Account/ST_Customer_Id__c", "{\"records\":[" + many + "]}");
        assertThat(answered.statusCode()).isEqualTo(400);
    }

    @Test
    void allOrNoneUndoesWhatWentThrough() throws Exception {
        JsonNode results = call("PATCH", DATA + "composite/sobjects/Account/ST_Customer_Id__c",
                "{\"allOrNone\":true,\"records\":[" + record("1", "\"Name\":\"a\"") + "," + record("2", "\"Fax\":\"b\"")
                        + "]}");

        assertThat(results.get(0).path("errors").get(0).path("statusCode").asText())
                .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        assertThat(salesforce.rows("Account")).isEmpty();
    }

    @Test
    void aPartOfACompositeIsRefusedWhenTheRowWasModifiedSince() throws Exception {
        String id = salesforce.create("Account", Map.of("Name", "a"));

        JsonNode answer = call("POST", DATA + "composite", "{\"compositeRequest\":[{\"method\":\"PATCH\",\"url\":\"" + DATA
                + "sobjects/Account/" + id + "\",\"referenceId\":\"one\",\"httpHeaders\":{\"If-Unmodified-Since\":"
                + "\"Thu, 01 Jan 2026 00:00:00 GMT\"},\"body\":{\"Name\":\"b\"}}]}");

        assertThat(answer.path("compositeResponse").get(0).path("httpStatusCode").asInt()).isEqualTo(412);
        assertThat(salesforce.row(id).path("Name").asText()).isEqualTo("a");
    }

    @Test
    void aQueryFiltersJoinsItsParentSortsAndIsCut() throws Exception {
        String account = salesforce.create("Account", Map.of("Name", "O'Hara", "ST_Customer_Id__c", "7"));
        salesforce.create("Contact", Map.of("LastName", "B", "AccountId", account, "Email", "b@example.com"));
        salesforce.create("Contact", Map.of("LastName", "A", "AccountId", account));
        salesforce.create("Contact", Map.of("LastName", "C"));

        JsonNode found = query(
                "SELECT LastName, Account.Name FROM Contact WHERE Account.Name = 'O\\'Hara' AND (Email = null OR "
                        + "LastName IN ('B','X')) AND SystemModstamp > 2020-01-01T00:00:00Z ORDER BY LastName DESC LIMIT 5");

        assertThat(found.path("records").findValuesAsText("LastName")).containsExactly("B", "A");
        assertThat(found.path("records").get(0).path("Account").path("Name").asText()).isEqualTo("O'Hara");
        assertThat(query("SELECT Id FROM Contact WHERE LastName LIKE 'c%'").path("totalSize").asInt()).isEqualTo(1);
    }

    @Test
    void aQueryThatSalesforceWouldNotReadIsRefused() throws Exception {
        assertRefused(query("SELECT Id FROM Account WHERE Name = 'a' AND Fax = 'b' OR Phone = 'c'"), 400, "MALFORMED_QUERY");
        assertRefused(query("SELECT Id FROM Account WHERE Name = 'a"), 400, "MALFORMED_QUERY");
        assertRefused(query("SELECT Nowhere FROM Account"), 400, "INVALID_FIELD");
        assertRefused(query("SELECT Id FROM Account WHERE SystemModstamp > '2020-01-01T00:00:00Z'"), 400, "INVALID_FIELD");
        assertRefused(query("SELECT Id FROM Nowhere"), 400, "INVALID_TYPE");
        query("SELECT Id FROM Account WHERE Name = '" + "a".repeat(17_000) + "'");
        assertThat(answered.statusCode()).isEqualTo(414);
    }

    @Test
    void queryAllShowsAMergedAccountAndQueryDoesNot() throws Exception {
        String winner = salesforce.create("Account", Map.of("Name", "w"));
        String loser = salesforce.create("Account", Map.of("Name", "l"));
        salesforce.merge(winner, loser);
        String soql = URLEncoder.encode("SELECT MasterRecordId FROM Account WHERE IsDeleted = true", StandardCharsets.UTF_8);

        assertThat(call("GET", DATA + "queryAll?q=" + soql, "").path("records").get(0).path("MasterRecordId").asText())
                .isEqualTo(winner);
        assertThat(call("GET", DATA + "query?q=" + soql, "").path("totalSize").asInt()).isZero();
        assertRefused(call("PATCH", DATA + "sobjects/Account/" + loser, "{\"Name\":\"x\"}"), 404, "ENTITY_IS_DELETED");
    }

    @Test
    void manyRowsComeInPagesOfTwoThousand() throws Exception {
        IntStream.range(0, 2_001).forEach(i -> salesforce.create("Account", Map.of("Name", "a" + i)));

        JsonNode first = query("SELECT Id FROM Account");
        JsonNode second = call("GET", first.path("nextRecordsUrl").asText(), "");

        assertThat(first.path("records")).hasSize(2_000);
        assertThat(first.path("done").asBoolean(true)).isFalse();
        assertThat(second.path("records")).hasSize(1);
        assertThat(second.path("done").asBoolean()).isTrue();
    }

    @Test
    void aUsedUpDayIsRefusedAndEveryAnswerTellsTheCount() throws Exception {
        salesforce.limit(10, 9);
        query("SELECT Id FROM Account");
        assertThat(answered.headers().firstValue("Sforce-Limit-Info")).contains("api-usage=10/10");

        assertRefused(query("SELECT Id FROM Account"), 403, "REQUEST_LIMIT_EXCEEDED");
    }

    @Test
    void theControlsSeedEditAndCount() throws Exception {
        String id = call("POST", "/control/salesforce/create?object=Account", "{\"Name\":\"Seeded\"}").path("id").asText();
        call("POST", "/control/salesforce/edit?id=" + id, "{\"Name\":\"Edited\"}");
        query("SELECT Id FROM Account");

        assertThat(call("GET", "/control/salesforce/rows?object=Account", "").get(0).path("Name").asText()).isEqualTo("Edited");
        assertThat(call("GET", "/control/salesforce/calls", "").path("GET query").asInt()).isEqualTo(1);
        call("POST", "/control/salesforce/nothing", "");
        assertThat(answered.statusCode()).isEqualTo(400);
    }

    private static String record(String id, String fields) {
        return "{\"attributes\":{\"type\":\"Account\"},\"ST_Customer_Id__c\":\"" + id + "\"," + fields + "}";
    }

    private JsonNode query(String soql) throws Exception {
        return call("GET", DATA + "query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8), "");
    }

    private JsonNode form(String body) throws Exception {
        return send(HttpRequest.newBuilder(salesforce.url().resolve("/services/oauth2/token"))
                .POST(BodyPublishers.ofString(body)));
    }

    private JsonNode call(String method, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(salesforce.url() + path)).header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        answered = http.send(request.build(), BodyHandlers.ofString());
        boolean isJson = answered.headers().firstValue("Content-Type").filter(type -> type.contains("json")).isPresent();
        return json.readTree(isJson ? answered.body() : "{}");
    }

    private void assertRefused(JsonNode answer, int status, String code) {
        assertThat(answered.statusCode()).isEqualTo(status);
        assertThat(answer.path(0).path("errorCode").asText()).isEqualTo(code);
    }
}
