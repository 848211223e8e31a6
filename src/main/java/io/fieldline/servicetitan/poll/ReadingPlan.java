package io.fieldline.servicetitan.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

import io.fieldline.servicetitan.http.Patience;

/**
 * Decides which readings a poll consists of. A feed brings history, deletes, merges and what was missed; a list by time
 * of change brings freshness; where there is neither, the whole list is read and compared.
 */
final class ReadingPlan {

    private final ReadableCollection collection;
    private final PageFetcher pages;
    private final Patience patience;
    private final Executor executor;
    private final InstantSource clock;
    private final StreamSettings settings;
    private final Supplier<Set<String>> knownIds;

    ReadingPlan(ReadableCollection collection, PageFetcher pages, Patience patience, Executor executor,
            InstantSource clock, StreamSettings settings, Supplier<Set<String>> knownIds) {
        this.collection = collection;
        this.pages = pages;
        this.patience = patience;
        this.executor = executor;
        this.clock = clock;
        this.settings = settings;
        this.knownIds = knownIds;
    }

    /** Each reading begins where the one before it ended, so that it is made only then. */
    List<Function<Position, Reading>> readings(Position position, Completeness completeness) {
        Instant now = clock.instant();
        List<Function<Position, Reading>> readings = new ArrayList<>();
        if (!position.historyDone() && wantsHistory(position)) {
            readings.add(from -> history(from, completeness));
        }
        if (collection.listsChanges()) {
            readings.add(from -> changes(from, now, completeness));
        } else if (!collection.hasFeed() && position.historyDone() && due(position, settings.fullPassEvery(), now)) {
            readings.add(from -> new DifferenceReading(list(from, completeness), completeness, knownIds));
        }
        boolean feedOnly = collection.hasFeed() && !collection.listsChanges();
        if (collection.hasFeed() && position.historyDone() && (feedOnly || due(position, settings.feedEvery(), now))) {
            readings.add(from -> feed(from, completeness, feedOnly));
        }
        return readings;
    }

    /** Only what the operator asked for: the history, to its end. */
    List<Function<Position, Reading>> history(Completeness completeness) {
        return List.of(from -> history(from, completeness));
    }

    /** Nothing of the past is wanted where a stream begins now and lists tell what changes. */
    private boolean wantsHistory(Position position) {
        return position.horizon() == null || collection.hasFeed() || !collection.listsChanges();
    }

    private Reading history(Position from, Completeness completeness) {
        return collection.hasFeed() ? feed(from, completeness, true) : list(from, completeness);
    }

    private Reading list(Position from, Completeness completeness) {
        return new ListReading(collection, pages, patience, clock, completeness, from, null);
    }

    private Reading feed(Position from, Completeness completeness, boolean recentToo) {
        return new FeedReading(collection, pages, patience, executor, clock, completeness, from, settings.batchRecords(),
                recentToo);
    }

    private Reading changes(Position from, Instant now, Completeness completeness) {
        Instant watermark = from.watermark() == null ? now : from.watermark();
        // Whole minutes: the flows of a tenant then ask the same question and share one answer.
        Instant since = watermark.minus(settings.lookBack()).truncatedTo(ChronoUnit.MINUTES);
        return new ListReading(collection, pages, patience, clock, completeness, from, since);
    }

    private static boolean due(Position position, Duration every, Instant now) {
        return position.historyReadAt() == null || !now.isBefore(position.historyReadAt().plus(every));
    }
}
