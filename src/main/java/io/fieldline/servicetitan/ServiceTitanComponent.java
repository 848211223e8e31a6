package io.fieldline.servicetitan;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.catalog.Catalog;

/** The component <code>servicetitan</code>. */
@Component("servicetitan")
public class ServiceTitanComponent extends DefaultComponent {

    @Metadata(autowired = true, label = "advanced", description = "The tenants to serve and the stores that remember how far each was read")
    private ServiceTitanServices services;
    private ReadBack.Pause readBackPause = pause -> Thread.sleep(pause.toMillis());

    public ServiceTitanComponent() {}

    public ServiceTitanComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        int slash = remaining.indexOf('/');
        if (slash < 1 || slash == remaining.length() - 1) {
            throw new MisconfiguredException("servicetitan:" + remaining
                    + " names no collection: write servicetitan:<module>/<collection>, such as servicetitan:jpm/jobs");
        }
        ServiceTitanConfiguration configuration = new ServiceTitanConfiguration();
        configuration.setModule(remaining.substring(0, slash));
        configuration.setCollection(remaining.substring(slash + 1));
        configuration.setQuery(PropertiesHelper.extractProperties(parameters, "query."));
        configuration.setPath(PropertiesHelper.extractProperties(parameters, "path."));
        ServiceTitanEndpoint endpoint = new ServiceTitanEndpoint(uri, this, configuration);
        setProperties(endpoint, parameters);
        endpoint.checkAgainst(catalog());
        return endpoint;
    }

    private Catalog catalog() {
        if (services == null) {
            throw new MisconfiguredException("The servicetitan component has no services: bind one "
                    + ServiceTitanServices.class.getSimpleName() + " to the registry before routes are loaded");
        }
        return services.catalog();
    }

    ReadBack.Pause readBackPause() {
        return readBackPause;
    }

    /** Tests do not wait for ServiceTitan to show a write. */
    void readBackPause(ReadBack.Pause pause) {
        readBackPause = pause;
    }

    public ServiceTitanServices getServices() {
        return services;
    }

    public void setServices(ServiceTitanServices services) {
        this.services = services;
    }
}
