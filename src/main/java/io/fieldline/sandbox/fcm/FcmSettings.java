package io.fieldline.sandbox.fcm;

import java.util.Objects;

/**
 * How the stand-in for Firebase Cloud Messaging behaves.
 *
 * @param port 0 for any free one
 * @param project the one it serves
 * @param tokenSeconds how long an access token lives
 * @param messagesPerMinute how many it takes in a minute; 0 for no limit
 */
public record FcmSettings(int port, String project, long tokenSeconds, int messagesPerMinute) {

    public static final String PROJECT = "sandbox-project";

    public FcmSettings {
        Objects.requireNonNull(project, "project");
    }

    public static FcmSettings usual() {
        return new FcmSettings(0, PROJECT, 3_600, 0);
    }

    public FcmSettings withMessagesPerMinute(int most) {
        return new FcmSettings(port, project, tokenSeconds, most);
    }
}
