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
public record Approvals(List<Group> groups, List<Decision> decisions) {

    public Approvals {
        groups = List.copyOf(groups);
        decisions = List.copyOf(decisions);
    }

    /**
     * Of whom one has to approve.
     *
     * @param atClient whether the answer of the person who sits at the client counts
     */
    public record Group(List<String> persons, boolean atClient) {

        public Group {
            persons = List.copyOf(persons);
        }

        boolean hears(By by) {
            return persons.contains(by.person()) && (by.way() != Way.CLIENT || atClient);
        }
    }

    /** By what way a person decided. */
    public enum Way {
        /** a command on the machine */
        COMMAND("by command"),
        /** a link that was sent to the person */
        LINK("by link"),
        /** an answer to a question that the client showed */
        CLIENT("by elicitation");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * Who decides.
     *
     * @param person one of those who may
     * @param user of the operating system; empty where it was no command
     */
    public record By(String person, Way way, String user) {}

    /** @param reason empty where none was given */
    public record Decision(By by, boolean approved, Instant at, String reason) {}

    /** How it stands. */
    public enum Standing {
        NOT_NEEDED, WAITING, APPROVED, REJECTED
    }

    public static Approvals of(List<Group> groups) {
        return new Approvals(groups, List.of());
    }

    public Standing standing() {
        if (groups.isEmpty()) {
            return Standing.NOT_NEEDED;
        }
        if (decisions.stream().anyMatch(decision -> !decision.approved())) {
            return Standing.REJECTED;
        }
        return groups.stream().allMatch(this::isMet) ? Standing.APPROVED : Standing.WAITING;
    }

    private boolean isMet(Group group) {
        return decisions.stream().anyMatch(decision -> decision.approved() && group.hears(decision.by()));
    }

    public boolean may(By by) {
        return groups.stream().anyMatch(group -> group.hears(by));
    }

    /** Whether it waits for somebody, and this one's word would count. */
    public boolean waitsFor(By by) {
        return standing() == Standing.WAITING && groups.stream().anyMatch(group -> !isMet(group) && group.hears(by));
    }

    /** Everybody who may approve. */
    public List<String> persons() {
        return groups.stream().flatMap(group -> group.persons().stream()).distinct().toList();
    }

    /** Whether everybody who has to by these groups has approved. */
    public boolean cover(List<Group> needed) {
        return standing() != Standing.REJECTED && needed.stream().allMatch(this::isMet);
    }

    Approvals with(Decision decision) {
        List<Decision> all = new ArrayList<>(decisions);
        all.add(decision);
        return new Approvals(groups, all);
    }

    /** Such as <code>Dana or Lee, and Kim</code>. */
    public String who() {
        return String.join(", and ", groups.stream().map(group -> String.join(" or ", group.persons())).toList());
    }

    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode written = node.putArray("groups");
        groups.forEach(group -> {
            ObjectNode one = written.addObject().put("atClient", group.atClient());
            group.persons().forEach(one.putArray("by")::add);
        });
        ArrayNode made = node.putArray("decisions");
        decisions.forEach(one -> made.addObject().put("person", one.by().person()).put("way", one.by().way().words())
                .put("user", one.by().user()).put("approved", one.approved()).put("at", one.at().toString())
                .put("reason", one.reason()));
        return node;
    }

    public static Approvals of(JsonNode node) {
        List<Group> groups = new ArrayList<>();
        node.path("groups").forEach(group -> {
            List<String> persons = new ArrayList<>();
            // Plans of the version before were kept with the names alone.
            (group.isArray() ? group : group.path("by")).forEach(person -> persons.add(person.asText()));
            groups.add(new Group(persons, group.path("atClient").asBoolean()));
        });
        List<Decision> decisions = new ArrayList<>();
        node.path("decisions").forEach(one -> decisions.add(new Decision(
                new By(one.path("person").asText(), way(one.path("way").asText()), one.path("user").asText()),
                one.path("approved").asBoolean(), Instant.parse(one.path("at").asText()), one.path("reason").asText())));
        return new Approvals(groups, decisions);
    }

    private static Way way(String words) {
        for (Way way : Way.values()) {
            if (way.words().equals(words)) {
                return way;
            }
        }
        return Way.COMMAND;
    }
}
