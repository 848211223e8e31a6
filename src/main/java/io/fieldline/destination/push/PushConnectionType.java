package io.fieldline.destination.push;

import java.util.List;

import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;

/** What a tenant states of a Firebase project. */
public final class PushConnectionType {

    public static final String NAME = "push";

    private PushConnectionType() {}

    public static List<SettingDefinition> settings() {
        return List.of(
                new SettingDefinition("serviceAccount", Type.SECRET, true, null, List.of(),
                        "The key of a service account that may send messages: the whole JSON file as Google makes it"),
                new SettingDefinition("projectId", Type.TEXT, false, null, List.of(),
                        "The Firebase project, where it is not the service account's own"),
                new SettingDefinition("tokenField", Type.TEXT, true, null, List.of(),
                        "The custom field of customers in ServiceTitan that holds the token of the customer's device, by name or"
                                + " number; whoever has none there gets no push"));
    }
}
