package io.fieldline.flow;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.camel.http.base.HttpOperationFailedException;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;

/**
 * Reads the refusals of a server that a flow talks to by plain HTTP. The address stays out of the message: its query may
 * hold a key.
 */
final class HttpAnswers implements Classification {

    private static final Set<Integer> BUSY = Set.of(408, 425, 429);
    private static final int UNAUTHORIZED = 401;
    private static final int SERVER_ERROR = 500;

    @Override
    public Optional<SyncException> classify(Throwable failure) {
        return failure instanceof HttpOperationFailedException answer ? Optional.of(name(answer)) : Optional.empty();
    }

    private static SyncException name(HttpOperationFailedException answer) {
        int status = answer.getStatusCode();
        String message = "The server answered " + status;
        if (BUSY.contains(status) || status >= SERVER_ERROR) {
            return new RetryLaterException(message, retryAfter(answer.getResponseHeaders()), answer);
        }
        return status == UNAUTHORIZED
                ? new MisconfiguredException(message + ": it does not know the credentials it was sent", answer)
                : new RejectedRecordException(message, answer);
    }

    /** The header may hold a date as well, which is left to the usual back-off. */
    private static Duration retryAfter(Map<String, String> headers) {
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .map(Map.Entry::getValue).filter(value -> value.matches("\\d{1,5}")).map(Long::parseLong)
                .map(Duration::ofSeconds).findFirst().orElse(null);
    }
}
