package io.fieldline.warehouse;

import java.util.Map;

/**
 * A record that has no place in its table.
 *
 * @param recordId its id as text, empty when it has none
 * @param customerId whom it is about, null when it does not say; so that a customer can be erased
 * @param reason one sentence
 * @param payload the record as JSON
 */
record Reject(String recordId, String customerId, String reason, String payload) {

    private static final char NUL = '\0';

    static Reject of(String stream, Map<String, Object> record, Object key, String reason) {
        String recordId = key == null ? "" : Values.text(key).replace(NUL, '?');
        Object customer = record.get("customerId");
        String customerId = customer == null ? null : Values.text(customer).replace(NUL, '?');
        return new Reject(recordId, stream.equals("crm/customers") ? recordId : customerId, reason.replace(NUL, '?'),
                JsonText.of(record));
    }
}
