package io.fieldline.servicetitan.poll;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.fieldline.sync.ChangeMemory;
import io.fieldline.sync.ConfirmationWindow;
import io.fieldline.sync.Counts;
import io.fieldline.sync.SeenRecord;
import io.fieldline.sync.StreamKey;

/**
 * Hands on the changes of one batch, several at a time but never two versions of one record, and remembers each as soon
 * as it is confirmed. After a failure nothing more is handed on; what is under way is waited for.
 */
final class Handover {

    private static final int IN_FLIGHT = 8;

    private final ChangeMemory memory;
    private final StreamKey key;
    private final Recipient recipient;
    private final List<Change> changes;
    private final String position;
    private final ConfirmationWindow<Integer> window = new ConfirmationWindow<>();
    private final Set<String> underWay = new HashSet<>();
    private final CompletableFuture<Counts> result = new CompletableFuture<>();
    private Counts counts = Counts.NONE;
    private Throwable failure;
    private int next;
    private int settled;
    private boolean dispatching;

    Handover(ChangeMemory memory, StreamKey key, Recipient recipient, List<Change> changes, String position) {
        this.memory = memory;
        this.key = key;
        this.recipient = recipient;
        this.changes = changes;
        this.position = position;
    }

    CompletionStage<Counts> run() {
        dispatch();
        return result;
    }

    /** A record that is confirmed on the calling thread comes back here while the loop runs: the loop then goes on by itself. */
    private void dispatch() {
        synchronized (this) {
            if (dispatching) {
                return;
            }
            dispatching = true;
        }
        for (Integer index = take(); index != null; index = take()) {
            handOn(index);
        }
    }

    private synchronized Integer take() {
        boolean blocked = failure != null || next == changes.size() || window.size() >= IN_FLIGHT
                || underWay.contains(id(changes.get(next)));
        if (blocked) {
            dispatching = false;
            finishWhenSettled();
            return null;
        }
        String id = id(changes.get(next));
        if (id != null) {
            underWay.add(id);
        }
        window.opened(next);
        return next++;
    }

    private void handOn(int index) {
        Change change = changes.get(index);
        CompletionStage<Counts> fate;
        try {
            fate = recipient.handOn(List.of(change.record()), null, position);
        } catch (RuntimeException e) {
            fate = CompletableFuture.failedFuture(e);
        }
        fate.whenComplete((done, problem) -> {
            settled(index, change, done, problem);
            dispatch();
        });
    }

    private synchronized void settled(int index, Change change, Counts done, Throwable problem) {
        underWay.remove(id(change));
        settled++;
        if (problem != null) {
            failure = failure == null ? problem : failure;
            return;
        }
        try {
            if (change.seen() != null) {
                memory.remember(key, List.of(change.seen()));
            }
            window.confirmed(index);
            counts = counts.plus(done);
        } catch (RuntimeException e) {
            failure = failure == null ? e : failure;
        }
    }

    private void finishWhenSettled() {
        boolean stopped = failure != null || next == changes.size();
        if (stopped && settled == next) {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                result.complete(counts);
            }
        }
    }

    private static String id(Change change) {
        SeenRecord seen = change.seen();
        return seen == null ? null : seen.recordId();
    }
}
