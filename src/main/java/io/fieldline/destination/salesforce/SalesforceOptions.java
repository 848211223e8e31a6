package io.fieldline.destination.salesforce;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;

/**
 * What a connection says of its org, login apart.
 *
 * @param apiVersion without a letter, <code>60.0</code>
 * @param customerId the external id field of Account and Contact
 * @param activityId the external id field of Task
 * @param personAccounts whether residential customers are Person Accounts
 * @param lookBack how long a change may take from its stamp to its commit
 * @param reserve percent of the day's calls that are left alone
 */
record SalesforceOptions(String apiVersion, String customerId, String activityId, boolean personAccounts,
        Optional<String> personRecordType, Optional<String> activeField, Duration lookBack, BigDecimal reserve) {

    static final Duration LOOK_BACK = Duration.ofMinutes(5);
    static final BigDecimal RESERVE = BigDecimal.valueOf(5);

    SalesforceOptions {
        if (!apiVersion.matches("\\d{2}\\.0")) {
            throw new MisconfiguredException("apiVersion of a salesforce connection is written like 60.0, not " + apiVersion);
        }
    }

    static SalesforceOptions of(Connection connection) {
        Object lookBack = connection.options().get("lookBack");
        return new SalesforceOptions(connection.text("apiVersion").orElse("60.0"),
                connection.text("accountExternalId").orElse("ST_Customer_Id__c"),
                connection.text("activityExternalId").orElse("ST_Activity_Id__c"),
                connection.text("personAccounts").map(Boolean::valueOf).orElse(false), connection.text("personRecordType"),
                connection.text("activeField"), lookBack instanceof Duration duration ? duration : LOOK_BACK,
                connection.text("reserve").map(BigDecimal::new).orElse(RESERVE));
    }
}
