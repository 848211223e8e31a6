package io.fieldline.sandbox.quickbooks;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Request;

/** Change data capture: what changed since a time within the last 30 days, deleted records too, 1,000 at most. */
final class ChangeCalls {

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MOST = 1_000;

    private final Records records;
    private final Views views;

    ChangeCalls(Records records, Views views) {
        this.records = records;
        this.views = views;
    }

    Answer changed(Request request) {
        Instant since = since(request);
        String[] names = request.parameter("entities").filter(given -> !given.isBlank())
                .orElseThrow(() -> Refusal.missing("entities")).split("\\s*,\\s*");
        ArrayNode lists = Fields.NODES.arrayNode();
        int room = MOST;
        for (String name : names) {
            EntityKind kind = EntityKind.named(name)
                    .orElseThrow(() -> Refusal.request(400, "The entity " + name + " is not one whose changes are told"));
            List<ObjectNode> changed = changed(kind, since).limit(room).toList();
            room -= changed.size();
            ObjectNode list = lists.addObject();
            if (!changed.isEmpty()) {
                ArrayNode rows = list.putArray(kind.apiName());
                changed.forEach(rows::add);
                list.put("startPosition", 1).put("maxResults", changed.size());
            }
        }
        ObjectNode body = Fields.NODES.objectNode();
        body.putArray("CDCResponse").addObject().set("QueryResponse", lists);
        return new Answer(body);
    }

    private Stream<ObjectNode> changed(EntityKind kind, Instant since) {
        return Stream.concat(views.all(kind).stream(), records.deleted(kind).stream())
                .filter(record -> !Records.changed(record).isBefore(since)).sorted(Comparator.comparing(Records::changed));
    }

    private Instant since(Request request) {
        String text = request.parameter("changedSince").orElseThrow(() -> Refusal.missing("changedSince"));
        try {
            // A plus sign that was not encoded has become a space.
            Instant since = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            if (since.isBefore(records.now().minus(LONGEST))) {
                throw Refusal.request(400, "changedSince is more than 30 days ago: " + text);
            }
            return since;
        } catch (DateTimeParseException e) {
            throw Refusal.request(400, "changedSince is not a time such as 2026-10-31T08:00:00-05:00: " + text);
        }
    }
}
