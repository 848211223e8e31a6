package io.fieldline.flow;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

import io.fieldline.failure.MisconfiguredException;

/**
 * Stands in the place of a component that reaches customers, so that an address that is only known when a record comes is
 * refused as well.
 */
public final class ClosedComponent extends DefaultComponent {

    private ClosedComponent() {
        // Camel would set the options of the component whose name this one bears.
        setAutowiredEnabled(false);
    }

    /** Closes the components by which a route could reach customers. */
    public static void closeAll(CamelContext context) {
        CustomerAddresses.SCHEMES.forEach(scheme -> context.addComponent(scheme, new ClosedComponent()));
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        // The rest of the address may hold a password.
        throw new MisconfiguredException("The address " + uri.replaceFirst("(?s):.*", "") + ":… " + CustomerAddresses.RULE);
    }
}
