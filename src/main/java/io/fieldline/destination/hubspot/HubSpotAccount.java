package io.fieldline.destination.hubspot;

import java.util.Objects;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/**
 * One tenant's account of HubSpot, and how it is used.
 *
 * @param url scheme and host
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
        if (!url.matches("https?://[^\\s/?#]+")) {
            throw new MisconfiguredException("The url of a HubSpot connection must be scheme and host, such as " + USUAL_URL
                    + " (found \"" + url + "\")");
        }
        if (object == CrmObject.NOTE || callsPerTenSeconds < 1) {
            throw new IllegalArgumentException("a customer is a contact or a company, and there must be calls to make");
        }
    }

    static HubSpotAccount of(Connection connection) {
        return new HubSpotAccount(connection.text("url").orElse(USUAL_URL).replaceAll("/+$", ""),
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
