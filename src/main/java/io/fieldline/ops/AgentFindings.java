package io.fieldline.ops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import io.fieldline.agent.policy.AgentClient;
import io.fieldline.agent.policy.ClientDirectory;
import io.fieldline.agent.policy.KillSwitch;
import io.fieldline.ops.TenantProbe.Finding;
import io.fieldline.ops.TenantProbe.Level;
import io.fieldline.tenant.Tenants;

/** What <code>check</code> says of the clients of agents. */
public final class AgentFindings implements Supplier<List<Finding>> {

    private final ClientDirectory clients;
    private final Tenants tenants;
    private final KillSwitch killSwitch;

    public AgentFindings(ClientDirectory clients, Tenants tenants, KillSwitch killSwitch) {
        this.clients = clients;
        this.tenants = tenants;
        this.killSwitch = killSwitch;
    }

    @Override
    public List<Finding> get() {
        List<Finding> findings = new ArrayList<>();
        clients.problems().values().forEach(problems -> problems
                .forEach(problem -> findings.add(new Finding("agents document", Level.PROBLEM, problem.message()))));
        clients.all().stream().sorted(Comparator.comparing(AgentClient::name)).forEach(client -> {
            client.tenants().stream().filter(name -> tenants.find(name).isEmpty()).sorted()
                    .forEach(name -> findings.add(new Finding("agent " + client.name(), Level.PROBLEM,
                            "its document names the tenant " + name + ", which there is not")));
            killSwitch.stopped(client.name()).ifPresent(why -> findings
                    .add(new Finding("agent " + client.name(), Level.WARNING, "may not write now: " + why)));
        });
        return findings;
    }
}
