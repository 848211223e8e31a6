package io.fieldline.sandbox;

import java.net.URI;

/**
 * Where events are sent.
 *
 * @param url may hold <code>{tenant}</code> in place of the tenant's number
 * @param key the HMAC key; empty for unsigned events
 */
public record WebhookTarget(String url, String key) {

    URI urlOf(long tenantId) {
        return URI.create(url.replace("{tenant}", String.valueOf(tenantId)));
    }

    @Override
    public String toString() {
        return url;
    }
}
