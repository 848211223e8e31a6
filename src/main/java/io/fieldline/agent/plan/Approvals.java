package io.fieldline.agent.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who has to approve a plan and who did.
 *
 * @param groups of each one has to; none when nobody has to
 */
public record Approvals(List<List<String>> groups, List<Decision> decisions) {

    public Approvals {
        groups = List.copyOf(groups);
        decisions = List.copyOf(decisions);
    }

    /**
     * @param person one of those who may
     * @param user of the operating system
     * @param reason empty where none was given
     */
    public record Decision(String person, String user, boolean approved, Instant at, String reason) {}

    /** How it stands. */
    public enum Standing {
        NOT_NEEDED, WAITING, APPROVED, REJECTED
    }

    public static Approvals of(List<List<String>> groups) {
        return new Approvals(groups, List.of());
    }

    public Standing standing() {
        if (groups.isEmpty()) {
            return Standing.NOT_NEEDED;
        }
        if (decisions.stream().anyMatch(decision -> !decision.approved())) {
            return Standing.REJECTED;
        }
        boolean all = groups.stream()
                .allMatch(group -> decisions.stream().anyMatch(decision -> group.contains(decision.person())));
        return all ? Standing.APPROVED : Standing.WAITING;
    }

    public boolean may(String person) {
        return groups.stream().anyMatch(group -> group.contains(person));
    }

    /** Whether everybody who has to by these groups has approved. */
    public boolean cover(List<List<String>> needed) {
        return standing() != Standing.REJECTED && needed.stream().allMatch(group -> decisions.stream()
                .anyMatch(decision -> decision.approved() && group.contains(decision.person())));
    }

    Approvals with(Decision decision) {
        List<Decision> all = new ArrayList<>(decisions);
        all.add(decision);
        return new Approvals(groups, all);
    }

    /** Such as <code>Dana or Lee, and Kim</code>. */
    public String who() {
        return String.join(", and ", groups.stream().map(group -> String.join(" or ", group)).toList());
    }

    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode written = node.putArray("groups");
        groups.forEach(group -> group.forEach(written.addArray()::add));
        ArrayNode made = node.putArray("decisions");
        decisions.forEach(one -> made.addObject().put("person", one.person()).put("user", one.user())
                .put("approved", one.approved()).put("at", one.at().toString()).put("reason", one.reason()));
        return node;
    }

    public static Approvals of(JsonNode node) {
        List<List<String>> groups = new ArrayList<>();
        node.path("groups").forEach(group -> {
            List<String> persons = new ArrayList<>();
            group.forEach(person -> persons.add(person.asText()));
            groups.add(persons);
        });
        List<Decision> decisions = new ArrayList<>();
        node.path("decisions").forEach(one -> decisions.add(new Decision(one.path("person").asText(),
                one.path("user").asText(), one.path("approved").asBoolean(), Instant.parse(one.path("at").asText()),
                one.path("reason").asText())));
        return new Approvals(groups, decisions);
    }
}
