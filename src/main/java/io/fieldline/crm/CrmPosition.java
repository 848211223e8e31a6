package io.fieldline.crm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.pair.Crm.Changes;
import io.fieldline.sync.pair.SideRecord;

/**
 * How far the changes of one account have been read. It is saved as JSON.
 *
 * @param horizon until the end was reached once, changes before this moment are not wanted; null when all are. A CRM can be
 *        asked from its first record on or from a place that it gave, and from no moment between
 * @param next the place that the CRM gave; null before the first page
 * @param caughtUp whether the end was reached
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record CrmPosition(Instant horizon, String next, boolean caughtUp) {

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    static CrmPosition startingAt(Instant horizon) {
        return new CrmPosition(horizon, null, false);
    }

    static CrmPosition fromText(String text) {
        try {
            return JSON.readValue(text, CrmPosition.class);
        } catch (IOException e) {
            throw new MisconfiguredException("A saved position cannot be read: " + text, e);
        }
    }

    String toText() {
        try {
            return JSON.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CrmPosition behind(Changes page) {
        return new CrmPosition(horizon, page.next(), caughtUp || !page.more());
    }

    boolean wants(SideRecord record) {
        return caughtUp || horizon == null || !record.modifiedOn().isBefore(horizon);
    }
}
