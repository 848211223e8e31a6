package io.fieldline.servicetitan;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.catalog.ApiCollection;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.poll.EventFilter;

/** Follow and change the records of ServiceTitan, for every tenant that switched a flow on. */
@UriEndpoint(firstVersion = "0.1.0", scheme = "servicetitan", title = "ServiceTitan", syntax = "servicetitan:module/collection", category = {
        Category.SAAS, Category.API }, headersClass = ServiceTitanConstants.class)
public class ServiceTitanEndpoint extends DefaultEndpoint {

    private static final List<String> UNITS = List.of("record", "page");

    @UriParam
    private ServiceTitanConfiguration configuration;

    public ServiceTitanEndpoint(String uri, ServiceTitanComponent component, ServiceTitanConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    /** Refuses what the catalogue does not know while the route is loaded, not when the first record comes. */
    void checkAgainst(Catalog catalog) {
        if (!UNITS.contains(configuration.getUnit())) {
            throw new MisconfiguredException(getEndpointUri() + ": unit is '" + configuration.getUnit() + "'; it must be "
                    + String.join(" or ", UNITS));
        }
        EventFilter.of(configuration.getEvent());
        checkAlso(catalog);
        if (configuration.anyCollection()) {
            return;
        }
        ApiCollection collection = catalog.collection(configuration.getModule(), configuration.getCollection());
        configuration.getQuery().keySet().forEach(name -> ServiceTitanOperation.of(collection, configuration).parameter(name));
    }

    private void checkAlso(Catalog catalog) {
        List<String> also = configuration.alsoPaths();
        if (!also.isEmpty() && configuration.anyCollection()) {
            throw new MisconfiguredException(getEndpointUri() + ": also goes with one collection; here the tenant's setting"
                    + " resources names them");
        }
        for (String path : also) {
            String[] parts = path.split("/", 2);
            if (parts.length < 2) {
                throw new MisconfiguredException(getEndpointUri() + ": also is '" + configuration.getAlso()
                        + "'; it must name collections as <module>/<collection>, separated by commas");
            }
            catalog.collection(parts[0], parts[1]);
        }
        List<String> all = Stream.concat(also.stream(), Stream.of(configuration.collectionPath())).toList();
        if (Set.copyOf(all).size() < all.size()) {
            throw new MisconfiguredException(getEndpointUri() + ": also is '" + configuration.getAlso()
                    + "'; it must name each collection once, and not the one that is followed");
        }
    }

    @Override
    public Producer createProducer() {
        if (configuration.anyCollection()) {
            throw new MisconfiguredException(getEndpointUri() + ": a step must name its module and collection");
        }
        return new ServiceTitanProducer(this, services(), ((ServiceTitanComponent) getComponent()).readBackPause());
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (configuration.getFlow() == null || configuration.getFlow().isBlank()) {
            throw new MisconfiguredException(
                    getEndpointUri() + ": the option flow is missing; it names the flow whose tenants are"
                            + " read and is usually the id of the route");
        }
        ServiceTitanConsumer consumer = new ServiceTitanConsumer(this, processor, services());
        configureConsumer(consumer);
        return consumer;
    }

    private ServiceTitanServices services() {
        return ((ServiceTitanComponent) getComponent()).getServices();
    }

    public ServiceTitanConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(ServiceTitanConfiguration configuration) {
        this.configuration = configuration;
    }
}
