package io.fieldline.servicetitan.desk;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Which membership is meant, and which of its recurring services. */
final class MembershipChoice {

    static final String SERVICES = "memberships/recurring-services";
    private static final List<String> RUNNING = List.of("Active", "Suspended");
    private static final int MOST = 500;

    private final TenantDesk at;
    private final Customers customers;

    MembershipChoice(TenantDesk at, Customers customers) {
        this.at = at;
        this.customers = customers;
    }

    /** The one that is named, else the only one of the customer's that runs. */
    ObjectNode membership(Args args) {
        if (args.has("membership")) {
            return at.record(Memberships.RESOURCE, number(args, "membership"));
        }
        long customer = customers.one(at, args.need("customer")).path("id").longValue();
        List<ObjectNode> running = at.rows(Memberships.RESOURCE, Query.all().with("customerIds", customer), MOST).rows()
                .stream().filter(row -> row.path("customerId").longValue() == customer)
                .filter(row -> RUNNING.contains(row.path("status").asText())).toList();
        if (running.size() > 1) {
            ObjectNode details = Trees.object();
            ArrayNode candidates = details.putArray("candidates");
            Memberships.shown(at, running, false).forEach(candidates::add);
            throw new RefusedCallException("ambiguous", "The customer has " + running.size()
                    + " memberships that run. Ask again with the id of the one that is meant.", details);
        }
        if (running.isEmpty()) {
            throw RefusedCallException.of("not_found", "The customer has no membership that runs.");
        }
        return at.record(Memberships.RESOURCE, running.get(0).path("id").longValue());
    }

    /** By id, or by name among those of the membership. */
    ObjectNode service(Args args) {
        String wanted = args.need("service");
        if (wanted.matches("\\d{1,18}")) {
            return at.record(SERVICES, number(args, "service"));
        }
        long membership = membership(args).path("id").longValue();
        List<ObjectNode> all = at.allBy(SERVICES, "membershipIds", "membershipId", List.of(membership), MOST);
        List<ObjectNode> fitting = all.stream().filter(row -> row.path("name").asText().toLowerCase(Locale.ROOT)
                .contains(wanted.toLowerCase(Locale.ROOT))).toList();
        if (fitting.size() == 1) {
            return at.record(SERVICES, fitting.get(0).path("id").longValue());
        }
        ObjectNode details = Trees.object();
        ArrayNode candidates = details.putArray("candidates");
        (fitting.isEmpty() ? all : fitting).forEach(row -> candidates.addObject().put("id", row.path("id").longValue())
                .put("name", row.path("name").asText()));
        throw new RefusedCallException(fitting.isEmpty() ? "not_found" : "ambiguous",
                (fitting.isEmpty() ? "No recurring service" : fitting.size() + " recurring services")
                        + " of the membership fit '" + wanted + "'. Ask again with the id of the one that is meant.",
                details);
    }

    private static long number(Args args, String name) {
        if (!args.need(name).matches("\\d{1,18}")) {
            throw Args.wrong(name, "must be an id");
        }
        return Long.parseLong(args.need(name));
    }
}
