package io.fieldline.tenant;

import java.util.List;
import java.util.Map;

/**
 * What a flow asks of a tenant that switches it on.
 *
 * @param flow the flow's id
 * @param connectionTypes the types its <code>connection</code> may have; empty when it needs none
 * @param settings its settings
 * @param operations what its own code calls in ServiceTitan beside what its route shows, each as
 *        <code>crm/customers#create</code>; the tenant's application needs their scopes
 * @param messages the events of which it tells customers where its route names them only when a record comes, each with the
 *        kind of record that it is about: <code>job-booked</code> and <code>appointment</code>
 */
public record FlowContract(String flow, List<String> connectionTypes, List<SettingDefinition> settings,
        List<String> operations, Map<String, String> messages) {

    public FlowContract {
        connectionTypes = List.copyOf(connectionTypes);
        settings = List.copyOf(settings);
        operations = List.copyOf(operations);
        messages = Map.copyOf(messages);
    }

    public FlowContract(String flow, List<String> connectionTypes, List<SettingDefinition> settings,
            List<String> operations) {
        this(flow, connectionTypes, settings, operations, Map.of());
    }
}
