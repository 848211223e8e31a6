package io.fieldline.delivery;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What became of one request. */
public sealed interface CallOutcome {

    /**
     * A whole answer came.
     *
     * @param headers names in lower case, the first value of each
     * @param body as text, empty where there is none
     */
    record Answered(int status, Map<String, String> headers, String body) implements CallOutcome {

        public Answered {
            headers = Map.copyOf(headers);
            Objects.requireNonNull(body, "body");
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    /** Nothing of the request left this machine, so it cannot have been acted upon. */
    record NotSent(String reason) implements CallOutcome {}

    /** The request was sent, wholly or in part, and no whole answer came: it may have been acted upon. */
    record Unknown(String reason) implements CallOutcome {}
}
