package io.fieldline.ops;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.fieldline.sync.Counts;
import io.fieldline.sync.Run;

/** How verbs write what they found. */
final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A moment that people read. */
    static String second(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static ObjectNode of(Counts counts) {
        return object().put("read", counts.read()).put("written", counts.written()).put("skipped", counts.skipped())
                .put("parked", counts.parked()).put("rejected", counts.rejected());
    }

    static ObjectNode of(Run run) {
        ObjectNode node = object().put("id", run.id()).put("tenant", run.key().tenant()).put("flow", run.key().flow())
                .put("stream", run.key().stream()).put("kind", run.kind().name()).put("startedAt", run.startedAt().toString())
                .put("endedAt", run.endedAt() == null ? null : run.endedAt().toString());
        node.setAll(of(run.counts()));
        return node.put("totalCount", run.totalCount()).put("outcome", run.outcome().name()).put("message", run.message());
    }
}
