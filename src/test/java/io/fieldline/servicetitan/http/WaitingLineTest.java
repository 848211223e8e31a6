package io.fieldline.servicetitan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class WaitingLineTest {

    private final WaitingLine line = new WaitingLine();
    private final Map<WaitingLine.Ticket, String> names = new HashMap<>();

    @Test
    void theFirstLaneGoesFirstAndEachInTheOrderInWhichItCame() {
        join(RateLane.HISTORY, "backfill");
        join(RateLane.FLOW, "poll");
        join(RateLane.AGENT, "agent");
        join(RateLane.AGENT, "another agent");
        join(RateLane.FLOW, "webhook");

        assertThat(all()).containsExactly("agent", "another agent", "poll", "webhook", "backfill");
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    void noLaneHasLessThanATenthWhileSomebodyWaitsInIt() {
        for (int i = 0; i < 100; i++) {
            join(RateLane.HISTORY, "backfill");
            join(RateLane.FLOW, "poll");
            join(RateLane.AGENT, "agent");
        }
        List<String> first = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            first.add(goes());
        }

        assertThat(first).filteredOn("agent"::equals).hasSize(81);
        assertThat(first).filteredOn("poll"::equals).hasSize(10);
        assertThat(first).filteredOn("backfill"::equals).hasSize(9);
    }

    @Test
    void whoLeavesIsForgotten() {
        WaitingLine.Ticket gone = join(RateLane.AGENT, "agent");
        join(RateLane.FLOW, "poll");
        line.leave(gone);

        assertThat(all()).containsExactly("poll");
    }

    @Property
    void nobodyIsPassedOverForLong(@ForAll @Size(max = 300) List<RateLane> arrivals) {
        WaitingLine some = new WaitingLine();
        Map<RateLane, Integer> waiting = new EnumMap<>(RateLane.class);
        Map<RateLane, Integer> passed = new EnumMap<>(RateLane.class);
        for (int i = 0; i < arrivals.size(); i++) {
            some.join(arrivals.get(i));
            waiting.merge(arrivals.get(i), 1, Integer::sum);
            if (i % 2 == 1) {
                RateLane went = went(some, waiting);
                for (RateLane lane : RateLane.values()) {
                    passed.merge(lane, 1, Integer::sum);
                    if (lane == went || waiting.getOrDefault(lane, 0) == 0) {
                        passed.put(lane, 0);
                    }
                    assertThat(passed.get(lane)).isLessThanOrEqualTo(10);
                }
            }
        }
    }

    private static RateLane went(WaitingLine some, Map<RateLane, Integer> waiting) {
        RateLane lane = some.next().lane();
        some.goes();
        waiting.merge(lane, -1, Integer::sum);
        return lane;
    }

    private WaitingLine.Ticket join(RateLane lane, String name) {
        WaitingLine.Ticket ticket = line.join(lane);
        names.put(ticket, name);
        return ticket;
    }

    private String goes() {
        String name = names.get(line.next());
        line.goes();
        return name;
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        while (line.next() != null) {
            all.add(goes());
        }
        return all;
    }
}
