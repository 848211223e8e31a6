package io.fieldline.crm;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.DeadLetterStore;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.PairLink;

/** Jobs that could not become activities, among the dead letters, where a person sees and replays them. */
public final class ParkedJobs {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 1_000;

    private final DeadLetterStore letters;
    private final Parking parking;
    private final InstantSource clock;

    public ParkedJobs(DeadLetterStore letters, Parking parking, InstantSource clock) {
        this.letters = letters;
        this.parking = parking;
        this.clock = clock;
    }

    /** The newest thousand letters of a stream, by the job's id. */
    Map<String, DeadLetter> of(StreamKey key) {
        Map<String, DeadLetter> byJob = new HashMap<>();
        letters.list(key.tenant(), key.flow(), DeadLetter.Status.PARKED, AT_ONCE).stream()
                .filter(letter -> letter.key().equals(key) && letter.recordId() != null)
                .forEach(letter -> byJob.put(letter.recordId(), letter));
        return byJob;
    }

    /**
     * The jobs whose customer got its record, or another one, since they were parked.
     *
     * @param links of their customers, those that have a record
     */
    static List<String> dueAgain(Map<String, DeadLetter> parked, List<PairLink> links) {
        Map<String, Instant> since = new HashMap<>();
        links.forEach(link -> since.put(link.serviceTitanId(), link.changedAt()));
        return parked.values().stream().filter(letter -> {
            Instant changed = since.get(customerOf(letter));
            return changed != null && !changed.isBefore(letter.parkedAt());
        }).map(DeadLetter::recordId).toList();
    }

    static String customerOf(DeadLetter letter) {
        try {
            return JSON.readTree(letter.payload()).path("customerId").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The dead letter " + letter.id() + " does not hold a job", e);
        }
    }

    /**
     * @param asOf when what speaks against the job was looked at; what changes after that makes it worth another try
     * @param before the letter that stands for the job already, or null
     */
    void park(StreamKey key, CompletedJob job, String reason, String position, Instant asOf, DeadLetter before) {
        parking.park(new DeadLetter(UUID.randomUUID().toString(), key, job.id(), reason, json(job.row()), position, asOf,
                before == null ? 1 : before.attempts() + 1, DeadLetter.Status.PARKED));
    }

    void written(DeadLetter letter) {
        letters.settle(letter.id(), DeadLetter.Status.REPLAYED, clock.instant());
    }

    /** The job is not a completed one any more. */
    void outdated(DeadLetter letter) {
        letters.settle(letter.id(), DeadLetter.Status.DISCARDED, clock.instant());
    }

    private static String json(Map<String, Object> row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new RetryLaterException("A job could not be written as JSON, so it could not be parked", e);
        }
    }
}
