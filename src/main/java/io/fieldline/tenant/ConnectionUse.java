package io.fieldline.tenant;

import java.util.Map;
import java.util.Set;

import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Scalar;
import io.fieldline.tenant.DocumentNode.Sequence;
import io.fieldline.tenant.SettingDefinition.Type;

/** Checks the connections that a flow's settings name: each is one of the tenant's, and of a type that the flow can use. */
final class ConnectionUse {

    private final Fields fields;
    private final FlowContract contract;
    private final Map<String, Connection> connections;
    private final Set<String> written;

    /** @param written the names of all connections of the document, of which some may have been refused */
    ConnectionUse(Fields fields, FlowContract contract, Map<String, Connection> connections, Set<String> written) {
        this.fields = fields;
        this.contract = contract;
        this.connections = connections;
        this.written = written;
    }

    /** @param node a setting as it was written; null for one that has its default */
    void check(Type type, DocumentNode node) {
        if (type == Type.CONNECTION && node instanceof Scalar one) {
            check(one);
        } else if (type == Type.CONNECTION_MAP && node instanceof Mapping named) {
            named.fields().values().forEach(this::oneOrSeveral);
        }
    }

    private void oneOrSeveral(DocumentNode node) {
        if (node instanceof Sequence several) {
            several.items().forEach(this::oneOrSeveral);
        } else if (node instanceof Scalar one && !isOff(one)) {
            check(one);
        }
    }

    private static boolean isOff(Scalar value) {
        return value.text().equals(NamedValues.OFF)
                || value.kindOfScalar() == Scalar.Kind.BOOLEAN && !Boolean.parseBoolean(value.text());
    }

    private void check(Scalar name) {
        Connection connection = connections.get(name.text());
        if (connection == null) {
            // A connection that is there but was refused has its own problem; a second one would only distract.
            if (!written.contains(name.text())) {
                fields.refuse(name.place(), "must name one of the tenant's connections (found \"" + name.text() + "\"); "
                        + NearMisses.hint(name.text(), written));
            }
        } else if (!contract.connectionTypes().isEmpty() && !contract.connectionTypes().contains(connection.type())) {
            fields.refuse(name.place(), "must be a connection of type " + String.join(" or ", contract.connectionTypes())
                    + " (found type " + connection.type() + ")");
        }
    }
}
