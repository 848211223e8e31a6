package io.fieldline.sandbox;

/**
 * What an application needs to reach a contractor of the sandbox. Made up and the same everywhere; they open nothing
 * else.
 */
public record SandboxCredentials(String appKey, String clientId, String clientSecret) {

    private static final String APP_KEY = "ak1.fieldline-sandbox";

    public static SandboxCredentials of(long tenantId) {
        return new SandboxCredentials(APP_KEY, "cid.sandbox-" + tenantId, "cs1.sandbox-" + tenantId);
    }
}
