package io.fieldline.messaging;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.outreach.Dispatcher;
import io.fieldline.outreach.SequenceEngine;
import io.fieldline.outreach.enrollment.EnrollmentEnds;

/**
 * Sends what is due for as long as the service runs. Several threads send, of which one tenant has a share, so that a
 * provider or a ServiceTitan that hangs does not hold up other tenants; three more lead sequences on, let contacts go, look
 * through what comes into its time, and look again for messages of which nothing certain is known.
 */
public final class MessageWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MessageWorker.class);
    private static final int SENDERS = 4 * Dispatcher.SENDERS_OF_A_TENANT;
    /** So that a process that is killed leaves few behind, which wait for the end of their lease. */
    private static final int AT_ONCE = 1;
    private static final int SEQUENCES_AT_ONCE = 50;
    private static final int LOOKED_AGAIN_AT_ONCE = 100;
    private static final long PAUSE_MILLIS = 1_000;
    private static final long ENDS_SECONDS = 2;
    private static final long LOOKS_SECONDS = 5;
    private static final long LOOK_AGAIN_SECONDS = 60;
    private static final long LONGEST_STOP_SECONDS = 20;

    private final Dispatcher dispatcher;
    private final SequenceEngine sequences;
    private final Runnable looks;
    private final EnrollmentEnds ends;
    private final BooleanSupplier ready;
    private final ScheduledExecutorService threads;
    private volatile boolean stopping;

    /**
     * @param looks through records that no change shows, a little every few seconds
     * @param ready whether this process may write to the store at this moment
     */
    public MessageWorker(Dispatcher dispatcher, SequenceEngine sequences, Runnable looks, EnrollmentEnds ends,
            BooleanSupplier ready) {
        this.dispatcher = dispatcher;
        this.sequences = sequences;
        this.looks = looks;
        this.ends = ends;
        this.ready = ready;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newScheduledThreadPool(SENDERS + 3, task -> {
            Thread thread = new Thread(task, "fieldline-messages-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    public void start() {
        for (int sender = 0; sender < SENDERS; sender++) {
            every(PAUSE_MILLIS, () -> untilNothingIsDue(() -> dispatcher.run(AT_ONCE) >= AT_ONCE));
        }
        every(PAUSE_MILLIS, () -> untilNothingIsDue(() -> sequences.advance(SEQUENCES_AT_ONCE) >= SEQUENCES_AT_ONCE));
        every(TimeUnit.SECONDS.toMillis(ENDS_SECONDS), ends::run);
        every(TimeUnit.SECONDS.toMillis(LOOKS_SECONDS), looks);
        every(TimeUnit.SECONDS.toMillis(LOOK_AGAIN_SECONDS), () -> dispatcher.lookAgain(LOOKED_AGAIN_AT_ONCE));
    }

    private void untilNothingIsDue(BooleanSupplier moreThanOnce) {
        boolean more = true;
        while (more && !stopping && ready.getAsBoolean()) {
            more = moreThanOnce.getAsBoolean();
        }
    }

    private void every(long millis, Runnable work) {
        threads.scheduleWithFixedDelay(() -> {
            if (stopping || !ready.getAsBoolean()) {
                return;
            }
            try {
                work.run();
            } catch (RuntimeException e) {
                // The executor would never come back to work that threw.
                LOG.error("Messages could not be looked after; the next attempt follows", e);
            }
        }, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** What is being handed over is finished. What does not end in time is found again by the next service. */
    @Override
    public void close() {
        stopping = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Stopped while messages were being handed over; they are looked for at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
