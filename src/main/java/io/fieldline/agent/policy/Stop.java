package io.fieldline.agent.policy;

import java.time.Instant;

/**
 * That writes are stopped.
 *
 * @param client whose; {@link #EVERYBODY} for all
 * @param by the user of the operating system who did
 */
public record Stop(String client, String by, Instant since) {

    public static final String EVERYBODY = "*";
}
