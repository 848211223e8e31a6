package io.fieldline.servicetitan.poll;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.fieldline.failure.SyncException;
import io.fieldline.servicetitan.http.ApiRequest;

/**
 * One answer for all who ask the same within a few seconds. The flows of a tenant tick together and, once caught up, ask
 * for the same changes: so each collection is read once, however many flows follow it.
 */
public final class SharedReads {

    /** A larger page is history, not news: it serves those who wait for it already, and is not kept in memory for others. */
    private static final int LARGEST_KEPT = 1_000;

    private record Question(long tenantId, String appAndHost, ApiRequest request) {}

    private record Answer(CompletableFuture<Page> page, long askedAt) {}

    private final LongSupplier nanoTime;
    private final long lifetime;
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();

    public SharedReads(Duration lifetime) {
        this(lifetime, System::nanoTime);
    }

    SharedReads(Duration lifetime, LongSupplier nanoTime) {
        this.lifetime = lifetime.toNanos();
        this.nanoTime = nanoTime;
    }

    Page read(long tenantId, String account, ApiRequest request, Supplier<Page> read) {
        dropOldAnswers();
        Answer mine = new Answer(new CompletableFuture<>(), nanoTime.getAsLong());
        Question question = new Question(tenantId, account, request);
        Answer first = answers.putIfAbsent(question, mine);
        if (first == null) {
            return ask(question, mine, read);
        }
        try {
            return first.page().join();
        } catch (CompletionException | CancellationException e) {
            // Whoever asked first may have had less patience; this caller asks for itself.
            return read.get();
        }
    }

    private Page ask(Question question, Answer answer, Supplier<Page> read) {
        try {
            Page page = read.get();
            answer.page().complete(page);
            if (page.records().size() > LARGEST_KEPT) {
                answers.remove(question, answer);
            }
            return page;
        } catch (SyncException e) {
            answers.remove(question, answer);
            answer.page().completeExceptionally(e);
            throw e;
        } finally {
            // Any other failure must not leave the others waiting.
            answer.page().cancel(false);
        }
    }

    private void dropOldAnswers() {
        long now = nanoTime.getAsLong();
        answers.values().removeIf(answer -> answer.page().isDone() && now - answer.askedAt() > lifetime);
    }
}
