package io.fieldline.mcp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jose4j.jwk.HttpsJwks;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The public keys of issuers, found where each publishes them, and kept. */
final class IssuerKeys {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** A token may name a key that nobody has; that alone must not make us ask without end. */
    static final Duration ASKED_AGAIN_AFTER = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build();
    private final Map<String, VerificationKeyResolver> known = new ConcurrentHashMap<>();
    private final Duration pause;

    /** @param pause after which an issuer may be asked for its keys again, where a token names one that is not known */
    IssuerKeys(Duration pause) {
        this.pause = pause;
    }

    VerificationKeyResolver of(String issuer) {
        return (signature, nesting) -> resolver(issuer).resolveKey(signature, nesting);
    }

    private VerificationKeyResolver resolver(String issuer) throws UnresolvableKeyException {
        VerificationKeyResolver resolver = known.get(issuer);
        if (resolver == null) {
            HttpsJwks keys = new HttpsJwks(published(issuer));
            keys.setRefreshReprieveThreshold(pause.toMillis());
            resolver = new HttpsJwksVerificationKeyResolver(keys);
            known.putIfAbsent(issuer, resolver);
        }
        return resolver;
    }

    /** Where the keys are, by the issuer's own description, in either of the two places that standards name. */
    private String published(String issuer) throws UnresolvableKeyException {
        URI uri = URI.create(issuer);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/$", "");
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        for (String place : List.of(origin + path + "/.well-known/openid-configuration",
                origin + "/.well-known/oauth-authorization-server" + path)) {
            JsonNode description = read(place);
            String keys = description.path("jwks_uri").asText();
            if (issuer.equals(description.path("issuer").asText()) && !keys.isEmpty()) {
                return keys;
            }
        }
        LOG.warn("The issuer of access tokens {} does not say where its keys are; its tokens are refused", issuer);
        throw new UnresolvableKeyException("no keys of " + issuer);
    }

    private JsonNode read(String place) throws UnresolvableKeyException {
        try {
            HttpResponse<byte[]> answer = http.send(HttpRequest.newBuilder(URI.create(place)).timeout(LONGEST).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createObjectNode();
        } catch (IOException e) {
            LOG.warn("{} does not answer with a description of the issuer: {}", place, e.toString());
            return JSON.createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnresolvableKeyException("interrupted", e);
        }
    }
}
