package io.fieldline.destination.salesforce;

import java.util.List;

import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;

/** What a tenant states of a Salesforce org. */
public final class SalesforceConnectionType {

    public static final String NAME = "salesforce";
    static final String CLIENT_CREDENTIALS = "client-credentials";
    static final String JWT = "jwt";

    private SalesforceConnectionType() {}

    public static List<SettingDefinition> settings() {
        return List.of(
                optional("loginType", Type.TEXT, CLIENT_CREDENTIALS, List.of(CLIENT_CREDENTIALS, JWT),
                        "How the connected app logs in; client-credentials needs url, the org's My Domain address"),
                new SettingDefinition("clientId", Type.SECRET, true, null, List.of(), "The connected app's consumer key"),
                optional("clientSecret", Type.SECRET, null, "The connected app's consumer secret, for client-credentials"),
                optional("userName", Type.TEXT, null, "The user that the connected app acts for, for jwt"),
                optional("keystore", Type.TEXT, null, "A PKCS12 or JKS file with the one private key that signs, for jwt"),
                optional("keystorePassword", Type.SECRET, null, "What opens the keystore and its key, for jwt"),
                optional("apiVersion", Type.TEXT, "60.0", "The version of the REST API"),
                optional("accountExternalId", Type.TEXT, "ST_Customer_Id__c",
                        "The field on Account and on Contact that holds the ServiceTitan customer's id"),
                optional("activityExternalId", Type.TEXT, "ST_Activity_Id__c",
                        "The field on Task that tells one activity from another"),
                optional("personAccounts", Type.BOOLEAN, false, "Whether residential customers are Person Accounts"),
                optional("personRecordType", Type.TEXT, null,
                        "The id of the record type of new Person Accounts; the user's default without it"),
                optional("activeField", Type.TEXT, null, "A checkbox on Account that says whether the customer is active"),
                optional("lookBack", Type.DURATION, SalesforceOptions.LOOK_BACK,
                        "How long a change may take from its time stamp until others see it"),
                optional("reserve", Type.DECIMAL, SalesforceOptions.RESERVE,
                        "Percent of the day's API calls that are left to others"));
    }

    private static SettingDefinition optional(String name, Type type, Object value, String meaning) {
        return optional(name, type, value, List.of(), meaning);
    }

    private static SettingDefinition optional(String name, Type type, Object value, List<String> allowed, String meaning) {
        return new SettingDefinition(name, type, false, value, allowed, meaning);
    }
}
