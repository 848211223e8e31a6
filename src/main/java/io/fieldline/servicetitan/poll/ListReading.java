package io.fieldline.servicetitan.poll;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.Patience;

/**
 * Reads a list page by page to its end and holds what came against what the list says it holds. Lists are often not
 * sorted by time even when asked, so the watermark moves only after the last page.
 */
final class ListReading implements Reading {

    private final ReadableCollection collection;
    private final PageFetcher pages;
    private final Patience patience;
    private final InstantSource clock;
    private final Completeness completeness;
    private final Instant changedSince;
    private final Set<String> ids = new HashSet<>();
    private long withoutId;
    private Position position;
    private Instant newest;
    private int pageNumber;
    private long rowsBefore;
    private Long total;
    private List<Map<String, Object>> previous = List.of();
    private boolean ended;

    /** @param changedSince null to read the whole list as history, page by page with a checkpoint after each */
    ListReading(ReadableCollection collection, PageFetcher pages, Patience patience, InstantSource clock,
            Completeness completeness, Position from, Instant changedSince) {
        this.collection = collection;
        this.pages = pages;
        this.patience = patience;
        this.clock = clock;
        this.completeness = completeness;
        this.position = from;
        this.changedSince = changedSince;
        boolean resumed = history() && from.historyPage() > 0;
        this.pageNumber = resumed ? from.historyPage() + 1 : collection.firstPage();
        this.rowsBefore = resumed ? from.historyRead() : 0;
    }

    @Override
    public Batch next() {
        if (ended) {
            return null;
        }
        Page page = pages.fetch(request(), patience);
        check(page);
        page.records().forEach(this::count);
        remember(page);
        ended = ended || !page.hasMore();
        if (ended) {
            compareWithTotal();
        }
        position = advanced(page);
        pageNumber++;
        previous = page.records();
        return new Batch(page.records(), position, origin());
    }

    /** Where only comparing whole lists tells what is gone, what the history brought has to be remembered too. */
    private Batch.Origin origin() {
        boolean comparedLater = !collection.hasFeed() && !collection.listsChanges();
        return history() && !comparedLater ? Batch.Origin.HISTORY : Batch.Origin.CHANGES;
    }

    private ApiRequest request() {
        return history() ? collection.listRequest(pageNumber) : collection.changesRequest(pageNumber, changedSince);
    }

    private void check(Page page) {
        if (page.number() != null && page.number() != pageNumber && collection.paged()) {
            doubt("asked for page " + pageNumber + " and was given page " + page.number());
        } else if (page.hasMore() && page.records().isEmpty()) {
            doubt("gave an empty page " + pageNumber + " and says that there is more");
        } else if (!page.records().isEmpty() && page.records().equals(previous)) {
            doubt("gave page " + (pageNumber - 1) + " twice");
        }
    }

    private void count(Map<String, Object> record) {
        String id = Records.id(record);
        if (id == null) {
            withoutId++;
        } else {
            ids.add(id);
        }
    }

    private void doubt(String what) {
        completeness.doubt("the list of " + collection.name() + " " + what);
        ended = true;
    }

    private void remember(Page page) {
        if (page.totalCount() != null) {
            total = page.totalCount();
            completeness.total(total);
        }
        Instant pageNewest = Records.newest(page.records(), clock.instant());
        if (pageNewest != null && (newest == null || pageNewest.isAfter(newest))) {
            newest = pageNewest;
        }
    }

    /** Rows may come twice while the list moves, so only too few distinct ones are a reason for doubt. */
    private void compareWithTotal() {
        long rows = rowsBefore + ids.size() + withoutId;
        if (total != null && rows < total) {
            completeness.doubt("the list of " + collection.name() + " says it holds " + total + " rows and gave " + rows);
        }
    }

    private Position advanced(Page page) {
        boolean complete = ended && completeness.doubts().isEmpty();
        if (!history()) {
            return complete ? position.withWatermark(newest) : position;
        }
        // A reading in doubt starts over, and its rows must not count for the next one.
        long rows = ended && !complete ? -position.historyRead() : page.records().size();
        Position next = position.withHistoryPage(ended ? 0 : pageNumber, rows, complete, clock.instant());
        return complete ? next.withWatermark(newest) : next;
    }

    private boolean history() {
        return changedSince == null;
    }
}
