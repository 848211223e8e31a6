package io.fieldline.agent.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.agent.budget.BudgetRule;
import io.fieldline.agent.personal.Treatment;
import io.fieldline.agent.plan.Approvals.Group;
import io.fieldline.agent.tool.Proposal;

/**
 * One agent, and what the owner lets it do.
 *
 * @param keyHash of its API key, see {@link ApiKeys}
 * @param person who sits at the client, and answers what it shows
 * @param writes the tools that write and that it may use; without any it only reads
 * @param fields how it is shown a kind of personal data, where not as usual
 */
public record AgentClient(String name, String displayName, Optional<String> keyHash, Optional<Bearer> bearer,
        Optional<String> person, Set<String> tenants, Set<String> packs, Set<String> writes, Map<String, Treatment> fields,
        List<ApprovalRule> approvals, List<BudgetRule> budgets) {

    /** The tool that takes a write back, which who may write may use. */
    public static final String UNDO = "undo";

    public AgentClient {
        tenants = Set.copyOf(tenants);
        packs = Set.copyOf(packs);
        writes = Set.copyOf(writes);
        fields = Map.copyOf(fields);
        approvals = List.copyOf(approvals);
        budgets = List.copyOf(budgets);
    }

    /** @param scopes all of them must be in the token */
    public record Bearer(String issuer, String subject, Set<String> scopes) {

        public Bearer {
            scopes = Set.copyOf(scopes);
        }
    }

    public boolean mayWrite(String tool) {
        return writes.contains(tool) || tool.equals(UNDO) && !writes.isEmpty();
    }

    /**
     * Who has to approve: of each group one.
     *
     * @return no group when nobody has to; empty when somebody has to, because nothing would take it back, and nobody is named
     *         who may
     */
    public Optional<List<Group>> approvers(String tool, Proposal proposal) {
        List<Group> applying = approvals.stream().filter(rule -> rule.applies(tool, proposal.cost()))
                .map(rule -> new Group(rule.by(), rule.atClient())).distinct().toList();
        if (proposal.reversible() || !applying.isEmpty()) {
            return Optional.of(applying);
        }
        List<ApprovalRule> concerning = approvals.stream().filter(rule -> rule.concerns(tool)).toList();
        List<String> anybody = concerning.stream().flatMap(rule -> rule.by().stream()).distinct().toList();
        return anybody.isEmpty()
                ? Optional.empty()
                : Optional.of(List.of(new Group(anybody, concerning.stream().anyMatch(ApprovalRule::atClient))));
    }
}
