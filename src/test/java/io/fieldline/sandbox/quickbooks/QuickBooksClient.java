package io.fieldline.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.WireClient;

/** An application that is let into a company, and asks and tells it things over the wire. */
final class QuickBooksClient {

    static final String COMPANY = "/v3/company/" + QuickBooksSettings.REALM_ID + "/";
    private static final String BASIC = "Basic " + Base64.getEncoder().encodeToString(
            (QuickBooksSettings.CLIENT_ID + ":" + QuickBooksSettings.CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));

    final WireClient wire;
    private final Owner owner;
    private String access;

    QuickBooksClient(QuickBooksStandIn quickBooks) {
        wire = new WireClient(quickBooks.url());
        owner = quickBooks.owner();
        access = Fields.text(Fields.parse(refresh(quickBooks.connect()).body()), "access_token");
    }

    void use(String accessToken) {
        access = accessToken;
    }

    HttpResponse<String> refresh(String refreshToken) {
        return token("grant_type=refresh_token&refresh_token=" + refreshToken);
    }

    HttpResponse<String> token(String form) {
        return wire.post("/oauth2/v1/tokens/bearer", form, "Authorization", BASIC, "Content-Type",
                "application/x-www-form-urlencoded", "Accept", "application/json");
    }

    HttpResponse<String> get(String path) {
        return wire.get(COMPANY + path, "Authorization", "Bearer " + access, "Accept", "application/json");
    }

    HttpResponse<String> post(String path, String body) {
        return wire.post(COMPANY + path, body, "Authorization", "Bearer " + access, "Accept", "application/json",
                "Content-Type", "application/json");
    }

    /** The record that a good answer holds. */
    ObjectNode done(String entity, String path, String body) {
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return (ObjectNode) Fields.parse(answer.body()).get(entity);
    }

    ObjectNode create(String entity, String body) {
        return done(entity, entity.toLowerCase(Locale.ROOT), body);
    }

    ObjectNode read(String entity, JsonNode record) {
        HttpResponse<String> answer = get(entity.toLowerCase(Locale.ROOT) + "/" + Fields.text(record, "Id"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return (ObjectNode) Fields.parse(answer.body()).get(entity);
    }

    JsonNode query(String query) {
        HttpResponse<String> answer = get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Fields.parse(answer.body()).get("QueryResponse");
    }

    void assertRefused(String path, String body, String code) {
        assertFault(post(path, body), 400, code);
    }

    static void assertFault(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Fields.parse(answer.body()).path("Fault").path("Error").path(0).path("code").asText()).as(answer.body())
                .isEqualTo(code);
    }

    String customer(String name) {
        return Fields.text(create("Customer", "{\"DisplayName\":\"" + name + "\"}"), "Id");
    }

    /** A line that sells one of an item. */
    String line(String item, String amount, String taxCode) {
        return "{\"Amount\":" + amount + ",\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":"
                + "{\"value\":\"" + owner.idOf("Item", item) + "\"},\"TaxCodeRef\":{\"value\":\"" + taxCode + "\"}}}";
    }

    /** A sales form without tax. */
    String form(String customer, String amount) {
        return "{\"CustomerRef\":{\"value\":\"" + customer + "\"},\"Line\":[" + line("HVAC Service", amount, "NON") + "]}";
    }

    static String payment(String customer, String total, String... lines) {
        return "{\"CustomerRef\":{\"value\":\"" + customer + "\"},\"TotalAmt\":" + total + ",\"Line\":["
                + String.join(",", lines) + "]}";
    }

    static String settles(String type, JsonNode record, String amount) {
        return "{\"Amount\":" + amount + ",\"LinkedTxn\":[{\"TxnId\":\"" + Fields.text(record, "Id") + "\",\"TxnType\":\""
                + type + "\"}]}";
    }

    /** A sparse update of the newest version that is at hand. */
    static String changed(JsonNode record, String properties) {
        return "{\"Id\":\"" + Fields.text(record, "Id") + "\",\"SyncToken\":\"" + Fields.text(record, "SyncToken")
                + "\",\"sparse\":true" + (properties.isEmpty() ? "" : "," + properties) + "}";
    }

    static BigDecimal amount(JsonNode record, String path) {
        assertThat(Fields.has(record, path)).as(path + " of " + record).isTrue();
        return Fields.number(record, path);
    }
}
