package io.fieldline.accounting;

import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.apache.camel.Exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Result;
import io.fieldline.ledger.coding.ReadPage;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** The step that posts documents which changed in ServiceTitan to the books of their tenant. */
public final class PostingStep {

    /** The name under which routes refer to it. */
    public static final String NAME = "accounting";

    private static final Map<String, DocumentKind> KINDS = Map.of("accounting/invoices", DocumentKind.INVOICE,
            "accounting/payments", DocumentKind.PAYMENT, "accounting/credit-memos", DocumentKind.CREDIT_MEMO);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tenants tenants;
    private final Bookkeepers bookkeepers;
    private final Consumer<DeadLetter> parking;
    private final InstantSource clock;

    /** @param parking puts a row aside that cannot be read */
    public PostingStep(Tenants tenants, Bookkeepers bookkeepers, Consumer<DeadLetter> parking, InstantSource clock) {
        this.tenants = tenants;
        this.bookkeepers = bookkeepers;
        this.parking = parking;
        this.clock = clock;
    }

    /** Takes a page of invoices, payments or credit memos. */
    public void post(Exchange exchange) {
        RecordPage page = exchange.getMessage().getBody(RecordPage.class);
        if (page == null || !KINDS.containsKey(page.stream())) {
            throw new MisconfiguredException("The step accounting takes pages of " + String.join(", ", KINDS.keySet())
                    + ": set unit: page, and one of these collections, on the servicetitan endpoint of the route "
                    + exchange.getFromRouteId());
        }
        StreamKey key = exchange.getProperty(DeliveryProperties.STREAM, StreamKey.class);
        Tenant tenant = tenants.find(key.tenant())
                .orElseThrow(() -> new MisconfiguredException("There is no tenant " + key.tenant() + " any more"));
        DocumentKind kind = KINDS.get(page.stream());
        Outcome outcome = bookkeepers.of(tenant, tenant.flows().get(key.flow())).post(kind, page.records());
        outcome.refused().forEach(one -> park(exchange, key, one));
        exchange.setVariable(DeliveryProperties.COUNTS, counts(page.records().size(), kind, outcome));
    }

    private static Counts counts(long read, DocumentKind kind, Outcome outcome) {
        long written = outcome.count(kind, Result.POSTED);
        long waiting = outcome.count(kind, Result.HELD) + outcome.refused().size();
        return new Counts(read, written, read - written - waiting, waiting, 0);
    }

    private void park(Exchange exchange, StreamKey key, ReadPage.Refused refused) {
        Object id = refused.row().get("id");
        parking.accept(new DeadLetter(UUID.randomUUID().toString(), key, id == null ? null : id.toString(),
                refused.why().getMessage(), json(refused.row()),
                exchange.getProperty(DeliveryProperties.POSITION, String.class), clock.instant(), 1,
                DeadLetter.Status.PARKED));
    }

    private static String json(Map<String, Object> row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new RetryLaterException("A document could not be written as JSON, so it could not be parked", e);
        }
    }
}
