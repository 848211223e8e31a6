package io.fieldline.destination.salesforce;

import java.time.InstantSource;
import java.util.Optional;

import org.apache.camel.CamelContext;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.tenant.Connection;

/** Asks Salesforce whether a connection may log in and use the API, without changing anything. */
public final class SalesforceProbe {

    private final CamelContext camel;
    private final InstantSource time;

    public SalesforceProbe(CamelContext camel, InstantSource time) {
        this.camel = camel;
        this.time = time;
    }

    /** @return what is wrong, or empty; throws {@link io.fieldline.failure.RetryLaterException} when Salesforce is away */
    public Optional<String> problem(Connection connection) {
        SalesforceConnectionComponent component = new SalesforceConnectionComponent(connection);
        component.setCamelContext(camel);
        try (SalesforceApi api = new SalesforceApi(component, SalesforceOptions.of(connection), time)) {
            component.start();
            api.get("sobjects/Account/describe");
            return Optional.empty();
        } catch (TenantUnavailableException | MisconfiguredException refused) {
            return Optional.of(refused.getMessage());
        } finally {
            component.stop();
        }
    }
}
