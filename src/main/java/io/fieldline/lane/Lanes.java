package io.fieldline.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Gives every lane its turns on a bounded pool. */
public final class Lanes implements AutoCloseable {

    private static final Duration LONGEST_NAP = Duration.ofMillis(500);

    private final Executor executor;
    private final InstantSource clock;
    private volatile boolean idle;
    private volatile boolean held;
    private final Set<Lane> lanes = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fieldline-schedule");
        thread.setDaemon(true);
        return thread;
    });

    /** @param idle true when nothing is polled by itself, because a command does one thing in this process */
    public Lanes(Executor executor, InstantSource clock, boolean idle) {
        this.executor = executor;
        this.clock = clock;
        this.idle = idle;
    }

    void add(Lane lane) {
        lanes.add(lane);
        if (!idle) {
            schedule(lane);
        }
    }

    /** Ends the idleness that the lanes began with. */
    public void activate() {
        if (idle) {
            idle = false;
            lanes.forEach(this::schedule);
        }
    }

    void remove(Lane lane) {
        lanes.remove(lane);
    }

    /** Looks at the lane when it is due, at once when that is now. */
    void wake(Lane lane) {
        if (!idle) {
            timer.execute(() -> look(lane));
        }
    }

    private void schedule(Lane lane) {
        Instant due = lane.due();
        Duration nap = due == null ? LONGEST_NAP : Duration.between(clock.instant(), due);
        long millis = Math.max(0, Math.min(nap.toMillis(), LONGEST_NAP.toMillis()));
        timer.schedule(() -> {
            look(lane);
            if (lanes.contains(lane) && !timer.isShutdown()) {
                schedule(lane);
            }
        }, millis, TimeUnit.MILLISECONDS);
    }

    /** While it is on, no lane begins a turn; what is under way fails at its next write. */
    public void hold(boolean on) {
        held = on;
    }

    private void look(Lane lane) {
        if (!held && lanes.contains(lane) && lane.take()) {
            try {
                executor.execute(lane::turn);
            } catch (RejectedExecutionException e) {
                // The pool is being closed: the lane stays where it is and goes on after the next start.
                lane.release();
            }
        }
    }

    public List<LaneStatus> statuses() {
        return lanes.stream().map(Lane::status).toList();
    }

    /** Pauses or resumes the lanes of a flow; null for a tenant means all of them. Returns how many there are. */
    public int pause(String tenant, String flow, boolean on) {
        List<Lane> chosen = lanes.stream()
                .filter(lane -> lane.flow().equals(flow) && (tenant == null || lane.tenant().equals(tenant))).toList();
        chosen.forEach(lane -> lane.pause(on));
        return chosen.size();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
