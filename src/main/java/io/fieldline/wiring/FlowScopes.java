package io.fieldline.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

import io.fieldline.ops.Check;
import io.fieldline.servicetitan.ServiceTitanConfiguration;
import io.fieldline.servicetitan.ServiceTitanEndpoint;
import io.fieldline.servicetitan.catalog.ApiCollection;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.tenant.Tenant;

/** Reads from a flow's route which operations it calls, and so which scopes it needs. */
final class FlowScopes implements Check.FlowScopes {

    private final CamelContext camel;
    private final Catalog catalog;

    FlowScopes(CamelContext camel, Catalog catalog) {
        this.camel = camel;
        this.catalog = catalog;
    }

    @Override
    public Set<String> of(String flow, Tenant tenant) {
        RouteDefinition route = ((ModelCamelContext) camel).getRouteDefinition(flow);
        Set<String> scopes = new TreeSet<>();
        if (route != null) {
            read(route.getInput().getEndpointUri(), tenant, flow).forEach(operation -> scopes.add(operation.scope()));
            steps(route).flatMap(this::called).forEach(operation -> scopes.add(operation.scope()));
        }
        scopes.remove("");
        return scopes;
    }

    private static Stream<String> steps(RouteDefinition route) {
        List<ProcessorDefinition<?>> outputs = new ArrayList<>(route.getOutputs());
        return ProcessorDefinitionHelper.filterTypeInOutputs(outputs, ToDefinition.class).stream().map(ToDefinition::getUri);
    }

    private Stream<Operation> called(String uri) {
        if (!(endpoint(uri) instanceof ServiceTitanEndpoint step)) {
            return Stream.empty();
        }
        ServiceTitanConfiguration options = step.getConfiguration();
        ApiCollection collection = catalog.collection(options.getModule(), options.getCollection());
        return collection.find(options.getOperation()).or(collection::list).stream();
    }

    private Stream<Operation> read(String uri, Tenant tenant, String flow) {
        if (!(endpoint(uri) instanceof ServiceTitanEndpoint source)) {
            return Stream.empty();
        }
        Stream<String> names = source.getConfiguration().anyCollection()
                ? ((List<?>) tenant.flows().get(flow).values().getOrDefault("resources", List.of())).stream()
                        .map(Object::toString)
                : Stream.of(source.getConfiguration().getModule() + "/" + source.getConfiguration().getCollection());
        return names.map(name -> name.split("/", 2)).map(name -> catalog.collection(name[0], name[1]))
                .flatMap(collection -> Stream.concat(collection.list().stream(), collection.export().stream()));
    }

    private Object endpoint(String uri) {
        return uri.startsWith("servicetitan:") ? camel.getEndpoint(uri) : null;
    }
}
