package io.fieldline.messaging;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.fieldline.outreach.MessageKind;

/**
 * Of what a route tells customers, as far as it is known before a record comes.
 *
 * @param kind empty where only a record tells
 * @param subject the kind of record that it is about
 * @param sequence whether the messages are the steps of the flow's sequence
 */
public record MessageUse(String event, Optional<MessageKind> kind, String subject, String template, boolean sequence) {

    /** The kinds of records that messages are about. */
    public static final List<String> SUBJECTS = RecordReading.SUBJECTS;

    public MessageUse {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(template, "template");
    }
}
