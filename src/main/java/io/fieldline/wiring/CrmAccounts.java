package io.fieldline.wiring;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.crm.Crms;
import io.fieldline.crm.MappingChoice;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.mapping.FieldMappings;
import io.fieldline.sync.pair.Crm;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** The CRM accounts in use; one is made for each connection, and made anew when the tenant's document changed. */
final class CrmAccounts implements Crms, Tenants.Listener {

    private record Account(Connection connection, Set<String> fields, Crm crm) {}

    /** Makes the account behind a connection, as it reads these fields. */
    @FunctionalInterface
    interface Maker {

        Crm make(Tenant tenant, Connection connection, Set<String> fields);
    }

    private final Map<String, Maker> types;
    private final FieldMappings mappings;
    private final Map<String, Map<String, Account>> accounts = new ConcurrentHashMap<>();

    /** @param types by the type of connection */
    CrmAccounts(Map<String, Maker> types, FieldMappings mappings) {
        this.types = Map.copyOf(types);
        this.mappings = mappings;
    }

    @Override
    public Crm of(Tenant tenant, String name) {
        Connection connection = tenant.connections().get(name);
        if (connection == null || !types.containsKey(connection.type())) {
            throw new MisconfiguredException("Tenant " + tenant.name() + ": the connection " + name
                    + (connection == null ? " is not there" : " is of type " + connection.type() + ", which is no CRM"));
        }
        Set<String> fields = fields(tenant, name);
        return accounts.computeIfAbsent(tenant.name(), any -> new ConcurrentHashMap<>()).compute(name,
                (any, known) -> known != null && known.connection().equals(connection) && known.fields().equals(fields)
                        ? known
                        : account(tenant, connection, fields, known))
                .crm();
    }

    private Account account(Tenant tenant, Connection connection, Set<String> fields, Account before) {
        close(before);
        return new Account(connection, fields, types.get(connection.type()).make(tenant, connection, fields));
    }

    /** What the flows on this connection map, or look at to tell a customer. */
    private Set<String> fields(Tenant tenant, String connection) {
        Set<String> fields = new HashSet<>();
        for (FlowSettings flow : tenant.flows().values()) {
            if (connection.equals(flow.values().get("connection"))) {
                MappingChoice.of(flow, tenant.connections().get(connection))
                        .ifPresent(mapping -> fields.addAll(mappings.mapping(mapping, tenant.name()).crmFields()));
                if (flow.values().get("provision") instanceof Map<?, ?> rule) {
                    rule.keySet().forEach(field -> fields.add(field.toString()));
                }
            }
        }
        return fields;
    }

    @Override
    public void applied(Tenant tenant) {
        // The account is looked at when it is next asked for: a document often changes in other places.
    }

    @Override
    public void removed(String tenant) {
        Map<String, Account> gone = accounts.remove(tenant);
        if (gone != null) {
            gone.values().forEach(CrmAccounts::close);
        }
    }

    private static void close(Account account) {
        if (account != null && account.crm() instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                throw new IllegalStateException("An account of a CRM could not be closed", e);
            }
        }
    }
}
