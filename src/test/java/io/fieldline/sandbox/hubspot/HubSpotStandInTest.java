package io.fieldline.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

class HubSpotStandInTest {

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private HubSpotStandIn hubspot = HubSpotStandIn.start(HubSpotSettings.usual().withoutLimits());

    private record Said(int status, JsonNode body, HttpResponse<String> response) {}

    @AfterEach
    void close() {
        hubspot.close();
    }

    @Test
    void refusesAnotherToken() throws Exception {
        Said said = call("GET", "/crm/v3/objects/contacts", "", "Bearer pat-other");

        assertThat(said.status()).isEqualTo(401);
        assertThat(said.body().path("category").asText()).isEqualTo("INVALID_AUTHENTICATION");
    }

    @Test
    void aSecondContactWithAnEmailIsAConflictThatNamesTheFirst() throws Exception {
        String id = hubspot.create("contacts", Map.of("email", "ada@example.com"));

        Said said = post("/crm/v3/objects/contacts", "{'properties':{'email':'ADA@example.com'}}");

        assertThat(said.status()).isEqualTo(409);
        assertThat(said.body().path("message").asText()).isEqualTo("Contact already exists. Existing ID: " + id);
    }

    @Test
    void anUnknownPropertyAndAnUnknownOptionAreRefusedByName() throws Exception {
        Said said = post("/crm/v3/objects/contacts", "{'properties':{'shoe_size':'9','lifecyclestage':'friend'}}");

        assertThat(said.status()).isEqualTo(400);
        assertThat(said.body().path("errors").findValuesAsText("code")).containsExactlyInAnyOrder("PROPERTY_DOESNT_EXIST",
                "INVALID_OPTION");
    }

    @Test
    void aReadOnlyPropertyIsRefused() throws Exception {
        assertThat(post("/crm/v3/objects/contacts", "{'properties':{'hs_object_id':'9'}}").body().findValuesAsText("code"))
                .containsExactly("READ_ONLY_VALUE");
    }

    @Test
    void aBatchTakesAHundredInputsAndNoneTwice() throws Exception {
        String many = IntStream.range(0, 101).mapToObj(id -> "{'id':'" + id + "'}").collect(Collectors.joining(","));

        assertThat(post("/crm/v3/objects/contacts/batch/read", "{'inputs':[" + many + "]}").status()).isEqualTo(400);
        assertThat(post("/crm/v3/objects/contacts/batch/read", "{'inputs':[{'id':'1'},{'id':'1'}]}").body().path("message")
                .asText()).contains("Duplicate IDs found");
    }

    @Test
    void aBatchWithTraceIdsIsWrittenAsFarAsItCanBe() throws Exception {
        Said said = post("/crm/v3/objects/contacts/batch/create", "{'inputs':[{'objectWriteTraceId':'a','properties':"
                + "{'lastname':'Ada'}},{'objectWriteTraceId':'b','properties':{'nope':'1'}}]}");

        assertThat(said.status()).isEqualTo(207);
        assertThat(said.body().path("results")).hasSize(1);
        assertThat(said.body().path("errors").get(0).path("context").path("objectWriteTraceId").get(0).asText())
                .isEqualTo("b");
    }

    @Test
    void aBatchWithoutThemIsWrittenWholeOrNotAtAll() throws Exception {
        Said said = post("/crm/v3/objects/contacts/batch/create",
                "{'inputs':[{'properties':{'email':'ada@example.com'}},{'properties':{'nope':'1'}}]}");

        assertThat(said.status()).isEqualTo(400);
        assertThat(hubspot.rows("contacts")).isEmpty();
        assertThat(post("/crm/v3/objects/contacts", "{'properties':{'email':'ada@example.com'}}").status()).isEqualTo(201);
    }

    @Test
    void whatIsMissingFromABatchReadIsNamed() throws Exception {
        String id = hubspot.create("contacts", Map.of("lastname", "Ada"));

        Said said = post("/crm/v3/objects/contacts/batch/read", "{'inputs':[{'id':'" + id + "'},{'id':'77'}]}");

        assertThat(said.status()).isEqualTo(207);
        assertThat(said.body().path("errors").get(0).path("context").path("ids").get(0).asText()).isEqualTo("77");
    }

    @Test
    void aSearchFiltersSortsAndPages() throws Exception {
        for (String name : List.of("Carl", "Ada", "Bob", "Dora")) {
            hubspot.create("contacts", Map.of("lastname", name));
        }

        Said first = search("'filterGroups':[{'filters':[{'propertyName':'lastname','operator':'NEQ','value':'Bob'}]}],"
                + "'sorts':[{'propertyName':'lastname','direction':'DESCENDING'}],'limit':2,'properties':['lastname']");

        assertThat(first.body().path("total").asInt()).isEqualTo(3);
        assertThat(first.body().path("results").findValuesAsText("lastname")).containsExactly("Dora", "Carl");
        assertThat(first.body().path("paging").path("next").path("after").asText()).isEqualTo("2");
    }

    @Test
    void everyOperatorOfASearchDoesWhatItSays() throws Exception {
        hubspot.create("contacts", Map.of("lastname", "Ada", "email", "ada@example.com"));
        hubspot.create("contacts", Map.of("lastname", "Bob"));

        assertThat(found("'operator':'EQ','propertyName':'lastname','value':'ADA'")).isEqualTo(1);
        assertThat(found("'operator':'IN','propertyName':'lastname','values':['ada','bob','carl']")).isEqualTo(2);
        assertThat(found("'operator':'HAS_PROPERTY','propertyName':'email'")).isEqualTo(1);
        assertThat(found("'operator':'CONTAINS_TOKEN','propertyName':'email','value':'example.com'")).isEqualTo(1);
        assertThat(found("'operator':'GT','propertyName':'hs_object_id','value':'0'")).isEqualTo(2);
        assertThat(found("'operator':'BETWEEN','propertyName':'createdate','value':'0','highValue':'4102444800000'"))
                .isEqualTo(2);
        assertThat(found("'operator':'LT','propertyName':'createdate','value':'1'")).isZero();
    }

    @Test
    void aSearchBeyondTenThousandRowsOrWithTwoSortsIsRefused() throws Exception {
        assertThat(search("'limit':200,'after':'9900'").status()).isEqualTo(400);
        assertThat(search("'limit':201").status()).isEqualTo(400);
        assertThat(search("'sorts':[{'propertyName':'lastname'},{'propertyName':'email'}]").status()).isEqualTo(400);
    }

    @Test
    void aFreshWriteIsNotFoundWhileTheIndexLags() throws Exception {
        hubspot.searchLag(Duration.ofHours(1));
        hubspot.create("contacts", Map.of("lastname", "Ada"));

        assertThat(search("'limit':10").body().path("total").asInt()).isZero();
        hubspot.searchLag(Duration.ZERO);
        assertThat(search("'limit':10").body().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void theSixthSearchOfASecondIsRefused() throws Exception {
        hubspot.close();
        hubspot = HubSpotStandIn.start(new HubSpotSettings(0, HubSpotSettings.TOKEN, 1_000, 5, Duration.ZERO, true, true));
        List<Said> said = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            said.add(search("'limit':10"));
        }

        assertThat(said).filteredOn(one -> one.status() == 429).isNotEmpty().first()
                .satisfies(one -> assertThat(one.body().path("policyName").asText()).isEqualTo("SECONDLY"));
    }

    @Test
    void anOldIdAnswersWithTheRecordItWasMergedInto() throws Exception {
        String one = hubspot.create("contacts", Map.of("lastname", "Ada"));
        String other = hubspot.create("contacts", Map.of("lastname", "Bob", "phone", "5"));

        Said merged = post("/crm/v3/objects/contacts/merge", "{'primaryObjectId':'" + one + "','objectIdToMerge':'" + other
                + "'}");
        Said read = call("GET", "/crm/v3/objects/contacts/" + other + "?properties=lastname,phone,hs_merged_object_ids", "",
                "Bearer " + HubSpotSettings.TOKEN);

        assertThat(read.body().path("id").asText()).isEqualTo(merged.body().path("id").asText()).isNotEqualTo(one);
        assertThat(read.body().path("properties").path("lastname").asText()).isEqualTo("Ada");
        assertThat(read.body().path("properties").path("phone").asText()).isEqualTo("5");
        assertThat(read.body().path("properties").path("hs_merged_object_ids").asText()).contains(one).contains(other);
    }

    @Test
    void anArchivedContactFreesItsEmailAndIsListedAmongTheArchived() throws Exception {
        String id = hubspot.create("contacts", Map.of("email", "ada@example.com"));
        hubspot.archive("contacts", id);

        assertThat(post("/crm/v3/objects/contacts", "{'properties':{'email':'ada@example.com'}}").status()).isEqualTo(201);
        assertThat(call("GET", "/crm/v3/objects/contacts?archived=true", "", "Bearer " + HubSpotSettings.TOKEN).body()
                .path("results").findValuesAsText("id")).containsExactly(id);
    }

    @Test
    void answersTellTheLimitAndTheDaysLimitIsToldApart() throws Exception {
        hubspot.close();
        hubspot = HubSpotStandIn.start(HubSpotSettings.usual());
        Said said = post("/crm/v3/objects/contacts", "{'properties':{}}");
        assertThat(said.response().headers().firstValue("X-HubSpot-RateLimit-Max")).contains("190");

        control("daily?usedUp=true", "");
        assertThat(post("/crm/v3/objects/contacts", "{'properties':{}}").body().path("policyName").asText())
                .isEqualTo("DAILY");
    }

    @Test
    void theControlCallsDoWhatAPersonWould() throws Exception {
        String id = control("create?object=contacts", "{'lastname':'Ada'}").body().path("ids").get(0).asText();
        control("edit?object=contacts&id=" + id, "{'lastname':'Bob'}");

        Said rows = call("GET", "/control/hubspot/rows?object=contacts", "", "");
        assertThat(rows.body().path(id).path("lastname").asText()).isEqualTo("Bob");
        control("archive?object=contacts&id=" + id, "");
        assertThat(call("GET", "/control/hubspot/rows?object=contacts", "", "").body()).isEmpty();
        assertThat(control("edit?object=contacts", "{}").status()).isEqualTo(400);
    }

    private int found(String filter) throws Exception {
        return search("'filterGroups':[{'filters':[{" + filter + "}]}]").body().path("total").asInt();
    }

    private Said search(String body) throws Exception {
        return post("/crm/v3/objects/contacts/search", "{" + body + "}");
    }

    private Said control(String call, String body) throws Exception {
        return call("POST", "/control/hubspot/" + call, body, "");
    }

    private Said post(String path, String body) throws Exception {
        return call("POST", path, body, "Bearer " + HubSpotSettings.TOKEN);
    }

    private Said call(String method, String path, String body, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hubspot.url() + path)).method(method,
                BodyPublishers.ofString(body.replace('\'', '"')));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Said(response.statusCode(), json.readTree(response.body()), response);
    }
}
