package io.fieldline.tenant;

import java.net.URI;
import java.util.Optional;

/**
 * How to reach one tenant's ServiceTitan.
 *
 * @param environment where the account lives
 * @param tenantId the numeric tenant id in every path
 * @param appKey sent as <code>ST-App-Key</code> on every call
 * @param clientId the OAuth client of this tenant, application and environment
 * @param clientSecret its secret
 * @param apiUrl scheme and host of the API, without a path
 * @param authUrl scheme and host of the token endpoint, without <code>/connect/token</code>
 * @param rateLimit requests per second, shared by everything that calls this tenant with this application key
 * @param networkClient true when one client id serves several tenants, so that a token request names the tenant
 * @param webhook how events of this tenant are verified; empty when it receives none
 * @param applicationGuid under which the application keeps external data at records, in lower case; empty when it keeps none
 */
public record ServiceTitanAccount(Environment environment, long tenantId, Secret appKey, String clientId,
        Secret clientSecret, URI apiUrl, URI authUrl, int rateLimit, boolean networkClient, Optional<WebhookSettings> webhook,
        Optional<String> applicationGuid) {

    /** An account whose application keeps no external data. */
    public ServiceTitanAccount(Environment environment, long tenantId, Secret appKey, String clientId, Secret clientSecret,
            URI apiUrl, URI authUrl, int rateLimit, boolean networkClient, Optional<WebhookSettings> webhook) {
        this(environment, tenantId, appKey, clientId, clientSecret, apiUrl, authUrl, rateLimit, networkClient, webhook,
                Optional.empty());
    }

    /**
     * @param key the HMAC key of 32 to 64 characters; empty when the application is configured unsigned
     * @param header name of the header that carries the signature
     * @param encoding of the digest
     * @param prefix text before the digest, such as <code>sha256=</code>
     */
    public record WebhookSettings(Optional<Secret> key, String header, Encoding encoding, String prefix) {

        public enum Encoding {
            HEX, BASE64
        }
    }
}
