package io.fieldline.wiring;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fieldline.destination.quickbooks.QuickBooksConnectionType;
import io.fieldline.destination.slack.SlackConnectionType;
import io.fieldline.destination.slack.SlackProbe;
import io.fieldline.ops.Check;
import io.fieldline.outreach.writeback.WriteBackRules;
import io.fieldline.tenant.SettingDefinition;
import io.fieldline.warehouse.Warehouses;

/** The types of connection that a tenant can have: what is set for each, and how one is tried. */
final class ConnectionTypes {

    private ConnectionTypes() {}

    /** The settings of each type. */
    static Map<String, List<SettingDefinition>> settings() {
        Map<String, List<SettingDefinition>> types = new TreeMap<>(Warehouses.connectionTypes());
        types.put(SlackConnectionType.NAME, SlackConnectionType.settings());
        types.put(QuickBooksConnectionType.NAME, QuickBooksConnectionType.settings());
        types.putAll(CrmParts.connectionTypes());
        types.putAll(WriteBackRules.with(MessageParts.connectionTypes()));
        return types;
    }

    /** By type, what <code>check</code> tries a connection with. */
    static Map<String, Check.ConnectionProbe> probes(WarehouseParts warehouses, CrmParts crm, AccountingParts accounting,
            Clock clock) {
        Map<String, Check.ConnectionProbe> probes = warehouses.probes();
        probes.putAll(crm.probes(clock));
        probes.putAll(MessageParts.probes(clock));
        SlackProbe slack = new SlackProbe();
        probes.put(QuickBooksConnectionType.NAME, accounting.probe(crm::lacks));
        probes.put(SlackConnectionType.NAME, (tenant, connection, fix) -> slack.problem(connection));
        return probes;
    }
}
