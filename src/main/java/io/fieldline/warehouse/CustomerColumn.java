package io.fieldline.warehouse;

import java.util.List;
import java.util.Optional;

import io.fieldline.sync.RecordNames;

/**
 * A column that may name a record of a customer.
 *
 * @param json whether it holds an object or a list
 * @param kinds of the records whose ids it may hold
 */
record CustomerColumn(String name, boolean json, List<String> kinds) {

    /** Objects that are not of one kind name at least one of these where they name anything of a customer. */
    private static final List<String> USUAL = List.of(RecordNames.CUSTOMER, "location", "job");
    /** JSON that holds what people write or what a record consists of, and never whom it is about. */
    private static final List<String> NAMES_NOBODY = List.of("custom_fields", "external_data", "tag_type_ids", "address",
            "items", "business_unit", "batch", "customer_address", "location_address");

    /** @param kind of the records of the table, null when nothing of a customer */
    static Optional<CustomerColumn> of(String name, boolean json, String kind) {
        if (name.equals("merged_to_id") && kind != null) {
            return Optional.of(new CustomerColumn(name, false, List.of(kind)));
        }
        Optional<String> ids = RecordNames.ofIds(name);
        Optional<String> object = RecordNames.ofObject(name);
        if (!json) {
            return ids.or(() -> object).map(named -> new CustomerColumn(name, false, List.of(named)));
        }
        if (NAMES_NOBODY.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(new CustomerColumn(name, true, ids.map(List::of)
                .orElseGet(() -> object.map(named -> List.of(named, RecordNames.CUSTOMER)).orElse(USUAL))));
    }
}
