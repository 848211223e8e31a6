package io.fieldline.tenant;

import java.net.URI;

/**
 * Which ServiceTitan a tenant's account lives in. Client id, secret and tokens of one environment are not valid in the
 * other. The sandbox is Fieldline's own local stand-in and has no fixed address.
 */
public enum Environment {

    PRODUCTION("https://api.servicetitan.io", "https://auth.servicetitan.io"), INTEGRATION(
            "https://api-integration.servicetitan.io",
            "https://auth-integration.servicetitan.io"), SANDBOX("http://127.0.0.1:18080", "http://127.0.0.1:18080");

    private final URI apiUrl;
    private final URI authUrl;

    Environment(String apiUrl, String authUrl) {
        this.apiUrl = URI.create(apiUrl);
        this.authUrl = URI.create(authUrl);
    }

    public URI apiUrl() {
        return apiUrl;
    }

    public URI authUrl() {
        return authUrl;
    }
}
