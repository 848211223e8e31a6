package io.fieldline.ledger;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings the books to what documents of ServiceTitan mean, a page of them at a time:
 *
 * <ol>
 * <li>writes that were under way are ended;
 * <li>what was paid on a document that becomes smaller is taken off it;
 * <li>sales are created, changed, voided;
 * <li>payments and refunds are, applied to what is open of the sales that are there; a payment whose invoice is not there
 * yet is posted all the same, and applied once it is; one that changes is taken off its deposit first;
 * <li>credits are applied;
 * <li>deposits take the payments that stand by then.
 * </ol>
 *
 * A page that was posted is posted again without a write. For the same books only one page may be under way at a time.
 */
public final class Poster {

    private final LedgerStore store;
    private final InstantSource clock;

    public Poster(LedgerStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param page documents of one tenant for one books, each once
     * @return what became of each
     * @throws io.fieldline.failure.RetryLaterException when the books did not take something for now; the same page is to be
     *         given again then
     */
    public Map<DocumentKey, Result> post(Books books, OpenPeriod period, List<Judged> page) {
        if (page.isEmpty()) {
            return Map.of();
        }
        Writing writing = new Writing(store, books, clock);
        Map<DocumentKey, List<Gap>> unended = finish(writing, page.get(0).key().tenant(), page.get(0).key().books());
        PageTurn turn = new PageTurn(store, books, writing, period, page, unended);
        turn.sales();
        turn.settlements();
        turn.applications();
        turn.deposits();
        Map<DocumentKey, Result> results = results(page, turn);
        turn.waits();
        return results;
    }

    /**
     * Ends the writes that were under way when the process ended.
     *
     * @throws io.fieldline.failure.RetryLaterException as {@link #post} does
     */
    public void finish(Books books, String tenant, String name) {
        finish(new Writing(store, books, clock), tenant, name);
    }

    /** @return why writes are under way still */
    private Map<DocumentKey, List<Gap>> finish(Writing writing, String tenant, String name) {
        Map<DocumentKey, List<Gap>> gaps = writing.finish(tenant, name);
        gaps.forEach((key, why) -> store.quarantine(key, why, clock.instant()));
        if (gaps.isEmpty()) {
            return gaps;
        }
        gaps.keySet().retainAll(store.underWay(tenant, name).stream().map(entry -> entry.key().source()).toList());
        return gaps;
    }

    private Map<DocumentKey, Result> results(List<Judged> page, PageTurn turn) {
        Map<DocumentKey, List<Gap>> gaps = turn.gaps();
        gaps.forEach((key, why) -> store.quarantine(key, why, clock.instant()));
        Map<DocumentKey, Result> results = new LinkedHashMap<>();
        page.stream().map(Judged::key)
                .forEach(key -> results.put(key, gaps.containsKey(key) ? Result.HELD : turn.done(key)));
        store.release(results.keySet().stream().filter(key -> !gaps.containsKey(key)).toList());
        return results;
    }
}
