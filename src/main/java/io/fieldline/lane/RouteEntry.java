package io.fieldline.lane;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;

/** Where a stream's records enter the route: as exchanges that carry the tenant and its settings as variables. */
public final class RouteEntry {

    private final DefaultConsumer consumer;
    private final StreamKey key;
    private final FlowSettings settings;

    public RouteEntry(DefaultConsumer consumer, StreamKey key, FlowSettings settings) {
        this.consumer = consumer;
        this.key = key;
        this.settings = settings;
    }

    /**
     * Sends one exchange through the route.
     *
     * @param records how many it carries
     * @param checkpoint where the position is saved once they are confirmed; null when nothing is saved
     * @param position where in the stream they stand
     * @param content puts body, headers and properties into the exchange
     * @return what became of the records; fails with one of the four failures when they must be handed on again later
     */
    public CompletionStage<Counts> handOn(int records, StreamKey checkpoint, String position, Consumer<Exchange> content) {
        Exchange exchange = consumer.createExchange(false);
        settings.values().forEach(exchange::setVariable);
        exchange.setVariable(DeliveryProperties.TENANT, key.tenant());
        if (settings.values().get("connection") instanceof String connection) {
            exchange.setVariable("connection", key.tenant() + "-" + connection);
        }
        exchange.setProperty(DeliveryProperties.STREAM, key);
        exchange.setProperty(DeliveryProperties.POSITION, position);
        exchange.setProperty(DeliveryProperties.CHECKPOINT, checkpoint);
        content.accept(exchange);
        CompletableFuture<Counts> fate = new CompletableFuture<>();
        consumer.getAsyncProcessor().process(exchange, doneSync -> settle(exchange, records, fate));
        return fate;
    }

    private void settle(Exchange exchange, int size, CompletableFuture<Counts> fate) {
        Exception problem = exchange.getException();
        Counts counts = problem == null ? counts(exchange, size) : null;
        consumer.releaseExchange(exchange, false);
        if (problem == null) {
            fate.complete(counts);
        } else {
            fate.completeExceptionally(problem instanceof SyncException known
                    ? known
                    : new RetryLaterException("The route " + key.flow() + " failed: " + problem, problem));
        }
    }

    private static Counts counts(Exchange exchange, int size) {
        Counts taken = exchange.getVariable(DeliveryProperties.COUNTS, Counts.class);
        if (taken != null) {
            return taken;
        }
        boolean filteredOut = Boolean.FALSE.equals(exchange.getProperty(Exchange.FILTER_MATCHED));
        boolean repeated = Boolean.TRUE.equals(exchange.getProperty(Exchange.DUPLICATE_MESSAGE));
        String outcome = exchange.getVariable(DeliveryProperties.OUTCOME, filteredOut || repeated
                ? DeliveryProperties.SKIPPED
                : DeliveryProperties.WRITTEN, String.class);
        return switch (outcome) {
            case DeliveryProperties.PARKED -> new Counts(size, 0, 0, size, 0);
            case DeliveryProperties.SKIPPED -> new Counts(size, 0, size, 0, 0);
            default -> new Counts(size, size, 0, 0, 0);
        };
    }
}
