package io.fieldline.servicetitan.poll;

import java.util.function.Function;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.http.ApiRequest;

/** What the list of a collection says it holds, to hold against what its history gave. */
final class HistoryCount {

    private final ReadableCollection collection;
    private final Function<ApiRequest, Page> pages;
    private Long activeBefore;

    HistoryCount(ReadableCollection collection, Function<ApiRequest, Page> pages) {
        this.collection = collection;
        this.pages = pages;
    }

    /** Asks, before the history is read; how many rows there are, or null where there is no list, no number, or no right to see it. */
    Long ask() {
        activeBefore = active();
        return collection.hasList() ? count(collection.countRequest()) : null;
    }

    /**
     * What the list counts and the history did not give; null when nothing is missing.
     *
     * @param rows how many rows the history gave
     * @param total how many there should be; null where nobody knows
     * @param activeRows how many of the history's rows were neither inactive nor deleted
     */
    String shortfall(long rows, Long total, long activeRows) {
        if (total != null && rows < total) {
            return collection.name() + " holds " + total + " rows by its own count and its history gave " + rows;
        }
        if (activeBefore == null) {
            return null;
        }
        // A feed brings deleted rows too, behind which missing ones could hide. What was deactivated meanwhile is not missing.
        Long activeNow = active();
        long active = activeNow == null ? activeBefore : Math.min(activeBefore, activeNow);
        return activeRows < active
                ? collection.name() + " holds " + active + " active rows by its own count and its history gave " + activeRows
                : null;
    }

    /** Asked only where a feed is read that brings others too; null where the list does not tell those from others. */
    private Long active() {
        return collection.hasFeed() ? collection.activeCountRequest().map(this::count).orElse(null) : null;
    }

    private Long count(ApiRequest request) {
        try {
            return pages.apply(request).totalCount();
        } catch (RejectedRecordException | TenantUnavailableException e) {
            return null;
        }
    }
}
