package io.fieldline.servicetitan;

import io.fieldline.servicetitan.catalog.ApiCollection;
import io.fieldline.servicetitan.catalog.Operation;

/** The operation that an endpoint's options mean. */
final class ServiceTitanOperation {

    private ServiceTitanOperation() {}

    /**
     * Invoices, payments and some others have no operation that reads one record by its id; their list does it when it is
     * asked for one id.
     */
    static Operation of(ApiCollection collection, ServiceTitanConfiguration configuration) {
        String name = configuration.getOperation();
        if (name.equals("get") && collection.get().isEmpty()) {
            return collection.list().filter(list -> list.hasParameter("ids")).orElseGet(() -> collection.operation(name));
        }
        return collection.operation(name);
    }
}
