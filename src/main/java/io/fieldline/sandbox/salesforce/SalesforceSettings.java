package io.fieldline.sandbox.salesforce;

/**
 * How the stand-in for Salesforce behaves.
 *
 * @param port 0 for any free one
 * @param clientId the one connected application it knows
 * @param clientSecret what that application proves itself with in the client credentials flow
 * @param userName whom the application may act for in the JWT flow
 * @param personAccounts whether the org has Person Accounts switched on
 * @param externalIds whether the fields <code>ST_Customer_Id__c</code> and <code>ST_Activity_Id__c</code> exist already
 * @param dailyLimit API calls a day
 */
public record SalesforceSettings(int port, String clientId, String clientSecret, String userName, boolean personAccounts,
        boolean externalIds, long dailyLimit) {

    public static final String CLIENT_ID = "3MVG9sandbox";
    public static final String CLIENT_SECRET = "sandbox-secret";
    public static final String USER_NAME = "fieldline@sandbox.example";

    /** An org with both kinds of accounts, its external id fields, and plenty of calls. */
    public static SalesforceSettings usual() {
        return new SalesforceSettings(0, CLIENT_ID, CLIENT_SECRET, USER_NAME, true, true, 1_000_000);
    }

    public SalesforceSettings withoutPersonAccounts() {
        return new SalesforceSettings(port, clientId, clientSecret, userName, false, externalIds, dailyLimit);
    }

    public SalesforceSettings withoutExternalIds() {
        return new SalesforceSettings(port, clientId, clientSecret, userName, personAccounts, false, dailyLimit);
    }

    public SalesforceSettings withDailyLimit(long calls) {
        return new SalesforceSettings(port, clientId, clientSecret, userName, personAccounts, externalIds, calls);
    }
}
