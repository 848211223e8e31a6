package io.fieldline.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.fieldline.servicetitan.catalog.ApiCollection;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** Which OAuth scopes a tenant's application must have for a flow, read off its route and its settings file. */
public final class RequiredScopes {

    private final FlowLibrary library;
    private final Catalog catalog;

    public RequiredScopes(FlowLibrary library, Catalog catalog) {
        this.library = library;
        this.catalog = catalog;
    }

    public Set<String> of(String flow, Tenant tenant) {
        List<Operation> operations = new ArrayList<>();
        for (ServiceTitanUse use : library.serviceTitan(flow)) {
            collections(use, flow, tenant).map(this::collection)
                    .forEach(collection -> operations(use, collection).forEach(operations::add));
        }
        return new TreeSet<>(catalog.scopesFor(operations));
    }

    private static Stream<String> collections(ServiceTitanUse use, String flow, Tenant tenant) {
        if (!use.collection().equals(ServiceTitanUse.CHOSEN)) {
            return Stream.of(use.collection());
        }
        FlowSettings settings = tenant.flows().get(flow);
        return settings != null && settings.values().get("resources") instanceof List<?> chosen
                ? chosen.stream().map(Object::toString)
                : Stream.empty();
    }

    private ApiCollection collection(String name) {
        int slash = name.indexOf('/');
        return catalog.collection(name.substring(0, Math.max(slash, 0)), name.substring(slash + 1));
    }

    /** A flow that follows a collection reads its list, its feed and single records that an event names. */
    private static Stream<Operation> operations(ServiceTitanUse use, ApiCollection collection) {
        if (use.operation().isPresent()) {
            return Stream.concat(collection.find(use.operation().get()).stream(),
                    use.operation().get().equals("get") && collection.get().isEmpty()
                            ? collection.list().stream()
                            : Stream.empty());
        }
        return Stream.of(collection.list(), collection.get(), collection.export()).flatMap(Optional::stream);
    }
}
