package io.fieldline.published;

/** What the tenant with a number signs in with. */
public record Credentials(String appKey, String clientId, String clientSecret) {

    private static final String APP_KEY = "ak1.f7published0application0key";

    public static Credentials of(long tenant) {
        return new Credentials(APP_KEY, "cid.published" + tenant, "cs1.published+secret/of=" + tenant);
    }
}
