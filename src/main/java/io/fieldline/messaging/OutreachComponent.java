package io.fieldline.messaging;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

import io.fieldline.failure.MisconfiguredException;

/** The component <code>outreach</code>. */
@Component("outreach")
public class OutreachComponent extends DefaultComponent {

    @Metadata(autowired = true, label = "advanced", description = "What decides about messages and keeps them")
    private OutreachServices services;

    public OutreachComponent() {}

    public OutreachComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (services == null) {
            throw new MisconfiguredException("The outreach component lacks a part: bind one "
                    + OutreachServices.class.getSimpleName() + " to the registry before routes are loaded");
        }
        OutreachEndpoint endpoint = new OutreachEndpoint(uri, this);
        endpoint.setEvent(remaining);
        setProperties(endpoint, parameters);
        endpoint.check();
        return endpoint;
    }

    public OutreachServices getServices() {
        return services;
    }

    public void setServices(OutreachServices services) {
        this.services = services;
    }
}
