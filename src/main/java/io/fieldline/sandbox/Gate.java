package io.fieldline.sandbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fieldline.sandbox.AccessTokens.Grant;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;
import io.fieldline.servicetitan.catalog.Match;

/** What is checked before a request is looked at: application key, token, tenant, scope, rate; in this order. */
final class Gate {

    private static final Pattern TENANT = Pattern.compile("/tenant/([^/]+)");
    private static final String BEARER = "Bearer ";

    private final AccessTokens tokens;
    private final RateLimit rate;

    Gate(AccessTokens tokens, RateLimit rate) {
        this.tokens = tokens;
        this.rate = rate;
    }

    static Optional<String> tenant(Request request) {
        Matcher matcher = TENANT.matcher(request.path());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The token itself; the scheme may be left out, as in the API's own examples. */
    static Optional<String> token(Request request) {
        return request.header("Authorization")
                .map(value -> value.startsWith(BEARER) ? value.substring(BEARER.length()) : value);
    }

    /** The tenant whose data may be read or written; refuses everything else. */
    long check(Request request, Optional<Match> match) {
        String appKey = request.header("ST-App-Key").filter(key -> !key.isBlank()).orElseThrow(
                () -> refuse(401, "Application key not present, check ST-App-Key header value."));
        if (!appKey.equals(SandboxCredentials.of(0).appKey())) {
            throw refuse(401, "Application key is not valid, check ST-App-Key header value.");
        }
        Grant grant = token(request).flatMap(tokens::grant)
                .orElseThrow(() -> refuse(401, "The access token is missing, not valid or expired."));
        if (!tenant(request).orElse("").equals(String.valueOf(grant.tenantId()))) {
            throw refuse(403, "The application is not connected to this tenant.");
        }
        match.map(found -> found.operation().scope()).filter(scope -> !scope.isEmpty() && !grant.scopes().contains(scope))
                .ifPresent(scope -> {
                    throw refuse(403, "The application was not granted the scope " + scope + ".");
                });
        rate.take(appKey, grant.tenantId()).ifPresent(seconds -> {
            throw new Refusal(tooMany(seconds));
        });
        return grant.tenantId();
    }

    static Reply tooMany(int seconds) {
        return Problem.of(429, "Rate limit is exceeded. Try again in " + seconds + " seconds.").withHeader("Retry-After",
                String.valueOf(seconds));
    }

    private static Refusal refuse(int status, String title) {
        return new Refusal(Problem.of(status, title));
    }
}
