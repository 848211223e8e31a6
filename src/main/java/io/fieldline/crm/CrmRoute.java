package io.fieldline.crm;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.apache.camel.Exchange;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.lane.RouteEntry;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.SideRecord;

/**
 * Hands records to the route, a page at a time. A page that the route refuses is handed on once more record by record, each
 * of which can be parked: one odd record neither holds up nor takes away the others.
 */
final class CrmRoute {

    private final RouteEntry entry;

    CrmRoute(RouteEntry entry) {
        this.entry = entry;
    }

    /**
     * @param checkpoint where the position is saved once they are confirmed; null when nothing is saved
     * @param run which run they belong to; null for none
     * @return what became of them; fails with one of the four failures when they must be handed on again later
     */
    CompletionStage<Counts> handOn(List<SideRecord> records, StreamKey checkpoint, String position, String run) {
        if (records.isEmpty()) {
            return CompletableFuture.completedFuture(Counts.NONE);
        }
        CompletionStage<Counts> page = entry.handOn(records.size(), checkpoint, position,
                exchange -> fill(exchange, records, run));
        return records.size() == 1
                ? page
                : page.exceptionallyCompose(problem -> cause(problem) instanceof RejectedRecordException
                        ? oneByOne(records, position, run)
                        : CompletableFuture.failedFuture(problem));
    }

    private CompletionStage<Counts> oneByOne(List<SideRecord> records, String position, String run) {
        CompletionStage<Counts> counts = CompletableFuture.completedFuture(Counts.NONE);
        for (SideRecord record : records) {
            counts = counts.thenCompose(before -> handOn(List.of(record), null, position, run).thenApply(before::plus));
        }
        return counts;
    }

    private static void fill(Exchange exchange, List<SideRecord> records, String run) {
        exchange.setProperty(DeliveryProperties.RUN, run);
        exchange.getIn().setBody(records);
        if (records.size() == 1) {
            exchange.setProperty(DeliveryProperties.RECORD, records.get(0));
            exchange.setProperty(DeliveryProperties.RECORD_ID, records.get(0).id());
        }
    }

    private static Throwable cause(Throwable problem) {
        return problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
    }
}
