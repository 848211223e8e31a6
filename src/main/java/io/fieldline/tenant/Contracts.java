package io.fieldline.tenant;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What tenant documents are checked against: the flows there are and the connection types there are. */
public interface Contracts {

    Optional<FlowContract> flow(String id);

    Set<String> flows();

    /** The options of a connection type, or empty when there is no such type. */
    Optional<List<SettingDefinition>> connectionType(String type);

    Set<String> connectionTypes();
}
