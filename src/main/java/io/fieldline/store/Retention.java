package io.fieldline.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.fieldline.outreach.KnownStarts;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.ShortLinks;
import io.fieldline.sync.DeadLetterStore;
import io.fieldline.sync.Erased;
import io.fieldline.sync.IdempotentKeyStore;
import io.fieldline.sync.RunStore;
import io.fieldline.sync.WebhookInbox;

/** Removes what has been kept long enough. */
public final class Retention {

    private final DeadLetterStore deadLetters;
    private final WebhookInbox webhooks;
    private final RunStore runs;
    private final IdempotentKeyStore idempotentKeys;
    private final OutreachStores outreach;
    private final KnownStarts starts;
    private final ShortLinks links;
    private final Periods periods;
    private final InstantSource clock;

    public Retention(DeadLetterStore deadLetters, WebhookInbox webhooks, RunStore runs, IdempotentKeyStore idempotentKeys,
            OutreachStores outreach, KnownStarts starts, ShortLinks links, Periods periods, InstantSource clock) {
        this.deadLetters = deadLetters;
        this.webhooks = webhooks;
        this.runs = runs;
        this.idempotentKeys = idempotentKeys;
        this.outreach = outreach;
        this.starts = starts;
        this.links = links;
        this.periods = periods;
        this.clock = clock;
    }

    /** @return how many rows went, one entry for each table */
    public List<Erased> removeExpired() {
        Instant now = clock.instant();
        Instant personalData = now.minus(periods.personalData());
        Instant doneOnce = now.minus(periods.idempotentKeys());
        return List.of(new Erased("dead_letter", deadLetters.removeParkedBefore(personalData)),
                new Erased("webhook_event", webhooks.removeReceivedBefore(personalData)),
                new Erased("run", runs.removeEndedBefore(now.minus(periods.runs()))),
                new Erased("idempotent_key", idempotentKeys.removeAddedBefore(doneOnce)),
                new Erased("outbox_message (personal data)", outreach.outbox().removePersonalDataEndedBefore(personalData)),
                new Erased("outbox_message", outreach.outbox().removeEndedBefore(doneOnce)),
                new Erased("sequence_process", outreach.sequences().removeEndedBefore(doneOnce)),
                new Erased("known_start", starts.removeStartedBefore(now)),
                new Erased("short_link", links.removeOfNoMessage()));
    }

    /**
     * How long rows are kept.
     *
     * @param personalData dead letters and webhooks, which hold payloads; recipients and texts of messages
     * @param runs the history of runs; the newest of each stream stays
     * @param idempotentKeys also what is left of messages and sequences; must outlast the longest time after which the same effect could be asked for again
     */
    public record Periods(Duration personalData, Duration runs, Duration idempotentKeys) {

        public static final Periods DEFAULT = new Periods(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(365));

        public Periods {
            requirePositive("personalData", personalData);
            requirePositive("runs", runs);
            requirePositive("idempotentKeys", idempotentKeys);
        }

        private static void requirePositive(String name, Duration period) {
            if (period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException("retention: " + name + " must be longer than nothing, not " + period);
            }
        }
    }
}
