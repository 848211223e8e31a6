package io.fieldline.outreach;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** How things are now with what a message is about. */
public sealed interface Standing {

    /**
     * It is as it was when the message was wanted.
     *
     * @param values what the template is given, read now; they go before those of the request
     */
    record Stands(ContactFacts facts, Map<String, Object> values) implements Standing {

        public Stands {
            Objects.requireNonNull(facts, "facts");
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * There is nothing to tell any more: the job was cancelled, the membership renewed.
     *
     * @param condition <code>renewed</code>, <code>job-cancelled</code>
     */
    record Stopped(String condition, String detail) implements Standing {}
}
