package io.fieldline.servicetitan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;

import io.fieldline.lane.RouteEntry;
import io.fieldline.servicetitan.poll.Position;
import io.fieldline.servicetitan.poll.Recipient;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.RecordShape;
import io.fieldline.sync.StreamKey;

/** Hands records of one collection to the route, one by one or as pages. */
final class ExchangeRecipient implements Recipient {

    private final RouteEntry entry;
    private final StreamKey key;
    private final RecordShape shape;
    private final boolean pages;

    ExchangeRecipient(RouteEntry entry, StreamKey key, RecordShape shape, boolean pages) {
        this.entry = entry;
        this.key = key;
        this.shape = shape;
        this.pages = pages;
    }

    @Override
    public CompletionStage<Counts> handOn(List<Map<String, Object>> records, StreamKey checkpoint, String position) {
        return entry.handOn(records.size(), checkpoint, position, exchange -> {
            Position.horizon(position).ifPresent(horizon -> exchange.setProperty(DeliveryProperties.HORIZON, horizon));
            fill(exchange, records);
        });
    }

    private void fill(Exchange exchange, List<Map<String, Object>> records) {
        exchange.getIn().setHeader(ServiceTitanConstants.TENANT, key.tenant());
        exchange.getIn().setHeader(ServiceTitanConstants.COLLECTION, key.stream());
        if (pages) {
            exchange.getIn().setBody(new RecordPage(key.stream(), records, shape));
            return;
        }
        Map<String, Object> record = records.get(0);
        Object id = record.get("id");
        exchange.setProperty(DeliveryProperties.RECORD, record);
        if (id != null) {
            exchange.setProperty(DeliveryProperties.RECORD_ID, id.toString());
            exchange.getIn().setHeader(ServiceTitanConstants.RECORD_ID, id.toString());
        }
        exchange.getIn().setBody(ownCopy(record));
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
}
