package io.fieldline.tenant;

import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;

/**
 * One business that Fieldline serves, as its document says.
 *
 * @param name the short name that commands, logs and tables use
 * @param displayName for people
 * @param timeZone in which its days begin
 * @param serviceTitan its ServiceTitan account
 * @param connections its destinations, by name
 * @param flows the flows it switched on, by id
 * @param messages what it settled for its messages to customers
 */
public record Tenant(String name, String displayName, ZoneId timeZone, ServiceTitanAccount serviceTitan,
        Map<String, Connection> connections, Map<String, FlowSettings> flows, MessageSettings messages) {

    public Tenant {
        connections = Map.copyOf(connections);
        flows = Map.copyOf(flows);
        Objects.requireNonNull(messages, "messages");
    }

    /** A tenant that settled nothing for messages to customers. */
    public Tenant(String name, String displayName, ZoneId timeZone, ServiceTitanAccount serviceTitan,
            Map<String, Connection> connections, Map<String, FlowSettings> flows) {
        this(name, displayName, timeZone, serviceTitan, connections, flows, MessageSettings.DEFAULT);
    }
}
