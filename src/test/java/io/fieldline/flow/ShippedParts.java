package io.fieldline.flow;

import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;

import io.fieldline.accounting.PostingStep;
import io.fieldline.crm.Crms;
import io.fieldline.crm.CustomerSync;
import io.fieldline.crm.JobActivities;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.flow.alert.HighValueJob;
import io.fieldline.lane.LaneServices;
import io.fieldline.lane.RunningFlows;
import io.fieldline.messaging.OutreachServices;
import io.fieldline.servicetitan.VisitEventStep;
import io.fieldline.sync.IdempotentKeyStore;
import io.fieldline.sync.RecordPage;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** What the shipped flows refer to; steps that do nothing, and nobody to serve. */
final class ShippedParts {

    /** Takes the place of the steps that keep customers in step. */
    public static final class Customers {

        public void customersChanged(Exchange exchange) {
            exchange.getMessage().setBody(null);
        }

        public void recordsChanged(Exchange exchange) {
            exchange.getMessage().setBody(null);
        }
    }

    /** Takes the place of the step that writes activities. */
    public static final class Activities {

        public void write(Exchange exchange) {
            exchange.getMessage().setBody(null);
        }
    }

    /** Takes the place of the step that posts documents. */
    public static final class Postings {

        public void post(Exchange exchange) {
            exchange.getMessage().setBody(null);
        }
    }

    /** Takes the place of the step that tells what a change means to a customer. */
    public static final class Events extends UseLatestAggregationStrategy {

        public void recognize(Exchange exchange) {
            exchange.getMessage().setBody(List.of());
        }

        public void tell(Exchange exchange) {
            exchange.setVariable("event", exchange.getMessage().getBody());
        }
    }

    /** Nobody is served, so nothing is read. */
    private static final class NoTenants implements Tenants {

        @Override
        public Collection<Tenant> all() {
            return List.of();
        }

        @Override
        public Optional<Tenant> find(String name) {
            return Optional.empty();
        }

        @Override
        public void onChange(Listener listener) {
            // No tenant ever changes.
        }
    }

    private ShippedParts() {}

    /** @return what the consumers of the flows share */
    static LaneServices bind(CamelContext context, InMemoryDeadLetterStore deadLetters, IdempotentKeyStore keys,
            List<RecordPage> warehouse) {
        LaneServices lanes = new LaneServices(new NoTenants(), new RunningFlows(), null, null, null, null,
                InstantSource.system());
        Crms none = (tenant, connection) -> {
            throw new MisconfiguredException("no account");
        };
        var registry = context.getRegistry();
        registry.bind(RecordErrors.NAME,
                new RecordErrors(new FailureClassifier(List.of()), deadLetters, Clock.systemUTC()));
        registry.bind(StoreIdempotentRepository.NAME, new StoreIdempotentRepository(keys));
        registry.bind(HighValueJob.NAME, new HighValueJob());
        registry.bind("jobAlert", new ShippedFlowsTest.Message());
        registry.bind("warehouse", new ShippedFlowsTest.Pages(warehouse));
        registry.bind(CustomerSync.NAME, new Customers());
        registry.bind(JobActivities.NAME, new Activities());
        registry.bind(PostingStep.NAME, new Postings());
        registry.bind("laneServices", lanes);
        registry.bind("crms", none);
        registry.bind(VisitEventStep.NAME, new Events());
        registry.bind("outreachServices",
                new OutreachServices(new NoTenants(), null, null, null, null, null, null, null,
                        Runnable::run));
        return lanes;
    }

    static LaneServices bind(CamelContext context) {
        return bind(context, new InMemoryDeadLetterStore(), new InMemoryIdempotentKeyStore(), new ArrayList<>());
    }
}
