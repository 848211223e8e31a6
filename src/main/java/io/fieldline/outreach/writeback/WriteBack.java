package io.fieldline.outreach.writeback;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One thing to tell ServiceTitan.
 *
 * @param key of OPT_OUT the number or address, of JOB_NOTE the message's token
 * @param wanted whether it is to be there: an opt-out is taken back by START
 * @param revision grows with each change of what is wanted, so that who carried out an older wish does not end the newer one
 * @param kept what has to be known for taking it back: how things were before
 * @param problem of the last attempt, one sentence; empty when there was none
 */
public record WriteBack(String tenant, Kind kind, String key, boolean wanted, int revision, State state, Instant due,
        int attempts, Map<String, Object> kept, String problem, Instant changedAt) {

    public enum Kind {
        OPT_OUT, JOB_NOTE
    }

    public enum State {

        /** Waits for its time, or for another try. */
        WAITING,

        /** ServiceTitan shows it. */
        DONE,

        /** There is nothing to tell, or nobody to tell it of. */
        NOTHING,

        /** ServiceTitan refused it for good. */
        REFUSED
    }

    public WriteBack {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(problem, "problem");
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    }

    static WriteBack waiting(String tenant, Kind kind, String key, Instant now) {
        return new WriteBack(tenant, kind, key, true, 1, State.WAITING, now, 0, Map.of(), "", now);
    }

    WriteBack wanted(boolean now, Instant when) {
        return new WriteBack(tenant, kind, key, now, revision + 1, State.WAITING, when, 0, kept, "", when);
    }

    WriteBack keeping(Map<String, Object> before, Instant now) {
        return new WriteBack(tenant, kind, key, wanted, revision, state, due, attempts, before, problem, now);
    }

    WriteBack ended(State how, String why, Instant now) {
        return new WriteBack(tenant, kind, key, wanted, revision, how, due, attempts + 1, kept, why, now);
    }

    WriteBack again(Instant next, String why, Instant now) {
        return new WriteBack(tenant, kind, key, wanted, revision, State.WAITING, next, attempts + 1, kept, why, now);
    }
}
