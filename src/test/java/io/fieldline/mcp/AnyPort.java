package io.fieldline.mcp;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The application on a port that is free. */
public final class AnyPort implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.http.test-port", "0", "quarkus.log.console.level", "WARN");
    }
}
