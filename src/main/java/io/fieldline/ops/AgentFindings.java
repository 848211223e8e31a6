package io.fieldline.ops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
    private final Set<String> packs;
    private final Set<String> writing;

    /**
     * @param packs the names of those that there are
     * @param writing the names of the tools that write
     */
    public AgentFindings(ClientDirectory clients, Tenants tenants, KillSwitch killSwitch, Set<String> packs,
            Set<String> writing) {
        this.clients = clients;
        this.tenants = tenants;
        this.killSwitch = killSwitch;
        this.packs = packs;
        this.writing = writing;
    }

    @Override
    public List<Finding> get() {
        List<Finding> findings = new ArrayList<>();
        clients.problems().values().forEach(problems -> problems
                .forEach(problem -> findings.add(new Finding("agents document", Level.PROBLEM, problem.message()))));
        clients.all().stream().sorted(Comparator.comparing(AgentClient::name)).forEach(client -> {
            absent(client, "tenant", client.tenants().stream().filter(name -> tenants.find(name).isEmpty()))
                    .forEach(findings::add);
            absent(client, "pack", client.packs().stream().filter(name -> !packs.contains(name))).forEach(findings::add);
            absent(client, "writing tool", Stream.of(client.writes().stream(),
                    client.approvals().stream().flatMap(rule -> rule.tool().stream()),
                    client.budgets().stream().flatMap(rule -> rule.tool().stream())).flatMap(names -> names)
                    .filter(name -> !writing.contains(name))).forEach(findings::add);
            killSwitch.stopped(client.name()).ifPresent(why -> findings
                    .add(new Finding("agent " + client.name(), Level.WARNING, "may not write now: " + why)));
        });
        return findings;
    }

    private static Stream<Finding> absent(AgentClient client, String what, Stream<String> names) {
        return names.distinct().sorted().map(name -> new Finding("agent " + client.name(), Level.PROBLEM,
                "its document names the " + what + " " + name + ", which there is not"));
    }
}
