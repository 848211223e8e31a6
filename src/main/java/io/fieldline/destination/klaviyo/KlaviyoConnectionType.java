package io.fieldline.destination.klaviyo;

import java.util.List;

import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;

/** What a tenant states of a Klaviyo account. */
public final class KlaviyoConnectionType {

    public static final String NAME = "klaviyo";
    static final String REVISION = "2026-07-15";

    private KlaviyoConnectionType() {}

    public static List<SettingDefinition> settings() {
        return List.of(
                new SettingDefinition("apiKey", Type.SECRET, true, null, List.of(),
                        "A private API key, pk_…, with the scopes events:write, metrics:write and profiles:write, and"
                                + " accounts:read for check"),
                new SettingDefinition("revision", Type.TEXT, false, REVISION, List.of(),
                        "The revision of the API that is spoken; an older one works until Klaviyo retires it"));
    }
}
