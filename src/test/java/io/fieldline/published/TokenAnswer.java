package io.fieldline.published;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The token endpoint. */
final class TokenAnswer {

    private final TokenDesk tokens;
    private final Ledger ledger;
    private final String scopes;

    TokenAnswer(TokenDesk tokens, Ledger ledger, Set<String> scopes) {
        this.tokens = tokens;
        this.ledger = ledger;
        this.scopes = String.join(" ", scopes);
    }

    Answer answer(Call call) {
        Map<String, List<String>> form = call.form();
        if (!"POST".equals(call.method()) || !call.header("Content-Type").startsWith("application/x-www-form-urlencoded")
                || !List.of("client_credentials").equals(form.get("grant_type"))) {
            ledger.violation(call, "no form of the grant client_credentials");
            return Answer.of(400, "application/json", "{\"error\":\"unsupported_grant_type\"}");
        }
        return tokens.issue(one(form, "client_id"), one(form, "client_secret"))
                .map(token -> Answer.json("{\"access_token\":\"" + token + "\",\"expires_in\":" + tokens.lifeSeconds()
                        + ",\"token_type\":\"Bearer\",\"scope\":\"" + scopes + "\"}"))
                .orElseGet(() -> Answer.of(400, "application/json", "{\"error\":\"invalid_client\"}"));
    }

    private static String one(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }
}
