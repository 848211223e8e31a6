package io.fieldline.servicetitan.poll;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.servicetitan.http.Patience;

/**
 * The pages of a feed. An answer tells the token of the page after it before its rows: so that page is asked for while the
 * rows are still on their way. No more than one page is ahead of the reader.
 */
final class FeedPages {

    private final ReadableCollection collection;
    private final PageFetcher pages;
    private final Patience patience;
    private final Executor executor;
    private Fetch current;
    private Fetch ahead;

    FeedPages(ReadableCollection collection, PageFetcher pages, Patience patience, Executor executor) {
        this.collection = collection;
        this.pages = pages;
        this.patience = patience;
        this.executor = executor;
    }

    /** @throws SyncException what kept the page from coming */
    Page page(String from) {
        return taken(from).page();
    }

    private synchronized Fetch taken(String from) {
        current = ahead != null && Objects.equals(ahead.from, from) ? ahead : new Fetch(from);
        ahead = null;
        goAhead(current);
        return current;
    }

    private synchronized void continues(Fetch fetch, String token) {
        fetch.continueFrom = token;
        goAhead(fetch);
    }

    private void goAhead(Fetch fetch) {
        boolean follows = fetch.continueFrom != null && !fetch.continueFrom.equals(fetch.from);
        if (fetch == current && ahead == null && follows) {
            ahead = new Fetch(fetch.continueFrom);
            executor.execute(ahead.task);
        }
    }

    private final class Fetch {

        private final String from;
        private final FutureTask<Page> task;
        private String continueFrom;

        Fetch(String from) {
            this.from = from;
            this.task = new FutureTask<>(
                    () -> pages.fetch(collection.feedRequest(from, false), patience, token -> continues(this, token)));
        }

        Page page() {
            // Does nothing when it runs elsewhere already; when it still waits for a thread, this one is free.
            task.run();
            try {
                return task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RetryLaterException("Interrupted while waiting for a page of " + collection.name(), e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof SyncException known
                        ? known
                        : new IllegalStateException("a page of " + collection.name() + " could not be read", e.getCause());
            }
        }
    }
}
