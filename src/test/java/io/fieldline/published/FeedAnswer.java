package io.fieldline.published;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

/** A page of a feed. Its token says nothing to anybody else, and has signs that must be encoded in an address. */
final class FeedAnswer {

    private static final String SEAL = "+/=>?";

    private final Collection collection;
    private final long tenant;
    private final Duration settling;
    private final int pageSize;

    FeedAnswer(Collection collection, long tenant, Duration settling, int pageSize) {
        this.collection = collection;
        this.tenant = tenant;
        this.settling = settling;
        this.pageSize = pageSize;
    }

    /**
     * The page.
     *
     * @param from a token of this feed, a date, or empty for the beginning
     * @throws IllegalArgumentException when it is none of these
     */
    String json(String from, boolean recent, Instant now) {
        Collection.Position position = position(from);
        List<Row> rows = collection.after(position, recent ? now : now.minus(settling), pageSize + 1);
        boolean more = rows.size() > pageSize;
        List<Row> page = more ? rows.subList(0, pageSize) : rows;
        if (!page.isEmpty()) {
            Row last = page.get(page.size() - 1);
            position = new Collection.Position(last.modifiedOn(), last.id());
        }
        StringBuilder out = new StringBuilder(page.size() * 1_200 + 200);
        out.append("{\"hasMore\":").append(more).append(",\"continueFrom\":\"").append(token(position)).append("\",\"data\":[");
        for (Row row : page) {
            Shapes.write(out.append(row == page.get(0) ? "" : ","), collection.name(), row, true);
        }
        return out.append("]}").toString();
    }

    private String token(Collection.Position position) {
        String text = SEAL + tenant + " " + collection.name() + " " + position.modifiedOn() + " " + position.id();
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Collection.Position position(String from) {
        if (from.isEmpty()) {
            return new Collection.Position(Instant.EPOCH, 0);
        }
        try {
            Instant date = from.length() == 10
                    ? LocalDate.parse(from).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(from).toInstant();
            return new Collection.Position(date, -1);
        } catch (DateTimeException e) {
            return token(from);
        }
    }

    private Collection.Position token(String token) {
        String[] parts = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split(" ");
        if (parts.length != 4 || !parts[0].equals(SEAL + tenant) || !parts[1].equals(collection.name())) {
            throw new IllegalArgumentException("no token of the feed of " + collection.name() + ": " + token);
        }
        return new Collection.Position(Instant.parse(parts[2]), Long.parseLong(parts[3]));
    }
}
