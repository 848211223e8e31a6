package io.fieldline.ops;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.SyncException;
import io.fieldline.flow.FlowLoader;
import io.fieldline.lane.FollowingConsumer;
import io.fieldline.lane.RunningFlows;
import io.fieldline.servicetitan.auth.AccessToken;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.HttpMethod;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.TenantDirectory;

/**
 * Tries every credential and connection. Arguments: <code>tenant</code>, <code>fix</code>. Says what is missing and which scopes the enabled
 * flows need.
 */
public final class Check implements Verb {

    /** Which scopes a flow needs for a tenant. */
    @FunctionalInterface
    public interface FlowScopes {

        Set<String> of(String flow, Tenant tenant);
    }

    /** Tries one connection. */
    @FunctionalInterface
    public interface ConnectionProbe {

        /**
         * @param fix whether to make in the other system what it lacks, such as a field, where that can be done
         * @return what is wrong with it, or empty
         */
        Optional<String> problem(Tenant tenant, Connection connection, boolean fix);

        /** What else its owner should know of a connection that works; does not make the check fail. */
        default List<TenantProbe.Finding> remarks(Tenant tenant, Connection connection) {
            return List.of();
        }
    }

    private static final List<QueryValue> ONE_ROW = List.of(new QueryValue("page", "1"), new QueryValue("pageSize", "1"));

    private final TenantDirectory tenants;
    private final TokenCache tokens;
    private final ServiceTitanClient client;
    private final Catalog catalog;
    private final FlowLoader flows;
    private final RunningFlows running;
    private final FlowScopes scopes;
    private final Map<String, ConnectionProbe> probes;
    private final TenantProbe settled;
    private final Supplier<List<TenantProbe.Finding>> agents;

    public Check(TenantDirectory tenants, TokenCache tokens, ServiceTitanClient client, Catalog catalog, FlowLoader flows,
            RunningFlows running, FlowScopes scopes, Map<String, ConnectionProbe> probes, TenantProbe settled,
            Supplier<List<TenantProbe.Finding>> agents) {
        this.tenants = tenants;
        this.tokens = tokens;
        this.client = client;
        this.catalog = catalog;
        this.flows = flows;
        this.running = running;
        this.scopes = scopes;
        this.probes = Map.copyOf(probes);
        this.settled = settled;
        this.agents = agents;
    }

    @Override
    public String name() {
        return "check";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Optional<String> only = new Arguments(this, values).text("tenant");
        boolean fix = values.path("fix").asBoolean();
        Findings findings = new Findings();
        tenants.problems().forEach((file, problems) -> problems
                .forEach(problem -> findings.add(file, "document", Optional.of(problem.message()))));
        flows.problems().forEach(problem -> findings.add("", "flow file", Optional.of(problem.message())));
        agents.get().forEach(finding -> findings.add("", finding));
        Collection<Tenant> chosen = tenants.all().stream().filter(tenant -> only.isEmpty() || tenant.name().equals(only.get()))
                .sorted(Comparator.comparing(Tenant::name)).toList();
        chosen.forEach(tenant -> check(tenant, findings, fix));
        if (only.isPresent() && chosen.isEmpty() && findings.well) {
            findings.add(only.get(), "document", Optional.of("there is no tenant of this name"));
        }
        return findings.result();
    }

    private void check(Tenant tenant, Findings findings, boolean fix) {
        Set<String> needed = new TreeSet<>();
        tenant.flows().keySet().forEach(flow -> needed.addAll(scopes.of(flow, tenant)));
        try {
            AccessToken token = tokens.token(tenant.serviceTitan());
            findings.add(tenant.name(), "credentials", Optional.empty());
            findings.add(tenant.name(), "scopes", missing(needed, token.scopes()), token.scopes().isEmpty()
                    ? "ServiceTitan does not tell which are granted; a request that is refused will name its scope"
                    : "");
            findings.add(tenant.name(), "API", reach(tenant, token.scopes()));
        } catch (SyncException e) {
            findings.add(tenant.name(), "credentials", Optional.of(e.getMessage()));
        }
        findings.add(tenant.name(), "scopes needed", Optional.empty(), String.join(" ", needed));
        tenant.connections().values().stream().sorted(Comparator.comparing(Connection::name))
                .forEach(connection -> probe(tenant, connection, fix, findings));
        tenant.flows().keySet().stream().sorted()
                .forEach(flow -> findings.add(tenant.name(), "flow " + flow, notStarted(tenant, flow)));
        settled.of(tenant).forEach(finding -> findings.add(tenant.name(), finding));
    }

    private static Optional<String> missing(Set<String> needed, Set<String> granted) {
        List<String> missing = new ArrayList<>(needed);
        missing.removeAll(granted);
        return granted.isEmpty() || missing.isEmpty()
                ? Optional.empty()
                : Optional.of("missing " + String.join(" ", missing)
                        + ": add them to the application and let the tenant accept its new version");
    }

    /** ServiceTitan has no operation for this; the smallest page of a list that the application may read serves. */
    private Optional<String> reach(Tenant tenant, Set<String> granted) {
        Operation usual = catalog.collection("settings", "business-units").operation("list");
        Optional<Operation> list = Stream.concat(Stream.of(usual), catalog.operations().filter(Check::listsWithoutInput))
                .filter(operation -> granted.isEmpty() || granted.contains(operation.scope())).findFirst();
        if (list.isEmpty()) {
            return Optional.of("not tried: no list may be read with the scopes that are granted");
        }
        try {
            client.call(tenant.serviceTitan(), ApiRequest.of(list.get(), Map.of(), ONE_ROW), Patience.POLL, body -> body);
            return Optional.empty();
        } catch (SyncException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static boolean listsWithoutInput(Operation operation) {
        return operation.method() == HttpMethod.GET && !operation.retired() && operation.pathParameters().isEmpty()
                && operation.hasParameter("pageSize") && operation.requiredInput().isEmpty()
                && operation.requiresOneOf().isEmpty() && operation.firstPage() == 1;
    }

    private Optional<String> notStarted(Tenant tenant, String flow) {
        Optional<FollowingConsumer> consumer = running.find(flow);
        try {
            return consumer.map(one -> one.streamNames(tenant.name())).isPresent()
                    ? Optional.empty()
                    : Optional.of("the flow is not running");
        } catch (MisconfiguredException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void probe(Tenant tenant, Connection connection, boolean fix, Findings findings) {
        String what = "connection " + connection.name();
        ConnectionProbe probe = probes.get(connection.type());
        try {
            Optional<String> problem = probe == null ? Optional.empty() : probe.problem(tenant, connection, fix);
            List<TenantProbe.Finding> remarks = probe == null || problem.isPresent()
                    ? List.of()
                    : probe.remarks(tenant, connection);
            findings.add(tenant.name(), what, problem);
            remarks.forEach(remark -> findings.add(tenant.name(), remark));
        } catch (SyncException e) {
            findings.add(tenant.name(), what, Optional.of(e.getMessage()));
        }
    }

    private static final class Findings {

        private final ObjectNode result = Json.object();
        private final ArrayNode rows = result.putArray("rows");
        private boolean well = true;

        void add(String tenant, String what, Optional<String> problem) {
            add(tenant, what, problem, "");
        }

        void add(String tenant, TenantProbe.Finding finding) {
            well &= finding.level() != TenantProbe.Level.PROBLEM;
            String result = finding.level() == TenantProbe.Level.OK ? "ok" : finding.level().name();
            rows.addObject().put("tenant", tenant).put("what", finding.what()).put("result", result).put("detail",
                    finding.text());
        }

        void add(String tenant, String what, Optional<String> problem, String detail) {
            well &= problem.isEmpty();
            String text = problem.map(found -> detail.isEmpty() ? found : found + "; " + detail).orElse(detail);
            rows.addObject().put("tenant", tenant).put("what", what).put("result", problem.isEmpty() ? "ok" : "PROBLEM").put(
                    "detail",
                    text);
        }

        ObjectNode result() {
            return result.put("ok", well);
        }
    }
}
