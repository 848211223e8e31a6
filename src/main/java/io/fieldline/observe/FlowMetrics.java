package io.fieldline.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.fieldline.lane.LaneStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

/** What each flow of each tenant looks like from outside: how far behind, how late, how well, how much of the budget. */
@ApplicationScoped
public class FlowMetrics {

    private final LaneStatuses statuses;
    private final MultiGauge lag;
    private final MultiGauge lateness;
    private final MultiGauge well;
    private final MultiGauge requests;
    private final MultiGauge budget;
    private final MultiGauge lastHour;
    private final MultiGauge use;
    private final MultiGauge quarantined;
    private final RequestHistory history = new RequestHistory();
    private final Map<String, Instant> firstSeen = new HashMap<>();

    @Inject
    FlowMetrics(LaneStatuses statuses, MeterRegistry meters) {
        this.statuses = statuses;
        this.lag = MultiGauge.builder("fieldline.flow.lag").baseUnit("seconds")
                .description("Time since the flow's last poll that ended well, or since the start before the first one")
                .register(meters);
        this.lateness = MultiGauge.builder("fieldline.poll.lateness").baseUnit("seconds")
                .description("How long after its time the last poll began").register(meters);
        this.well = MultiGauge.builder("fieldline.flow.well")
                .description("1 when the flow works, 0 when it waits for somebody or something")
                .register(meters);
        this.requests = MultiGauge.builder("fieldline.requests.sent")
                .description("Requests sent to the tenant's ServiceTitan so far")
                .register(meters);
        this.budget = MultiGauge.builder("fieldline.requests.limit")
                .description("Requests a second that the tenant's budget allows")
                .register(meters);
        this.lastHour = MultiGauge.builder("fieldline.requests.last.hour")
                .description("Requests sent to the tenant's ServiceTitan in the hour before").register(meters);
        this.use = MultiGauge.builder("fieldline.budget.use")
                .description("Part of the tenant's budget that was used in the minute before, from 0 to 1").register(meters);
        this.quarantined = MultiGauge.builder("fieldline.accounting.quarantined")
                .description("Documents that wait in quarantine and are not in the tenant's books").register(meters);
    }

    /** Takes the figures of this moment; called every few seconds. */
    public void refresh(Instant now) {
        List<LaneStatus> lanes = statuses.lanes();
        lag.register(lanes.stream().map(lane -> row(lane, seconds(Duration.between(wellSince(lane, now), now))))
                .collect(Collectors.toList()), true);
        lateness.register(lanes.stream().map(lane -> row(lane, seconds(lane.lateness()))).collect(Collectors.toList()), true);
        well.register(lanes.stream().map(lane -> row(lane, works(lane) ? 1 : 0)).collect(Collectors.toList()), true);
        requests.register(perTenant(statuses.requestsSent()), true);
        quarantined.register(perTenant(statuses.quarantinedDocuments()), true);
        Map<String, Long> limits = statuses.requestLimits();
        budget.register(perTenant(limits), true);
        history.add(now, statuses.requestsSent());
        lastHour.register(perTenant(history.lastHour(now)), true);
        use.register(history.perSecond(now).entrySet().stream().filter(rate -> limits.getOrDefault(rate.getKey(), 0L) > 0)
                .map(rate -> Row.of(Tags.of("tenant", rate.getKey()), rate.getValue() / limits.get(rate.getKey())))
                .collect(Collectors.toList()), true);
    }

    /** A flow that never had a good poll is behind since it was first seen: an alarm must not wait for its first success. */
    private Instant wellSince(LaneStatus lane, Instant now) {
        Instant first = firstSeen.computeIfAbsent(lane.tenant() + "/" + lane.flow(), unseen -> now);
        return lane.lastSuccess() == null ? first : lane.lastSuccess();
    }

    private static List<Row<?>> perTenant(Map<String, Long> figures) {
        return figures.entrySet().stream().<Row<?>>map(figure -> Row.of(Tags.of("tenant", figure.getKey()), figure.getValue()))
                .collect(Collectors.toList());
    }

    private static Row<?> row(LaneStatus lane, double value) {
        return Row.of(Tags.of("tenant", lane.tenant(), "flow", lane.flow()), value);
    }

    private static boolean works(LaneStatus lane) {
        return lane.state() == LaneStatus.State.WAITING || lane.state() == LaneStatus.State.RUNNING;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
