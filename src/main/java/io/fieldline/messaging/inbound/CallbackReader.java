package io.fieldline.messaging.inbound;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.InboundReply;

/** Reads what one provider posts to one connection. */
@FunctionalInterface
public interface CallbackReader {

    /**
     * @return empty when it does not bear the provider's signature
     * @throws io.fieldline.failure.RejectedRecordException when the provider signed what cannot be read
     */
    Optional<Received> read(Posted posted);

    /**
     * A POST as it came.
     *
     * @param query without the question mark; empty where there was none
     * @param header the value of a header by its name, empty for one that is not there
     */
    record Posted(String query, byte[] body, UnaryOperator<String> header) {

        public Posted {
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(header, "header");
        }
    }

    /** Both are empty when it is about something that concerns no message. */
    record Received(List<DeliveryReport> reports, List<InboundReply> replies) {

        public Received {
            reports = List.copyOf(reports);
            replies = List.copyOf(replies);
        }
    }
}
