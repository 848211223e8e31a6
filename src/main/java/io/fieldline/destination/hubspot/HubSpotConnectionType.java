package io.fieldline.destination.hubspot;

import java.util.List;

import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;

/** What a tenant states of a HubSpot account. */
public final class HubSpotConnectionType {

    public static final String NAME = "hubspot";

    private HubSpotConnectionType() {}

    public static List<SettingDefinition> settings() {
        return List.of(
                new SettingDefinition("token", Type.SECRET, true, null, List.of(),
                        "The access token of a private app, pat-…; it needs the scopes crm.objects and crm.schemas of"
                                + " contacts and companies, read and write"),
                new SettingDefinition("object", Type.TEXT, false, "contact", List.of("contact", "company"),
                        "What stands for a customer: contact, or company, whose person is then its contact."),
                new SettingDefinition("uniqueProperty", Type.TEXT, false, "st_customer_id", List.of(),
                        "The property that holds ServiceTitan's customer id; it must be one with unique values."),
                new SettingDefinition("statusProperty", Type.TEXT, false, "st_customer_status", List.of(),
                        "The property that says whether the customer is in use; HubSpot itself knows no inactive records."),
                new SettingDefinition("activityProperty", Type.TEXT, false, "st_activity_id", List.of(),
                        "The property of a note that tells which activity it is; it must be one with unique values."),
                new SettingDefinition("callsPerTenSeconds", Type.INTEGER, false, 190L, List.of(),
                        "How many calls HubSpot takes in ten seconds, until its own answers say so."));
    }
}
