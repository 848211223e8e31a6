package io.fieldline.flow;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the flows in step with the owner's folder. It looks instead of being told: mounted folders of containers send no
 * notice.
 */
public final class FlowWatcher {

    /** Two looks in a row must agree, so a change takes effect within two of them. */
    public static final Duration DEFAULT_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(FlowWatcher.class);

    private final FlowLibrary library;
    private final FlowLoader loader;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Map<String, String> noticed = Map.of();
    private Map<String, String> taken = Map.of();

    public FlowWatcher(FlowLibrary library, FlowLoader loader) {
        this.library = library;
        this.loader = loader;
    }

    /** The listener hears when a flow came or went or asks something else of tenants: their documents want reading again. */
    public void onContractChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Takes the files as they are now, and tries again what was refused. */
    public synchronized void rescan() {
        noticed = library.look();
        take(noticed, true);
    }

    /** Follows the folder until the answer is cancelled; call {@link #rescan()} before, to have the flows at once. */
    public ScheduledFuture<?> follow(ScheduledExecutorService scheduler, Duration every) {
        return scheduler.scheduleWithFixedDelay(this::scan, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One look: a file takes effect once two looks in a row found it the same, so none is taken half written. */
    synchronized void scan() {
        try {
            Map<String, String> now = library.look();
            Map<String, String> settled = settled(now);
            noticed = now;
            if (!settled.equals(taken)) {
                take(settled, false);
            }
        } catch (RuntimeException failed) {
            // An exception would end the schedule and with it every later reload.
            LOG.error("The folder of routes could not be followed; trying again", failed);
        }
    }

    private Map<String, String> settled(Map<String, String> now) {
        Set<String> names = new HashSet<>(now.keySet());
        names.addAll(taken.keySet());
        Map<String, String> settled = new TreeMap<>();
        for (String name : names) {
            String text = Objects.equals(now.get(name), noticed.get(name)) ? now.get(name) : taken.get(name);
            if (text != null) {
                settled.put(name, text);
            }
        }
        return settled;
    }

    private void take(Map<String, String> files, boolean alsoRefused) {
        taken = files;
        boolean changed = library.take(files);
        loader.load(alsoRefused);
        if (changed) {
            listeners.forEach(this::tell);
        }
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException failed) {
            LOG.error("A change of the flows could not be passed on", failed);
        }
    }
}
