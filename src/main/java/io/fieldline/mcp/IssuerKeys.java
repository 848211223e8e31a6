package io.fieldline.mcp;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.agent.policy.WebAddress;

/** The public keys of issuers, found where each publishes them, and kept. */
final class IssuerKeys {

    /** A token may name a key that nobody has; that alone must not make us ask without end, nor must an issuer that is silent. */
    static final Duration ASKED_AGAIN_AFTER = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final IssuerPages pages;
    private final Map<String, KeptKeys> known = new ConcurrentHashMap<>();
    private final Duration pause;

    /**
     * @param pause after which an issuer may be asked for its keys again, where a token names one that is not known, or it did
     *        not answer
     * @param longest that any page of it may take
     */
    IssuerKeys(Duration pause, Duration longest) {
        this.pause = pause;
        this.pages = new IssuerPages(longest);
    }

    VerificationKeyResolver of(String issuer) {
        return known.computeIfAbsent(issuer, name -> new KeptKeys(pause, () -> published(name)));
    }

    /** By the issuer's own description, in either of the two places that standards name. */
    private List<JsonWebKey> published(String issuer) throws UnresolvableKeyException {
        URI uri = URI.create(issuer);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/$", "");
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        List<String> reasons = new ArrayList<>();
        for (String place : List.of(origin + path + "/.well-known/openid-configuration",
                origin + "/.well-known/oauth-authorization-server" + path)) {
            JsonNode description = description(place, reasons);
            String keys = description.path("jwks_uri").asText();
            if (issuer.equals(description.path("issuer").asText()) && WebAddress.isSafe(keys.replaceFirst("\\?.*", ""))) {
                return keys(issuer, keys);
            }
        }
        LOG.warn("The issuer of access tokens {} does not say where its keys are, and its tokens are refused: {}", issuer,
                String.join("; ", reasons));
        throw new UnresolvableKeyException("no keys of " + issuer);
    }

    private JsonNode description(String place, List<String> reasons) {
        try {
            reasons.add(place + " describes another issuer, or names no address of keys that is safe");
            return JSON.readTree(pages.read(place));
        } catch (IOException e) {
            reasons.set(reasons.size() - 1, place + ": " + e.getMessage());
            return JSON.createObjectNode();
        }
    }

    private List<JsonWebKey> keys(String issuer, String place) throws UnresolvableKeyException {
        try {
            return new JsonWebKeySet(pages.read(place)).getJsonWebKeys();
        } catch (IOException | JoseException e) {
            LOG.warn("The issuer of access tokens {} does not tell its keys: {}", issuer, e.toString());
            throw new UnresolvableKeyException("no keys of " + issuer, e);
        }
    }
}
