package io.fieldline.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.fieldline.agent.approval.ApproversDocument;
import io.fieldline.agent.policy.AgentClient;
import io.fieldline.agent.policy.ApprovalRule;
import io.fieldline.agent.policy.ClientDirectory;
import io.fieldline.agent.policy.KillSwitch;
import io.fieldline.ops.TenantProbe.Finding;
import io.fieldline.ops.TenantProbe.Level;
import io.fieldline.tenant.Tenants;

/** What <code>check</code> says of the clients of agents: each mistake with its file, field and rule. */
public final class AgentFindings implements Supplier<List<Finding>> {

    private final ClientDirectory clients;
    private final ApproversDocument approvers;
    private final Tenants tenants;
    private final KillSwitch killSwitch;
    private final Known known;

    /**
     * What clients' documents may name.
     *
     * @param packs the names of those that there are
     * @param writing the pack of each tool that writes, by its name
     * @param takesTokens whether access tokens are taken at all
     */
    public record Known(Set<String> packs, Map<String, String> writing, boolean takesTokens) {

        public Known {
            packs = Set.copyOf(packs);
            writing = Map.copyOf(writing);
        }
    }

    public AgentFindings(ClientDirectory clients, ApproversDocument approvers, Tenants tenants, KillSwitch killSwitch,
            Known known) {
        this.clients = clients;
        this.approvers = approvers;
        this.tenants = tenants;
        this.killSwitch = killSwitch;
        this.known = known;
    }

    @Override
    public List<Finding> get() {
        List<Finding> findings = new ArrayList<>();
        clients.problems().values().forEach(problems -> problems
                .forEach(problem -> findings.add(new Finding("agents document", Level.PROBLEM, problem.message()))));
        clients.byFile().forEach((file, client) -> new OfOne(file, client, findings).look());
        findings.addAll(new ApproverFindings(clients, approvers, tenants).get());
        return findings;
    }

    /** What is found of one client. */
    private final class OfOne {

        private final String file;
        private final AgentClient client;
        private final List<Finding> findings;

        OfOne(String file, AgentClient client, List<Finding> findings) {
            this.file = file;
            this.client = client;
            this.findings = findings;
        }

        private void add(Level level, String field, String rule) {
            findings.add(new Finding("agent " + client.name(), level, file + ": " + field + ": " + rule));
        }

        void look() {
            client.tenants().stream().sorted().filter(name -> tenants.find(name).isEmpty())
                    .forEach(name -> add(Level.PROBLEM, "tenants", "there is no tenant " + name));
            client.packs().stream().sorted().filter(name -> !known.packs().contains(name))
                    .forEach(name -> add(Level.PROBLEM, "packs", "there is no pack " + name + "; there are "
                            + String.join(", ", known.packs().stream().sorted().toList())));
            client.writes().stream().sorted().forEach(this::lookAtWrite);
            for (int index = 0; index < client.approvals().size(); index++) {
                lookAt("approvals[" + index + "]", client.approvals().get(index));
            }
            for (int index = 0; index < client.budgets().size(); index++) {
                lookAtTool("budgets[" + index + "].tool", client.budgets().get(index).tool());
            }
            if (client.bearer().isPresent() && !known.takesTokens()) {
                add(client.keyHash().isEmpty() ? Level.PROBLEM : Level.WARNING, "oidc",
                        "no access token is taken as long as FIELDLINE_MCP_URL is not set");
            }
            killSwitch.stopped(client.name()).ifPresent(why -> findings
                    .add(new Finding("agent " + client.name(), Level.WARNING, "may not write now: " + why)));
        }

        private void lookAtWrite(String tool) {
            String pack = known.writing().get(tool);
            if (pack == null) {
                add(Level.PROBLEM, "writes", "there is no tool " + tool + " that writes");
            } else if (!client.packs().contains(pack)) {
                add(Level.PROBLEM, "writes",
                        tool + " is of the pack " + pack + ", which packs does not name, so that it cannot be"
                                + " called");
            }
        }

        private void lookAt(String place, ApprovalRule rule) {
            lookAtTool(place + ".tool", rule.tool());
            approvers.current().ifPresent(reachable -> rule.by().stream()
                    .filter(person -> !reachable.persons().containsKey(person))
                    .forEach(person -> add(Level.WARNING, place + ".by",
                            person + " is told of nothing: approvers.yaml has no place"
                                    + " of that person under persons")));
        }

        private void lookAtTool(String field, Optional<String> named) {
            named.filter(tool -> !known.writing().containsKey(tool)).ifPresent(tool -> add(Level.PROBLEM, field,
                    "there is no tool " + tool + " that writes, so that the rule applies to nothing"));
            named.filter(tool -> known.writing().containsKey(tool) && !client.writes().contains(tool))
                    .ifPresent(tool -> add(Level.WARNING, field,
                            tool + " is not among writes, so that the rule applies to nothing"));
        }
    }
}
