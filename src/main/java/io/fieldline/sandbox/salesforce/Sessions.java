package io.fieldline.sandbox.salesforce;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/** Access tokens by client credentials or by a signed assertion, whose signature is taken to be good. */
final class Sessions {

    static final String ORG_ID = "00DSB0000000001AAA";
    private static final String JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final SalesforceSettings settings;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicLong number = new AtomicLong();

    Sessions(SalesforceSettings settings) {
        this.settings = settings;
    }

    Reply token(Request request, String url) {
        Map<String, String> form = request.form();
        String kind = form.getOrDefault("grant_type", "");
        if (kind.equals("client_credentials")) {
            if (!settings.clientId().equals(form.get("client_id"))) {
                return refused("invalid_client_id", "client identifier invalid");
            }
            if (!settings.clientSecret().equals(form.get("client_secret"))) {
                return refused("invalid_client", "invalid client credentials");
            }
        } else if (kind.equals(JWT)) {
            if (!stands(form.getOrDefault("assertion", ""))) {
                return refused("invalid_grant", "user hasn't approved this consumer");
            }
        } else {
            return refused("unsupported_grant_type", "grant type not supported");
        }
        String token = "00DSB!" + Long.toString(number.incrementAndGet(), 36) + "sandbox";
        tokens.add(token);
        return Reply.json(200, JsonNodeFactory.instance.objectNode().put("access_token", token).put("instance_url", url)
                .put("id", url + "/id/" + ORG_ID + "/005SB0000000001AAA").put("token_type", "Bearer")
                .put("issued_at", String.valueOf(number.get())).put("signature", "none"));
    }

    boolean knows(Request request) {
        return request.header("Authorization").map(value -> value.replaceFirst("^(Bearer|OAuth) ", ""))
                .filter(tokens::contains).isPresent();
    }

    void revoke(String token) {
        tokens.remove(token);
    }

    /** All sessions end, as by a time-out. */
    void expire() {
        tokens.clear();
    }

    private boolean stands(String assertion) {
        String[] parts = assertion.split("\\.");
        try {
            ObjectNode claims = (ObjectNode) new JsonMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
            return parts.length == 3 && claims.path("iss").asText().equals(settings.clientId())
                    && claims.path("sub").asText().equals(settings.userName());
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static Reply refused(String error, String description) {
        return Reply.json(400, JsonNodeFactory.instance.objectNode().put("error", error).put("error_description",
                description));
    }
}
