package io.fieldline.agent.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.fieldline.tenant.ConfigurationFolder;

/**
 * Stops what agents write: by the verb, which is kept in the store, or by the file <code>config/agents/STOP</code>. Both are
 * looked at anew before anything is sent; nothing is remembered.
 */
public final class KillSwitch {

    private final Path file;
    private final StopStore stops;

    public KillSwitch(ConfigurationFolder folder, StopStore stops) {
        this.file = folder.agents().resolve("STOP");
        this.stops = stops;
    }

    /** Why this client may not write now; empty when it may. */
    public Optional<String> stopped(String client) {
        Optional<String> byVerb = stops.all().stream()
                .filter(stop -> stop.client().equals(client) || stop.client().equals(Stop.EVERYBODY)).findFirst()
                .map(stop -> stop.client().equals(Stop.EVERYBODY)
                        ? "All writing by agents was stopped by a person"
                        : "Writing by this client was stopped by a person");
        return byVerb.or(() -> Files.exists(file)
                ? Optional.of("All writing by agents was stopped by a person")
                : Optional.empty());
    }

    /** Whether the file is there. */
    public boolean byFile() {
        return Files.exists(file);
    }
}
