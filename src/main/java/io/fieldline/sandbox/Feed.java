package io.fieldline.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.Position;
import io.fieldline.sandbox.data.Table;
import io.fieldline.sandbox.data.Timestamps;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.servicetitan.catalog.Operation;

/**
 * Answers an export feed: rows in the order of their changes, inactive ones among them, from a token or a date on. What
 * changed within the settle delay is held back unless asked for; asked for, it comes again with the next call.
 */
final class Feed {

    private final Shape shape;
    private final InstantSource clock;
    private final Duration settleDelay;
    private final int pageSize;

    Feed(Shape shape, InstantSource clock, Duration settleDelay, int pageSize) {
        this.shape = shape;
        this.clock = clock;
        this.settleDelay = settleDelay;
        this.pageSize = pageSize;
    }

    Reply read(long tenant, Optional<Table> table, Arguments arguments) {
        Operation operation = arguments.operation();
        String name = tenant + " " + Views.collection(operation);
        Position from = arguments.text("from").map(text -> position(text, name)).orElse(Position.START);
        boolean recent = arguments.flag("includeRecentChanges");
        Instant settled = clock.instant().minus(settleDelay);
        List<ObjectNode> rows = table.map(known -> known.after(from, recent ? Instant.MAX : settled, pageSize + 1))
                .orElse(List.of());
        boolean more = rows.size() > pageSize;
        List<ObjectNode> page = more ? rows.subList(0, pageSize) : rows;
        Position last = page.isEmpty() ? from : position(page.get(page.size() - 1));
        Position next = more || !recent ? last : earlier(last, from, Position.before(settled));
        return Reply.json(200, envelope(operation, arguments, page, more, token(next, name)));
    }

    private ObjectNode envelope(Operation operation, Arguments arguments, List<ObjectNode> page, boolean more, String token) {
        String active = arguments.text("active").orElse("any");
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        page.stream().filter(row -> active.equalsIgnoreCase("any") || active.equalsIgnoreCase(row.path("active").asText()))
                .forEach(row -> data.add(
                        shape.of(operation.module(), operation.answer().type(), Views.row(operation, row, Optional.empty()))));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("hasMore", more);
        body.put("continueFrom", token);
        body.set("data", data);
        return body;
    }

    /** So that what is still settling comes again, but never what came before this call. */
    private static Position earlier(Position last, Position from, Position settled) {
        Position back = last.compareTo(settled) < 0 ? last : settled;
        return back.compareTo(from) < 0 ? from : back;
    }

    private static Position position(ObjectNode row) {
        return new Position(Timestamps.parse(row.path("modifiedOn").asText()).orElseThrow(), row.get("id").longValue());
    }

    private static String token(Position position, String name) {
        String text = position.modified().getEpochSecond() + "." + position.modified().getNano() + "." + position.id();
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((text + "." + check(text, name)).getBytes(StandardCharsets.UTF_8));
    }

    private static Position position(String from, String name) {
        return date(from).map(Position::before).or(() -> Timestamps.parse(from).map(Position::before))
                .or(() -> decode(from, name)).orElseThrow(
                        () -> new Refusal(Problem.invalid("from", "The continuation token is not valid.")));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Position> decode(String token, String name) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int end = text.lastIndexOf('.');
            if (end < 0 || !text.substring(end + 1).equals(check(text.substring(0, end), name))) {
                return Optional.empty();
            }
            String[] parts = text.substring(0, end).split("\\.");
            return Optional.of(new Position(Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
                    Long.parseLong(parts[2])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A token of one feed or tenant is none of another. */
    private static String check(String text, String name) {
        CRC32 crc = new CRC32();
        crc.update((text + name).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
