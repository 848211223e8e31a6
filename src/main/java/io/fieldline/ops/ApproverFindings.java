package io.fieldline.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.fieldline.agent.approval.Approvers;
import io.fieldline.agent.approval.ApproversDocument;
import io.fieldline.agent.policy.AgentClient;
import io.fieldline.agent.policy.ClientDirectory;
import io.fieldline.ops.TenantProbe.Finding;
import io.fieldline.ops.TenantProbe.Level;
import io.fieldline.tenant.Tenants;

/** What <code>check</code> says of how persons who may approve are told. */
final class ApproverFindings implements Supplier<List<Finding>> {

    private static final String WHAT = "approvers";

    private final ClientDirectory clients;
    private final ApproversDocument approvers;
    private final Tenants tenants;

    ApproverFindings(ClientDirectory clients, ApproversDocument approvers, Tenants tenants) {
        this.clients = clients;
        this.approvers = approvers;
        this.tenants = tenants;
    }

    @Override
    public List<Finding> get() {
        List<Finding> findings = new ArrayList<>();
        approvers.problems().forEach(problem -> findings.add(new Finding(WHAT, Level.PROBLEM, problem.message())));
        approvers.current().ifPresent(known -> {
            tenantsOf(known).forEach(tenant -> lookAt(known, tenant, findings));
            Set<String> named = clients.all().stream().flatMap(client -> client.approvals().stream())
                    .flatMap(rule -> rule.by().stream()).collect(Collectors.toSet());
            known.persons().keySet().stream().sorted().filter(person -> !named.contains(person))
                    .forEach(person -> findings.add(new Finding(WHAT, Level.WARNING, "approvers.yaml: persons." + person
                            + ": no rule of a client names " + person + " in by")));
        });
        return findings;
    }

    /** Whose connection is used: the one that is named, or of each tenant in which somebody may have to approve. */
    private Set<String> tenantsOf(Approvers known) {
        return known.tenant().map(Set::of).orElseGet(() -> clients.all().stream()
                .filter(client -> !client.approvals().isEmpty()).map(AgentClient::tenants).flatMap(Set::stream)
                .filter(name -> tenants.find(name).isPresent()).collect(Collectors.toCollection(TreeSet::new)));
    }

    private void lookAt(Approvers known, String tenant, List<Finding> findings) {
        if (tenants.find(tenant).isEmpty()) {
            findings.add(new Finding(WHAT, Level.PROBLEM, "approvers.yaml: slack.tenant: there is no tenant " + tenant));
        } else if (tenants.find(tenant).map(one -> one.connections().get(known.connection()))
                .filter(connection -> connection.type().equals("slack")).isEmpty()) {
            findings.add(new Finding(WHAT, Level.PROBLEM, "approvers.yaml: slack.connection: the tenant " + tenant
                    + " has no connection " + known.connection() + " of type slack"));
        }
    }
}
