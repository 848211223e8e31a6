package io.fieldline.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.camel.CamelContext;

import io.fieldline.tenant.DocumentProblem;

/**
 * Holds a file against the rules of the house before Camel sees it. Camel itself would let several of them pass until the
 * first record comes: an unknown policy or an option misspelt in a <code>toD</code>.
 */
final class FlowCheck {

    private static final String ROUTE = "route";
    private static final String POLICY = "routeConfiguration";

    private final CamelContext context;

    FlowCheck(CamelContext context) {
        this.context = context;
    }

    /**
     * @param problems everything that is wrong; empty when Camel may have it
     * @param endpoints what it reads from and writes to
     * @param description what it does, in its own words
     */
    record Checked(List<DocumentProblem> problems, List<EndpointUse> endpoints, String description) {}

    /**
     * @param line where it is written
     * @param address scheme and path without options, <code>servicetitan:jpm/jobs</code>
     */
    record EndpointUse(int line, String address) {}

    /**
     * @param policies the ids of the route configurations that are loaded
     * @param taken the ids that an owner may not use
     */
    Checked flow(FlowFile file, Set<String> policies, Set<String> taken) {
        Findings findings = new Findings(file.name());
        Optional<YamlNode> route = only(file, ROUTE, findings);
        route.ifPresent(found -> {
            id(file, found, findings);
            if (file.origin() == Origin.OWNER && taken.contains(file.id())) {
                findings.add(found.line(), "id", file.id() + " is a shipped flow; give your own another name");
            }
            policy(found, policies, findings);
            if (found.field("from").isEmpty()) {
                findings.add(found.line(), "from", "must be given: where the route gets its records");
            }
            new StepCheck(context, findings).check(found);
            new CustomerMessageCheck(findings).check(found);
        });
        return checked(route, findings);
    }

    Checked policy(FlowFile file) {
        Findings findings = new Findings(file.name());
        Optional<YamlNode> policy = only(file, POLICY, findings);
        policy.ifPresent(found -> {
            id(file, found, findings);
            new ExceptionCheck(context, findings).check(found);
        });
        return checked(policy, findings);
    }

    private static Checked checked(Optional<YamlNode> document, Findings findings) {
        String description = document.flatMap(found -> found.text("description")).map(String::strip).orElse("");
        return new Checked(findings.problems(), findings.endpoints(), description);
    }

    private static Optional<YamlNode> only(FlowFile file, String kind, Findings findings) {
        try {
            YamlNode document = YamlNode.parse(file.name(), file.text());
            List<YamlNode> items = document.items();
            Map<String, YamlNode> fields = items.size() == 1 ? items.get(0).fields() : Map.of();
            if (fields.size() == 1 && fields.containsKey(kind) && fields.get(kind).isMapping()) {
                return Optional.of(fields.get(kind));
            }
            int line = items.size() > 1 ? items.get(1).line() : document.line();
            findings.add(line, "", "must hold one " + kind + " and nothing else: a list with one item, - " + kind + ":");
        } catch (YamlNode.BrokenYamlException broken) {
            findings.add(broken.problem());
        }
        return Optional.empty();
    }

    private static void id(FlowFile file, YamlNode route, Findings findings) {
        Optional<String> id = route.text("id");
        if (id.isEmpty()) {
            findings.add(route.line(), "id", "must be given: the name of the file, " + file.id());
        } else if (!id.get().equals(file.id())) {
            findings.add(route.field("id").orElseThrow().line(), "id",
                    "must be the name of the file, " + file.id() + " (found " + id.get() + ")");
        }
        if (route.text("description").isEmpty()) {
            findings.add(route.line(), "description", "must be given: one sentence that says what it does");
        }
    }

    private static void policy(YamlNode route, Set<String> policies, Findings findings) {
        Optional<String> policy = route.text("routeConfigurationId");
        if (policy.isEmpty()) {
            findings.add(route.line(), "routeConfigurationId",
                    "must be given: what happens to a record that fails; known: " + String.join(", ", policies));
        } else if (!policies.contains(policy.get())) {
            findings.add(route.field("routeConfigurationId").orElseThrow().line(), "routeConfigurationId",
                    "is unknown (found " + policy.get() + "); " + Hint.of(policy.get(), policies));
        }
    }

    /** What a check found, in the order of the file's lines. */
    static final class Findings {

        private final String file;
        private final List<DocumentProblem> problems = new ArrayList<>();
        private final List<EndpointUse> endpoints = new ArrayList<>();

        Findings(String file) {
            this.file = file;
        }

        void add(int line, String field, String rule) {
            problems.add(new DocumentProblem(file, line, field, rule));
        }

        void add(DocumentProblem problem) {
            problems.add(problem);
        }

        void endpoint(int line, String address) {
            endpoints.add(new EndpointUse(line, address));
        }

        private List<DocumentProblem> problems() {
            return problems.stream().distinct().sorted((one, other) -> Integer.compare(one.line(), other.line())).toList();
        }

        private List<EndpointUse> endpoints() {
            return List.copyOf(endpoints);
        }
    }
}
