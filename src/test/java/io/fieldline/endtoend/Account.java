package io.fieldline.endtoend;

import io.fieldline.published.Credentials;
import io.fieldline.sandbox.SandboxCredentials;

/** What a tenant's document needs to know of the ServiceTitan that the tenant is in. */
record Account(long tenantId, String appKey, String clientId, String clientSecret) {

    static Account published(long tenantId) {
        Credentials credentials = Credentials.of(tenantId);
        return new Account(tenantId, credentials.appKey(), credentials.clientId(), credentials.clientSecret());
    }

    static Account sandbox(long tenantId) {
        SandboxCredentials credentials = SandboxCredentials.of(tenantId);
        return new Account(tenantId, credentials.appKey(), credentials.clientId(), credentials.clientSecret());
    }
}
