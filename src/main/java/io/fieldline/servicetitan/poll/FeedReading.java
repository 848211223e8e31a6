package io.fieldline.servicetitan.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import io.fieldline.servicetitan.http.Patience;

/**
 * Reads an export feed from the saved token to its end, and then once more with the recent changes that the feed holds
 * back, without moving the token over those.
 */
final class FeedReading implements Reading {

    /** What was read and not yet handed on is read again after a crash. */
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(1);

    private enum Stage {
        SETTLED, RECENT, END
    }

    private final ReadableCollection collection;
    private final PageFetcher pages;
    private final FeedPages settledPages;
    private final Patience patience;
    private final InstantSource clock;
    private final Completeness completeness;
    private final int batchRecords;
    private final boolean recentToo;
    private Position position;
    private Stage stage = Stage.SETTLED;
    private String recentToken;

    FeedReading(ReadableCollection collection, PageFetcher pages, Patience patience, Executor executor, InstantSource clock,
            Completeness completeness, Position from, int batchRecords, boolean recentToo) {
        this.collection = collection;
        this.pages = pages;
        this.settledPages = new FeedPages(collection, pages, patience, executor);
        this.patience = patience;
        this.clock = clock;
        this.completeness = completeness;
        this.position = from;
        this.batchRecords = batchRecords;
        this.recentToo = recentToo;
    }

    @Override
    public Batch next() {
        return switch (stage) {
            case SETTLED -> settled();
            case RECENT -> recent();
            case END -> null;
        };
    }

    private Batch settled() {
        boolean history = !position.historyDone();
        List<Map<String, Object>> records = new ArrayList<>();
        Instant longEnough = clock.instant().plus(LONGEST_BATCH);
        do {
            String from = start();
            Page page = settledPages.page(from);
            records.addAll(page.records());
            accept(from, page);
        } while (stage == Stage.SETTLED && records.size() < batchRecords && clock.instant().isBefore(longEnough));
        return new Batch(records, position, history ? Batch.Origin.HISTORY : Batch.Origin.CHANGES);
    }

    private void accept(String from, Page page) {
        boolean more = page.hasMore();
        if (page.continueFrom() == null || page.continueFrom().isBlank()) {
            completeness.doubt("the feed of " + collection.name() + " gave no token to continue from");
            more = false;
        } else if (more && page.continueFrom().equals(from)) {
            completeness.doubt("the feed of " + collection.name() + " repeated its token although it has more");
            more = false;
        }
        String token = page.continueFrom() == null ? from : page.continueFrom();
        boolean ended = !more && completeness.doubts().isEmpty();
        long live = active(page);
        position = position.withHistory(token, page.records().size(), live, position.historyDone() || ended, clock.instant())
                .withWatermark(Records.newest(page.records(), clock.instant()));
        if (!more) {
            stage = recentToo ? Stage.RECENT : Stage.END;
            recentToken = token;
        }
    }

    /** Rows that the feed shows only on request now and will show again later, so that the token stays where it is. */
    private Batch recent() {
        Page page = pages.fetch(collection.feedRequest(recentToken, true), patience);
        active(page);
        boolean more = page.hasMore() && page.continueFrom() != null && !page.continueFrom().equals(recentToken);
        recentToken = page.continueFrom();
        stage = more ? Stage.RECENT : Stage.END;
        return new Batch(page.records(), position, Batch.Origin.CHANGES);
    }

    private long active(Page page) {
        long rows = page.records().stream().filter(record -> !Records.inactive(record)).count();
        completeness.active(rows);
        return rows;
    }

    private String start() {
        if (position.historyToken() != null || position.horizon() == null) {
            return position.historyToken();
        }
        return day(position.horizon());
    }

    /** A feed starts at a date; what that day brings too early is dropped by the horizon. */
    private static String day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
