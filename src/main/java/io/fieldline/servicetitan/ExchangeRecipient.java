package io.fieldline.servicetitan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.servicetitan.poll.Recipient;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.RecordShape;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** Hands records to the route as exchanges that carry the tenant and its settings as variables. */
final class ExchangeRecipient implements Recipient {

    private final ServiceTitanConsumer consumer;
    private final StreamKey key;
    private final RecordShape shape;
    private final Tenant tenant;
    private final FlowSettings settings;
    private final boolean pages;

    ExchangeRecipient(ServiceTitanConsumer consumer, StreamKey key, RecordShape shape, Tenant tenant, FlowSettings settings,
            boolean pages) {
        this.consumer = consumer;
        this.key = key;
        this.shape = shape;
        this.tenant = tenant;
        this.settings = settings;
        this.pages = pages;
    }

    @Override
    public CompletionStage<Counts> handOn(List<Map<String, Object>> records, StreamKey checkpoint, String position) {
        Exchange exchange = exchange(records, position);
        exchange.setProperty(DeliveryProperties.CHECKPOINT, checkpoint);
        CompletableFuture<Counts> fate = new CompletableFuture<>();
        consumer.getAsyncProcessor().process(exchange, doneSync -> settle(exchange, records.size(), fate));
        return fate;
    }

    private Exchange exchange(List<Map<String, Object>> records, String position) {
        Exchange exchange = consumer.createExchange(false);
        settings.values().forEach(exchange::setVariable);
        exchange.setVariable(ServiceTitanConstants.TENANT_VARIABLE, tenant.name());
        if (settings.values().get("connection") instanceof String connection) {
            exchange.setVariable("connection", tenant.name() + "-" + connection);
        }
        exchange.setProperty(DeliveryProperties.STREAM, key);
        exchange.setProperty(DeliveryProperties.POSITION, position);
        exchange.getIn().setHeader(ServiceTitanConstants.TENANT, tenant.name());
        exchange.getIn().setHeader(ServiceTitanConstants.COLLECTION, key.stream());
        if (pages) {
            exchange.getIn().setBody(new RecordPage(key.stream(), records, shape));
        } else {
            Map<String, Object> record = records.get(0);
            Object id = record.get("id");
            exchange.setProperty(DeliveryProperties.RECORD, record);
            if (id != null) {
                exchange.setProperty(DeliveryProperties.RECORD_ID, id.toString());
                exchange.getIn().setHeader(ServiceTitanConstants.RECORD_ID, id.toString());
            }
            exchange.getIn().setBody(ownCopy(record));
        }
        return exchange;
    }

    /** The record may be another flow's as well; what a route does to its body stays in the route. */
    private static Object ownCopy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, field) -> copy.put(name, ownCopy(field)));
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(ExchangeRecipient::ownCopy).collect(Collectors.toCollection(ArrayList::new))
                : value;
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
