package io.fieldline.destination.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.apache.camel.impl.DefaultCamelContext;

import io.fieldline.sandbox.salesforce.SalesforceSettings;
import io.fieldline.sandbox.salesforce.SalesforceStandIn;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/** A stand-in, a plain Camel context and the adapter between, with a clock that a test moves. */
final class SalesforceOrg implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    final SalesforceStandIn standIn;
    final DefaultCamelContext camel = new DefaultCamelContext();
    final Salesforce crm;
    private Instant now = START;

    SalesforceOrg(SalesforceSettings settings, Map<String, Object> options, Set<String> wanted) {
        InstantSource time = () -> now;
        standIn = SalesforceStandIn.start(settings, time);
        SalesforceConnectionComponent component = new SalesforceConnectionComponent(connection(options));
        camel.addComponent("salesforce-acme-crm", component);
        camel.start();
        crm = new Salesforce(component, wanted, time);
    }

    static SalesforceOrg usual() {
        return new SalesforceOrg(SalesforceSettings.usual(), Map.of("personAccounts", true), Set.of());
    }

    Connection connection(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(Map.of("url", standIn.url().toString(), "clientId",
                Secret.literal(SalesforceSettings.CLIENT_ID), "clientSecret",
                Secret.literal(SalesforceSettings.CLIENT_SECRET)));
        all.putAll(options);
        return new Connection("crm", SalesforceConnectionType.NAME, all);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public void close() {
        crm.close();
        camel.stop();
        standIn.close();
    }
}
