package io.fieldline.destination.hubspot;

import java.util.Objects;

import io.fieldline.delivery.ProviderAddress;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/**
 * One tenant's account of HubSpot, and how it is used.
 *
 * @param url below which requests go
 * @param object what stands for a customer
 * @param uniqueProperty holds the customer's id, on a company and on its contact alike
 * @param statusProperty holds <code>active</code> or <code>inactive</code>
 * @param activityProperty holds a note's key
 */
record HubSpotAccount(String url, Secret token, CrmObject object, String uniqueProperty, String statusProperty,
        String activityProperty, int callsPerTenSeconds) {

    private static final String USUAL_URL = "https://api.hubapi.com";

    HubSpotAccount {
        Objects.requireNonNull(token, "token");
        if (object == CrmObject.NOTE || callsPerTenSeconds < 1) {
            throw new IllegalArgumentException("a customer is a contact or a company, and there must be calls to make");
        }
    }

    static HubSpotAccount of(Connection connection) {
        return new HubSpotAccount(ProviderAddress.of(connection, USUAL_URL),
                connection.secret("token").orElseThrow(),
                connection.text("object").orElse("contact").equals("company") ? CrmObject.COMPANY : CrmObject.CONTACT,
                connection.text("uniqueProperty").orElse("st_customer_id"),
                connection.text("statusProperty").orElse("st_customer_status"),
                connection.text("activityProperty").orElse("st_activity_id"),
                connection.text("callsPerTenSeconds").map(Integer::valueOf).orElse(190));
    }

    boolean hasCompanies() {
        return object == CrmObject.COMPANY;
    }
}
