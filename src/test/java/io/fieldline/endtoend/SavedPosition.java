package io.fieldline.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.sync.StreamKey;

/** Where a flow would go on, read from its store. */
final class SavedPosition {

    private SavedPosition() {}

    /** The feed's token; null when nothing was finished yet. */
    static String historyToken(Path home, String tenant, String flow, String stream) {
        return read(home, new StreamKey(tenant, flow, stream)).map(SavedPosition::token).orElse(null);
    }

    /** Whether a flow of the tenant has begun to follow these kinds of records: what comes from now on is its own. */
    static boolean isThere(Path home, String tenant, String flow, String... streams) {
        return Stream.of(streams).allMatch(stream -> read(home, new StreamKey(tenant, flow, stream)).isPresent());
    }

    private static Optional<String> read(Path home, StreamKey key) {
        StateStoreSettings settings = StateStoreSettings.sqlite(home.resolve("data"));
        try (StateStore store = StateStore.open(settings, StateStore.Access.READER, InstantSource.system())) {
            return store.checkpoints().load(key);
        }
    }

    private static String token(String text) {
        try {
            return new JsonMapper().readTree(text).path("historyToken").asText(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
