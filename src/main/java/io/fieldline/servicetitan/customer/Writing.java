package io.fieldline.servicetitan.customer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.customer.Draft.Check;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/**
 * One call of write: reads what is to be changed, sends, and reads back, all of it in batches. ServiceTitan ignores what it
 * does not know or let be set and answers 200, so that only what is seen afterwards counts.
 */
final class Writing {

    /** Sends one write; given the record as it is, or null for a new one. */
    @FunctionalInterface
    interface Sender {
        Step send(SideWrite write, SideRecord current);
    }

    private final Reading reading;
    private final Sender sender;
    private final List<SideWrite> writes;
    private final WriteOutcome[] outcomes;
    private final Map<Integer, Step.Sent> sent = new LinkedHashMap<>();

    Writing(Reading reading, Sender sender, List<SideWrite> writes) {
        this.reading = reading;
        this.sender = sender;
        this.writes = writes;
        this.outcomes = new WriteOutcome[writes.size()];
    }

    List<WriteOutcome> run() {
        Map<String, SideRecord> current = reading.patiently(Reading.ids(writes.stream().filter(write -> !write.creates())
                .map(SideWrite::id).toList()));
        for (int at = 0; at < outcomes.length; at++) {
            try {
                send(at, current);
            } catch (RetryLaterException | TenantUnavailableException e) {
                stoppedAt(at, e);
                break;
            }
        }
        readBack();
        return Arrays.asList(outcomes);
    }

    private void send(int at, Map<String, SideRecord> current) {
        SideWrite write = writes.get(at);
        SideRecord record = write.creates() ? null : current.get(write.id());
        if (record == null && !write.creates()) {
            outcomes[at] = new WriteOutcome.Gone();
            return;
        }
        Step step = sender.send(write, record);
        if (step instanceof Step.Sent done) {
            sent.put(at, done);
        } else {
            outcomes[at] = ((Step.Ended) step).outcome();
        }
    }

    /** What was written before must not be lost with the failure; the next call will meet it again. */
    private void stoppedAt(int at, SyncException failure) {
        boolean untouched = sent.isEmpty() && Arrays.stream(outcomes).noneMatch(outcome -> outcome != null);
        if (untouched) {
            throw failure;
        }
        for (int rest = at; rest < outcomes.length; rest++) {
            outcomes[rest] = new WriteOutcome.Later("Not got to: " + failure.getMessage());
        }
    }

    private void readBack() {
        if (sent.isEmpty()) {
            return;
        }
        try {
            Map<String, SideRecord> stored = reading.until(Reading.ids(sent.values().stream().map(Step.Sent::id).toList()),
                    this::allTook);
            sent.forEach((at, step) -> outcomes[at] = seen(step, stored.get(step.id())));
        } catch (RetryLaterException | TenantUnavailableException e) {
            sent.forEach((at, step) -> outcomes[at] = new WriteOutcome.Later(
                    "Customer " + step.id() + " was written and could not be read back: " + e.getMessage()));
        }
    }

    private boolean allTook(Map<String, SideRecord> stored) {
        return sent.values().stream()
                .allMatch(step -> stored.containsKey(step.id()) && ignored(step, stored.get(step.id())).isEmpty());
    }

    private static List<String> ignored(Step.Sent step, SideRecord stored) {
        return step.checks().stream().filter(check -> !check.took().test(stored)).map(Check::field).distinct().toList();
    }

    private static WriteOutcome seen(Step.Sent step, SideRecord stored) {
        if (stored == null) {
            return new WriteOutcome.Later("Customer " + step.id() + " was written and cannot be read yet");
        }
        List<String> ignored = ignored(step, stored);
        return ignored.isEmpty()
                ? new WriteOutcome.Written(step.id(), stored.version())
                : new WriteOutcome.Refused("ServiceTitan answered the write of customer " + step.id()
                        + " with success and did not apply " + String.join(", ", ignored), ignored);
    }
}
