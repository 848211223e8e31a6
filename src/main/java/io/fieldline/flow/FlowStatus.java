package io.fieldline.flow;

import java.util.Optional;

/**
 * How a flow is doing.
 *
 * @param id the flow's id
 * @param origin who wrote it
 * @param state whether its route runs
 * @param description what it does, in its own words
 * @param problem why its newest version is not the one that runs
 */
public record FlowStatus(String id, Origin origin, State state, String description, Optional<String> problem) {

    public enum State {

        /** Its route runs, perhaps in its last good version. */
        RUNNING,

        /** It never was right, and no version of it runs. */
        REFUSED,

        /** It was loaded and then stopped. */
        STOPPED
    }
}
