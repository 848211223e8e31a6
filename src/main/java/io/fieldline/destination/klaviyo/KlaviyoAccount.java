package io.fieldline.destination.klaviyo;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Objects;

import io.fieldline.delivery.ProviderAddress;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;

/**
 * One tenant's account of Klaviyo.
 *
 * @param url below which requests go
 * @param revision of the API, a date
 */
record KlaviyoAccount(Connection connection, String url, String revision) {

    private static final String USUAL_URL = "https://a.klaviyo.com";
    private static final String JSON_API = "application/vnd.api+json";

    KlaviyoAccount {
        Objects.requireNonNull(connection, "connection");
        if (!revision.matches("\\d{4}-\\d{2}-\\d{2}(\\.[a-z]+)?")) {
            throw new MisconfiguredException("A connection of type klaviyo: revision is written like "
                    + KlaviyoConnectionType.REVISION + ", not " + revision);
        }
    }

    static KlaviyoAccount of(Connection connection) {
        return new KlaviyoAccount(connection, ProviderAddress.of(connection, USUAL_URL),
                connection.text("revision").orElse(KlaviyoConnectionType.REVISION));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization",
                        "Klaviyo-API-Key "
                                + ProviderAddress.forHeader(connection, "apiKey", connection.secret("apiKey").orElseThrow()))
                .header("revision", revision).header("Accept", JSON_API).header("Content-Type", JSON_API);
    }

    @Override
    public String toString() {
        return "KlaviyoAccount[" + connection.name() + "]";
    }
}
