package io.fieldline.servicetitan.visit;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.fieldline.outreach.MessageKind;

/**
 * Something of a visit that its customer may want to know.
 *
 * @param event <code>technician-on-the-way</code>
 * @param subject what it is about: <code>job</code>, <code>appointment</code>, <code>invoice</code>
 * @param record of the subject: <code>id</code>, <code>customerId</code>, <code>jobId</code>, <code>locationId</code> where it
 *        is known, <code>happenedAt</code>, <code>occasion</code> where the same may happen again, <code>start</code> of an
 *        appointment, <code>recovered</code> where it was over when it was seen
 */
public record VisitEvent(String event, MessageKind kind, String subject, Map<String, Object> record) {

    public VisitEvent {
        record = Map.copyOf(record);
    }

    /** @param more fields of the record; those without a value are left out */
    static VisitEvent of(String event, String subject, long id, Object customer, Object happenedAt, Map<String, Object> more) {
        Map<String, Object> record = new HashMap<>(more);
        record.put("id", id);
        record.put("customerId", customer);
        record.put("happenedAt", happenedAt);
        record.values().removeIf(Objects::isNull);
        return new VisitEvent(event, event.equals(VisitEvents.INVOICE_READY) ? MessageKind.INVOICE : MessageKind.VISIT, subject,
                record);
    }
}
