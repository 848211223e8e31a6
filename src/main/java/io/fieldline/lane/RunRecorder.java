package io.fieldline.lane;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.sync.Counts;
import io.fieldline.sync.Run;
import io.fieldline.sync.RunStore;
import io.fieldline.sync.StreamKey;

/** Writes down what each run did. A poll that found nothing and ended well leaves no row: there are thousands a day. */
final class RunRecorder {

    private final RunStore runs;
    private final InstantSource clock;

    RunRecorder(RunStore runs, InstantSource clock) {
        this.runs = runs;
        this.clock = clock;
    }

    Recording start(StreamKey key, Run.Kind kind) {
        return new Recording(key, kind, clock.instant());
    }

    final class Recording implements PollProgress {

        private final String id;
        private final StreamKey key;
        private final Run.Kind kind;
        private final Instant startedAt;
        private Counts counts = Counts.NONE;
        private Long totalCount;

        private Recording(StreamKey key, Run.Kind kind, Instant startedAt) {
            this.key = key;
            this.kind = kind;
            this.startedAt = startedAt;
            this.id = startedAt.toEpochMilli() + "-" + UUID.randomUUID().toString().substring(0, 8);
        }

        @Override
        public void settled(Counts soFar, Long total) {
            counts = soFar;
            totalCount = total;
            runs.save(run(null, Run.Outcome.RUNNING, ""));
        }

        /** @return what went wrong, null when nothing did */
        Throwable ended(PollResult result, Throwable problem) {
            if (problem != null) {
                return failed(problem);
            }
            counts = result.counts();
            totalCount = result.totalCount();
            if (result.doubts() != null) {
                save(Run.Outcome.INCOMPLETE, result.doubts());
            } else if (!counts.balanced()) {
                save(Run.Outcome.INCOMPLETE, "read " + counts.read() + " records and can account for "
                        + (counts.written() + counts.skipped() + counts.parked() + counts.rejected()));
            } else if (counts.read() > 0 || kind != Run.Kind.POLL) {
                save(Run.Outcome.COMPLETE, "");
            }
            return null;
        }

        Throwable endedWith(Counts done, Throwable problem) {
            return problem != null ? failed(problem) : ended(new PollResult(done, null, null), null);
        }

        private Throwable failed(Throwable problem) {
            Throwable cause = problem instanceof CompletionException && problem.getCause() != null
                    ? problem.getCause()
                    : problem;
            boolean again = cause instanceof RetryLaterException || cause instanceof TenantUnavailableException;
            save(again ? Run.Outcome.WAITING : Run.Outcome.FAILED, String.valueOf(cause.getMessage()));
            return cause;
        }

        private void save(Run.Outcome outcome, String message) {
            runs.save(run(clock.instant(), outcome, message));
        }

        private Run run(Instant endedAt, Run.Outcome outcome, String message) {
            return new Run(id, key, kind, startedAt, endedAt, counts, totalCount, outcome, message);
        }
    }
}
