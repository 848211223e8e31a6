package io.fieldline.servicetitan.visit;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Standing.Stands;
import io.fieldline.servicetitan.customer.NamedTypes.Type;

/**
 * Whether a membership still has to be renewed. <code>active</code> is not its status, and the API gives others than those of the
 * status that it was asked for, so each is looked at here.
 */
class MembershipStanding {

    private final Office office;

    MembershipStanding(Office office) {
        this.office = office;
    }

    /** @throws Ended when there is no reason for the message any more */
    final Stands look(MessageRequest request) {
        Map<String, Object> membership = office.need("memberships", "memberships", request.key().subject().id(), "membership");
        checkStatus(membership);
        LocalDate end = Moments.day(membership.get("to"))
                .orElseThrow(() -> new Ended("never-expires", "the membership has no end"));
        Optional<LocalDate> asked = Moments.day(request.key().subject().occasion());
        if (asked.isPresent() && end.isAfter(asked.get())) {
            throw new Ended("renewed", "the membership's end was moved out");
        }
        Map<String, Object> customer = office.need("crm", "customers", membership.get("customerId"), "customer");
        checkOthers(membership, end, others(membership));
        Map<String, Object> location = membership.get("locationId") == null
                ? null
                : office.need("crm", "locations", membership.get("locationId"), "location");
        Map<String, Object> values = new LinkedHashMap<>(Names.of(customer, location == null ? Map.of() : location));
        values.put("membershipEnd", end);
        values.put("membershipName", membership.get("membershipTypeId") instanceof Long type
                ? office.membershipTypes().byId(type).map(Type::name).orElse("")
                : "");
        return new Stands(office.facts(customer, location, null), values);
    }

    /** @throws Ended when its status says that there is no reason any more */
    void checkStatus(Map<String, Object> membership) {
        switch (String.valueOf(membership.get("status"))) {
            case "Canceled" -> throw new Ended("membership-cancelled", "the membership is cancelled");
            case "Suspended" -> throw new Ended("membership-suspended", "the membership is suspended");
            case "Deleted" -> throw new Ended("membership-gone", "the membership is not there any more");
            default -> {
                if (membership.get("renewedById") != null) {
                    throw new Ended("renewed", "the membership was renewed by another");
                }
            }
        }
    }

    /**
     * Another one of the customer's at the same place may go on where this one ends.
     *
     * @param others of the customer, those that are <code>Active</code>
     * @throws Ended when one takes the place of this one
     */
    void checkOthers(Map<String, Object> membership, LocalDate end, List<Map<String, Object>> others) {
        LocalDate dayAfter = end.plusDays(1);
        if (others.stream().filter(other -> Objects.equals(other.get("locationId"), membership.get("locationId")))
                .anyMatch(other -> covers(other, dayAfter))) {
            throw new Ended("renewed", "another membership of the customer at this location goes on");
        }
    }

    private List<Map<String, Object>> others(Map<String, Object> membership) {
        return office.rows("memberships", "memberships", "customerIds", (Long) membership.get("customerId"), "customerId")
                .stream().filter(other -> !Objects.equals(other.get("id"), membership.get("id")))
                .filter(other -> "Active".equals(other.get("status"))).toList();
    }

    private static boolean covers(Map<String, Object> membership, LocalDate day) {
        boolean begun = Moments.day(membership.get("from")).map(from -> !from.isAfter(day)).orElse(true);
        return begun && Moments.day(membership.get("to")).map(to -> !to.isBefore(day)).orElse(true);
    }
}
