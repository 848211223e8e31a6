package io.fieldline.flow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.tenant.Contracts;
import io.fieldline.tenant.FlowContract;
import io.fieldline.tenant.SettingDefinition;

/** The flows of the library, always as they are now, and the connection types that the application has. */
public final class FlowContracts implements Contracts {

    private final FlowLibrary library;
    private final Map<String, List<SettingDefinition>> connectionTypes;

    /** @param connectionTypes the options of each type */
    public FlowContracts(FlowLibrary library, Map<String, List<SettingDefinition>> connectionTypes) {
        this.library = library;
        this.connectionTypes = Map.copyOf(connectionTypes);
    }

    @Override
    public Optional<FlowContract> flow(String id) {
        return library.contract(id);
    }

    @Override
    public Set<String> flows() {
        return library.flows();
    }

    @Override
    public Optional<List<SettingDefinition>> connectionType(String type) {
        return Optional.ofNullable(connectionTypes.get(type));
    }

    @Override
    public Set<String> connectionTypes() {
        return connectionTypes.keySet();
    }
}
