package io.fieldline.wiring;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.CamelContext;

import io.fieldline.destination.slack.SlackConnectionComponent;
import io.fieldline.destination.slack.SlackConnectionType;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Makes each tenant's connections known to the routes: a component <code>slack-&lt;tenant&gt;-&lt;connection&gt;</code> for
 * each Slack workspace. A changed document replaces them.
 */
final class ConnectionRegistry implements Tenants.Listener {

    private final CamelContext camel;
    private final Map<String, Set<String>> components = new ConcurrentHashMap<>();

    ConnectionRegistry(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public void applied(Tenant tenant) {
        removed(tenant.name());
        Set<String> names = ConcurrentHashMap.newKeySet();
        for (Connection connection : tenant.connections().values()) {
            if (connection.type().equals(SlackConnectionType.NAME)) {
                String name = "slack-" + tenant.name() + "-" + connection.name();
                camel.addComponent(name, new SlackConnectionComponent(connection));
                names.add(name);
            }
        }
        components.put(tenant.name(), names);
    }

    @Override
    public void removed(String name) {
        Set<String> names = components.remove(name);
        if (names != null) {
            names.forEach(camel::removeComponent);
        }
    }
}
