package io.fieldline.tenant;

import java.time.Duration;

import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Place;

/**
 * What <code>config/fieldline.yaml</code> gives to all tenants; a tenant's own connection or setting wins.
 *
 * @param connections by name
 * @param flows settings by flow, for tenants that switched the flow on
 * @param retention how long payloads with personal data are kept
 */
public record SharedSettings(Mapping connections, Mapping flows, Duration retention) {

    static final String FILE = "fieldline.yaml";
    static final int DEFAULT_RETENTION_DAYS = 30;

    public static SharedSettings none() {
        Mapping nothing = Mapping.empty(new Place(FILE, "", 0));
        return new SharedSettings(nothing, nothing, Duration.ofDays(DEFAULT_RETENTION_DAYS));
    }

    /** Without the written settings, which may hold secrets. */
    @Override
    public String toString() {
        return "SharedSettings[connections=" + connections.fields().keySet() + ", flows=" + flows.fields().keySet()
                + ", retention=" + retention + "]";
    }
}
