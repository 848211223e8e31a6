package io.fieldline.outreach;

import java.util.Map;

/** Writes messages by their templates. */
public interface MessageTexts {

    /**
     * Makes the text of what it is given, and asks nobody: the tenant's other messages wait meanwhile.
     *
     * @param values of the request and what was read now
     * @throws io.fieldline.failure.RejectedRecordException when a value is missing; the message names template and value
     */
    MessageText write(OutboxMessage message, ContactFacts facts, Map<String, Object> values);
}
