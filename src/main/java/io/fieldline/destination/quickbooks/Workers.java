package io.fieldline.destination.quickbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

import io.fieldline.failure.RetryLaterException;

/** As many threads as a company takes calls at once. */
final class Workers implements AutoCloseable {

    private final ExecutorService threads;

    Workers(String name, int count) {
        threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "quickbooks-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does all of it, and gives the results in their order; what fails first is thrown when all has ended. */
    <T> List<T> all(List<Callable<T>> work) {
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(work)) {
                results.add(one.get());
            }
            return results;
        } catch (RejectedExecutionException e) {
            throw new RetryLaterException("The connection to QuickBooks was just opened anew", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("Interrupted while QuickBooks was called", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What was begun is done: whoever waits for it would wait for ever. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
