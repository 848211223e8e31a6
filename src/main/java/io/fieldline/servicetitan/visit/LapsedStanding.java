package io.fieldline.servicetitan.visit;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether somebody whose membership ended is no member any more. One that is <code>Active</code> says so from its first day on,
 * whenever that is, at the same location or for all of the customer's.
 */
final class LapsedStanding extends MembershipStanding {

    private static final String PLACE = "locationId";

    LapsedStanding(Office office) {
        super(office);
    }

    @Override
    void checkStatus(Map<String, Object> membership) {
        super.checkStatus(membership);
        if ("Active".equals(membership.get("status"))) {
            throw new Ended("member-again", "the membership is active again");
        }
    }

    @Override
    void checkOthers(Map<String, Object> membership, LocalDate end, List<Map<String, Object>> others) {
        if (others.stream().anyMatch(other -> membership.get(PLACE) == null || other.get(PLACE) == null
                || Objects.equals(other.get(PLACE), membership.get(PLACE)))) {
            throw new Ended("member-again", "the customer has another membership that is active");
        }
    }
}
