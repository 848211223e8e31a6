package io.fieldline.crm;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.fieldline.lane.PollProgress;
import io.fieldline.lane.PollResult;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.Counts;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.Crm.Changes;
import io.fieldline.sync.pair.SideRecord;

/**
 * One run through an account's changes: page by page they are read, handed on, confirmed, and only then is the position
 * saved. No thread waits for the route.
 */
final class ChangesWalk {

    private final StreamKey key;
    private final Function<String, Changes> pages;
    private final CrmRoute route;
    private final CheckpointStore checkpoints;
    private final Executor executor;
    private final PollProgress progress;
    private final String run = UUID.randomUUID().toString();
    private Counts counts = Counts.NONE;

    /**
     * @param key where positions are saved
     * @param pages gives the page that begins at a place; blocks
     */
    ChangesWalk(StreamKey key, Function<String, Changes> pages, CrmRoute route, CheckpointStore checkpoints, Executor executor,
            PollProgress progress) {
        this.key = key;
        this.pages = pages;
        this.route = route;
        this.checkpoints = checkpoints;
        this.executor = executor;
        this.progress = progress;
    }

    CompletionStage<PollResult> from(CrmPosition at) {
        return CompletableFuture.supplyAsync(() -> pages.apply(at.next()), executor)
                .thenComposeAsync(page -> settleAndGoOn(at, page), executor);
    }

    private CompletionStage<PollResult> settleAndGoOn(CrmPosition at, Changes page) {
        CrmPosition after = at.behind(page);
        List<SideRecord> wanted = page.records().stream().filter(at::wants).toList();
        long unwanted = page.records().size() - wanted.size();
        return route.handOn(wanted, key, after.toText(), run).thenCompose(done -> {
            if (!after.equals(at)) {
                checkpoints.save(key, after.toText());
            }
            settled(page, done.plus(new Counts(unwanted, 0, unwanted, 0, 0)));
            if (!page.more()) {
                return ended(null);
            }
            return Objects.equals(after.next(), at.next())
                    ? ended("the CRM says that there is more and goes on where it was, at " + at.next())
                    : from(after);
        });
    }

    private void settled(Changes page, Counts done) {
        if (!page.records().isEmpty()) {
            counts = counts.plus(done);
            progress.settled(counts, null);
        }
    }

    private CompletionStage<PollResult> ended(String doubts) {
        return CompletableFuture.completedFuture(new PollResult(counts, null, doubts));
    }
}
