package io.fieldline.wiring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.MessageChannels;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.NearMisses;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** The channels in use; one is made for each connection, and made anew when the connection changed. */
final class ConnectedChannels implements MessageChannels, Tenants.Listener, AutoCloseable {

    private record Made(Connection connection, MessageChannel channel) {}

    private final Map<String, Function<Connection, MessageChannel>> types;
    private final Map<String, Map<String, Made>> channels = new ConcurrentHashMap<>();
    private final Tenants tenants;

    /** @param types by the type of connection */
    ConnectedChannels(Tenants tenants, Map<String, Function<Connection, MessageChannel>> types) {
        this.tenants = tenants;
        this.types = Map.copyOf(types);
    }

    @Override
    public MessageChannel of(String tenant, String name) {
        Map<String, Connection> known = tenants.find(tenant).map(Tenant::connections).orElse(Map.of());
        Connection connection = known.get(name);
        if (connection == null || !types.containsKey(connection.type())) {
            throw new MisconfiguredException("Tenant " + tenant + ": the connection " + name + (connection == null
                    ? " is not there; " + NearMisses.hint(name, known.keySet())
                    : " is of type " + connection.type() + ", which carries no messages to customers"));
        }
        return channels.computeIfAbsent(tenant, any -> new ConcurrentHashMap<>()).compute(name, (any, before) -> {
            if (before != null && before.connection().equals(connection)) {
                return before;
            }
            Made made = new Made(connection, types.get(connection.type()).apply(connection));
            close(before);
            return made;
        }).channel();
    }

    @Override
    public void applied(Tenant tenant) {
        // A channel is looked at when it is next asked for: a document often changes in other places.
    }

    @Override
    public void removed(String tenant) {
        Map<String, Made> gone = channels.remove(tenant);
        if (gone != null) {
            gone.values().forEach(ConnectedChannels::close);
        }
    }

    @Override
    public void close() {
        channels.keySet().forEach(this::removed);
    }

    private static void close(Made made) {
        if (made != null && made.channel() instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                throw new IllegalStateException("A channel for messages could not be closed", e);
            }
        }
    }
}
