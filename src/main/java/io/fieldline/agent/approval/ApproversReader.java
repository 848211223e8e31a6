package io.fieldline.agent.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.fieldline.agent.policy.WebAddress;
import io.fieldline.tenant.DocumentNode;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentParser;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.Fields;
import io.fieldline.tenant.Secrets;

/** Reads the document about approvers, or says all that is wrong with it. */
final class ApproversReader {

    private static final List<String> KNOWN = List.of("address", "slack", "persons");
    private static final String PLACE = "[UW][A-Z0-9]{2,20}|[CG][A-Z0-9]{2,20}|#[\\p{Ll}\\p{N}._-]{1,80}";

    private final List<DocumentProblem> problems = new ArrayList<>();
    private final Fields fields = new Fields(new Secrets(List.of()), problems);

    private ApproversReader() {}

    /** What it says, or all that is wrong. */
    record Outcome(Optional<Approvers> approvers, List<DocumentProblem> problems) {}

    static Outcome read(String file, byte[] content) {
        ApproversReader reader = new ApproversReader();
        Optional<Approvers> approvers = new DocumentParser(file, reader.problems).parse(content).map(reader::approvers);
        return new Outcome(approvers.filter(whole -> reader.problems.isEmpty()), List.copyOf(reader.problems));
    }

    private Approvers approvers(Mapping document) {
        fields.onlyKnown(document, KNOWN);
        Mapping slack = section(document, "slack", "with the name of a connection and, where it is one tenant's, that tenant");
        fields.onlyKnown(slack, List.of("connection", "tenant"));
        String connection = "";
        if (document.get("slack") instanceof Mapping
                && fields.required(slack, "connection", "must name a connection of type slack")) {
            connection = fields.text(slack.get("connection")).orElse("");
        }
        Optional<String> tenant = Fields.isPresent(slack, "tenant") ? fields.text(slack.get("tenant")) : Optional.empty();
        return new Approvers(address(document), connection, tenant, persons(document));
    }

    private String address(Mapping document) {
        if (!fields.required(document, "address",
                "must be given: by which address persons reach Fieldline from where they are")) {
            return "";
        }
        String address = fields.text(document.get("address")).orElse("").replaceFirst("/+$", "");
        if (!address.isEmpty() && !WebAddress.isSafe(address)) {
            fields.refused(document.get("address"), "must be an https address without a query, such as"
                    + " https://fieldline.example.com; whoever reads a link on its way could approve by it");
        }
        return address;
    }

    private Map<String, String> persons(Mapping document) {
        Map<String, String> persons = new TreeMap<>();
        Mapping section = section(document, "persons", "of names, as rules have them in by, to members or channels of Slack");
        section.fields().forEach((name, node) -> place(node).ifPresent(place -> persons.put(name, place)));
        return persons;
    }

    private Optional<String> place(DocumentNode node) {
        return fields.text(node).flatMap(place -> place.matches(PLACE)
                ? Optional.of(place)
                : fields.refused(node, "must be the id of a member, such as U024BE7LH, or a channel's, or a channel's name"
                        + " such as #approvals"));
    }

    private Mapping section(Mapping document, String name, String what) {
        if (document.get(name) instanceof Mapping section) {
            return section;
        }
        fields.refuse(document.placeOf(name), "must be a mapping " + what);
        return new Mapping(document.placeOf(name), Map.of());
    }
}
