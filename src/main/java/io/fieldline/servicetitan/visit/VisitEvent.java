package io.fieldline.servicetitan.visit;

import java.util.Map;

import io.fieldline.outreach.MessageKind;

/**
 * Something of a visit that its customer may want to know.
 *
 * @param event <code>technician-on-the-way</code>
 * @param subject what it is about: <code>job</code>, <code>appointment</code>, <code>invoice</code>
 * @param record of the subject: <code>id</code>, <code>customerId</code>, <code>locationId</code> where it is known,
 *        <code>happenedAt</code>, <code>occasion</code> where the same may happen again, <code>start</code> of an appointment
 */
public record VisitEvent(String event, MessageKind kind, String subject, Map<String, Object> record) {

    public VisitEvent {
        record = Map.copyOf(record);
    }
}
