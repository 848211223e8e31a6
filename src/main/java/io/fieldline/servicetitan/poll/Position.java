package io.fieldline.servicetitan.poll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.fieldline.failure.MisconfiguredException;

/**
 * How far one stream has been read. It is saved as JSON and only ever moves forward.
 *
 * @param horizon changes before this moment are not wanted; null when all are
 * @param historyToken the export feed's token, or the date it starts at; null before the first request
 * @param historyPage for collections without a feed: the last page of the first full reading that was finished
 * @param historyRead rows read of the history so far
 * @param historyLive how many of them are neither inactive nor deleted
 * @param historyDone whether the history has been read to its end
 * @param historyReadAt when the feed was last asked; a feed that has caught up wants minutes between two requests
 * @param watermark the newest time of change seen; lists are asked for what changed since, less the look-back
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Position(Instant horizon, String historyToken, int historyPage, long historyRead, long historyLive,
        boolean historyDone, Instant historyReadAt, Instant watermark) {

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** Everything, from the first record on. */
    public static Position beginning() {
        return new Position(null, null, 0, 0, 0, false, null, null);
    }

    /** What changes from this moment on. */
    public static Position since(Instant horizon) {
        return new Position(horizon, null, 0, 0, 0, false, null, horizon);
    }

    /** The history from this moment on, and nothing about what comes after it. */
    static Position historyFrom(Instant horizon) {
        return new Position(horizon, null, 0, 0, 0, false, null, null);
    }

    public static Position fromText(String text) {
        try {
            return JSON.readValue(text, Position.class);
        } catch (IOException e) {
            throw new MisconfiguredException("A saved position cannot be read: " + text, e);
        }
    }

    /** From when on changes are wanted, by a text that travelled with a record; empty where it says nothing of it. */
    public static Optional<Instant> horizon(String text) {
        return text != null && text.startsWith("{") ? Optional.ofNullable(fromText(text).horizon()) : Optional.empty();
    }

    public String toText() {
        try {
            return JSON.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Position withHistory(String token, long rowsRead, long live, boolean done, Instant readAt) {
        return new Position(horizon, token, historyPage, historyRead + rowsRead, historyLive + live, done, readAt, watermark);
    }

    Position withHistoryPage(int page, long rowsRead, boolean done, Instant readAt) {
        return new Position(horizon, historyToken, page, historyRead + rowsRead, historyLive, done, readAt, watermark);
    }

    Position withWatermark(Instant newest) {
        boolean moves = newest != null && (watermark == null || newest.isAfter(watermark));
        return moves
                ? new Position(horizon, historyToken, historyPage, historyRead, historyLive, historyDone, historyReadAt, newest)
                : this;
    }

    boolean wants(Instant modifiedOn) {
        return horizon == null || modifiedOn == null || !modifiedOn.isBefore(horizon);
    }
}
