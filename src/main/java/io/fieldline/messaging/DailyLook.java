package io.fieldline.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.SyncException;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Once a day, and when the service begins, looks through the records of every sequence that a tenant switched on: one that comes
 * into its time does not change by that, so no poll shows it.
 */
public final class DailyLook {

    /** The records of a tenant as they are now. */
    public interface Records {

        /**
         * @param collection <code>memberships/memberships</code>
         * @param query by parameters of its list
         */
        List<Map<String, Object>> of(String tenant, String collection, Map<String, String> query);
    }

    private static final Logger LOG = LoggerFactory.getLogger(DailyLook.class);
    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration AGAIN_AFTER_TROUBLE = Duration.ofMinutes(10);

    private record Place(String tenant, String flow) {}

    private final Tenants tenants;
    private final Records records;
    private final Enrollments enrollments;
    private final InstantSource clock;
    private final Map<Place, Instant> next = new ConcurrentHashMap<>();

    public DailyLook(Tenants tenants, Records records, Enrollments enrollments, InstantSource clock) {
        this.tenants = tenants;
        this.records = records;
        this.enrollments = enrollments;
        this.clock = clock;
    }

    /** Looks wherever a day has passed. A tenant in trouble is tried again soon, and keeps nobody else waiting. */
    public void run() {
        Set<Place> places = new HashSet<>();
        for (Tenant tenant : tenants.all()) {
            tenant.flows().values().stream().filter(FlowSequences::isSequence).map(FlowSettings::flow)
                    .forEach(flow -> places.add(new Place(tenant.name(), flow)));
        }
        next.keySet().retainAll(places);
        places.stream().filter(place -> !next.getOrDefault(place, Instant.MIN).isAfter(clock.instant()))
                .forEach(place -> next.put(place, clock.instant().plus(look(place))));
    }

    private Duration look(Place place) {
        try {
            FlowMessages flow = FlowMessages.of(tenants, place.tenant(), place.flow());
            SequenceKind kind = FlowSequences.kind(flow);
            records.of(place.tenant(), kind.collection(), kind.among(flow, clock.instant())).forEach(row -> comes(place, row));
            return EVERY;
        } catch (SyncException failure) {
            LOG.warn("Records could not be looked through: {} tenant={} flow={}", failure.getMessage(), place.tenant(),
                    place.flow());
            return AGAIN_AFTER_TROUBLE;
        }
    }

    /** One that lacks something does not keep those behind it out. */
    private void comes(Place place, Map<String, Object> row) {
        try {
            enrollments.comes(place.tenant(), place.flow(), row);
        } catch (RejectedRecordException lacking) {
            LOG.warn("A record was passed over: {} tenant={} flow={}", lacking.getMessage(), place.tenant(), place.flow());
        }
    }
}
