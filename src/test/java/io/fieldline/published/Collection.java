package io.fieldline.published;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The rows of one collection of one tenant. History follows from the row's number alone and costs no memory; only what
 * changed since is kept. Some rows are inactive, some deleted, and customers and locations were merged now and then. Three
 * rows each share their time of change, as after an edit of many.
 */
public final class Collection {

    private static final Duration HISTORY = Duration.ofDays(400);
    private static final int SAME_TIME = 3;

    private final String name;
    private final long history;
    private final Instant start;
    private final Map<Long, Row> changed = new HashMap<>();
    private long rows;

    /** Where a row stands in its feed. */
    record Position(Instant modifiedOn, long id) implements Comparable<Position> {
        private static final Comparator<Position> ORDER = Comparator.comparing(Position::modifiedOn)
                .thenComparingLong(Position::id);

        @Override
        public int compareTo(Position other) {
            return ORDER.compare(this, other);
        }
    }

    Collection(String name, long rows, Instant now) {
        this.name = name;
        this.history = rows;
        this.rows = rows;
        // To the ten millionth of a second, as the API writes it.
        this.start = Instant.ofEpochSecond(now.getEpochSecond(), 123_456_700).minus(HISTORY);
    }

    public String name() {
        return name;
    }

    private Row original(long number) {
        long step = HISTORY.minusDays(1).toSeconds() / (history / SAME_TIME + 1);
        Instant modifiedOn = start.plusSeconds(number / SAME_TIME * step).plusNanos(number / SAME_TIME % 10_000 * 100);
        boolean people = name.equals("crm/customers") || name.equals("crm/locations");
        Long mergedTo = people && number % 67 == 33 ? Row.id(number - 1) : null;
        boolean deleted = number % 101 == 50;
        return new Row(number, modifiedOn.minusSeconds(3_600), modifiedOn, !deleted && mergedTo == null && number % 40 != 11,
                deleted, mergedTo, Map.of());
    }

    private synchronized Row row(long number) {
        Row row = changed.get(number);
        return row == null ? original(number) : row;
    }

    Optional<Row> find(long id) {
        long number = Row.number(id);
        return number < 0 || number >= size() ? Optional.empty() : Optional.of(row(number));
    }

    private synchronized long size() {
        return rows;
    }

    /** Every row, deleted ones too, by id. */
    public Stream<Row> all() {
        return LongStream.range(0, size()).mapToObj(this::row);
    }

    /** Up to so many rows after a position, in the order of their change. */
    synchronized List<Row> after(Position position, Instant until, int atMost) {
        List<Row> page = new ArrayList<>();
        for (long number = firstAfter(position); number < history && page.size() < atMost; number++) {
            Row row = original(number);
            if (!changed.containsKey(number) && isWithin(row, position, until)) {
                page.add(row);
            }
        }
        changed.values().stream().filter(row -> isWithin(row, position, until))
                .sorted(Comparator.comparing(row -> new Position(row.modifiedOn(), row.id())))
                .limit(atMost - page.size()).forEach(page::add);
        return page;
    }

    private static boolean isWithin(Row row, Position position, Instant until) {
        return new Position(row.modifiedOn(), row.id()).compareTo(position) > 0 && !row.modifiedOn().isAfter(until);
    }

    /** The first number of history that can stand after a position. */
    private long firstAfter(Position position) {
        long low = 0;
        long high = history;
        while (low < high) {
            long middle = (low + high) / 2;
            if (original(middle).modifiedOn().isBefore(position.modifiedOn())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    synchronized Row create(Instant now, Map<String, Object> fields) {
        Row row = new Row(rows++, now, now, true, false, null, fields);
        changed.put(row.number(), row);
        return row;
    }

    synchronized Row change(long id, Instant now, Map<String, Object> fields) {
        Row before = row(Row.number(id));
        Map<String, Object> all = new HashMap<>(before.fields());
        all.putAll(fields);
        Row row = new Row(before.number(), before.createdOn(), now, before.active(), before.deleted(), before.mergedToId(),
                all);
        changed.put(row.number(), row);
        return row;
    }
}
