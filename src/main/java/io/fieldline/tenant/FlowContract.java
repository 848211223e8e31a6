package io.fieldline.tenant;

import java.util.List;

/**
 * What a flow asks of a tenant that switches it on.
 *
 * @param flow the flow's id
 * @param connectionTypes the types its <code>connection</code> may have; empty when it needs none
 * @param settings its settings
 * @param operations what its own code calls in ServiceTitan beside what its route shows, each as
 *        <code>crm/customers#create</code>; the tenant's application needs their scopes
 */
public record FlowContract(String flow, List<String> connectionTypes, List<SettingDefinition> settings,
        List<String> operations) {

    public FlowContract {
        connectionTypes = List.copyOf(connectionTypes);
        settings = List.copyOf(settings);
        operations = List.copyOf(operations);
    }
}
