package io.fieldline.flow;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.observe.PersonalDataMask;
import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.DeadLetterStore;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.StreamKey;

/**
 * The bean behind <code>routes/record-errors.yaml</code>: decides what becomes of an exchange that failed. Its three
 * questions exclude each other, so exactly one branch of the policy takes the exchange.
 */
public final class RecordErrors {

    /** The name under which the policy looks for it. */
    public static final String NAME = "recordErrors";

    private static final Logger LOG = LoggerFactory.getLogger(RecordErrors.class);
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final FailureClassifier classifier;
    private final DeadLetterStore deadLetters;
    private final Clock clock;

    public RecordErrors(FailureClassifier classifier, DeadLetterStore deadLetters, Clock clock) {
        this.classifier = classifier;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /** The record is at fault, and it is known well enough to be parked and replayed. */
    public boolean parks(Exchange exchange) {
        return failure(exchange) instanceof RejectedRecordException && isRecord(exchange);
    }

    /** The other side is busy: a short second and third try come first. */
    public boolean retries(Exchange exchange) {
        return failure(exchange) instanceof RetryLaterException;
    }

    /** The failure goes to the consumer, which holds the checkpoint. */
    public boolean stays(Exchange exchange) {
        return !parks(exchange) && !retries(exchange);
    }

    /** Puts the record aside. When that fails, the failure goes to the consumer and the record is read again. */
    public void park(Exchange exchange) {
        SyncException failure = failure(exchange);
        StreamKey key = exchange.getProperty(DeliveryProperties.STREAM, StreamKey.class);
        Object record = exchange.getProperty(DeliveryProperties.RECORD);
        if (record != null) {
            park(exchange, key, exchange.getProperty(DeliveryProperties.RECORD_ID, String.class), record, failure);
        } else {
            for (Map<String, Object> one : exchange.getMessage().getBody(RecordPage.class).records()) {
                Object id = one.get("id");
                park(exchange, key, id == null ? null : id.toString(), one, failure);
            }
        }
        exchange.setVariable(DeliveryProperties.OUTCOME, DeliveryProperties.PARKED);
    }

    /** Hands the failure on under its own name, so that the consumer knows what to do. */
    public void name(Exchange exchange) {
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, failure(exchange));
    }

    private SyncException failure(Exchange exchange) {
        return classifier.classify(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class));
    }

    private static boolean isRecord(Exchange exchange) {
        return exchange.getProperty(DeliveryProperties.STREAM) instanceof StreamKey
                && (exchange.getProperty(DeliveryProperties.RECORD) != null
                        || exchange.getMessage().getBody() instanceof RecordPage);
    }

    private void park(Exchange exchange, StreamKey key, String recordId, Object record, SyncException failure) {
        int redeliveries = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        park(new DeadLetter(UUID.randomUUID().toString(), key, recordId, String.valueOf(failure.getMessage()), json(record),
                exchange.getProperty(DeliveryProperties.POSITION, String.class), clock.instant(), redeliveries + 1,
                DeadLetter.Status.PARKED));
    }

    /** Puts one record of a page aside, for a step that knows which of them is at fault. */
    public void park(DeadLetter letter) {
        StreamKey key = letter.key();
        String reason = PersonalDataMask.mask(letter.reason());
        deadLetters.park(new DeadLetter(letter.id(), key, letter.recordId(), reason, letter.payload(), letter.position(),
                letter.parkedAt(), letter.attempts(), letter.status()));
        LOG.warn("Parked: tenant={} flow={} stream={} record={} reason={}", key.tenant(), key.flow(), key.stream(),
                letter.recordId(), reason);
    }

    private static String json(Object record) {
        try {
            return JSON.writeValueAsString(record);
        } catch (JsonProcessingException unwritable) {
            throw new RetryLaterException("A record could not be written as JSON, so it could not be parked", unwritable);
        }
    }
}
