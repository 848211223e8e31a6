package io.fieldline.wiring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.fieldline.lane.LaneStatus;
import io.fieldline.observe.LaneStatuses;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.Tenant;

/** What the service tells of itself; says nothing before it runs. */
@ApplicationScoped
class ServiceState implements LaneStatuses {

    private volatile Fieldline fieldline;

    void started(Fieldline running) {
        fieldline = running;
    }

    @Override
    public List<LaneStatus> lanes() {
        Fieldline running = fieldline;
        return running == null ? List.of() : running.lanes().lanes().statuses();
    }

    @Override
    public boolean serving() {
        return fieldline != null;
    }

    @Override
    public Optional<String> storeProblem() {
        Fieldline running = fieldline;
        return running == null ? Optional.empty() : running.storeProblem();
    }

    @Override
    public Map<String, Long> requestsSent() {
        return perTenant(account -> fieldline.serviceTitan().budgets().of(account).used());
    }

    @Override
    public Map<String, Long> requestLimits() {
        return perTenant(account -> (long) account.rateLimit());
    }

    private Map<String, Long> perTenant(Function<ServiceTitanAccount, Long> figure) {
        Fieldline running = fieldline;
        return running == null
                ? Map.of()
                : running.tenants().all().stream()
                        .collect(Collectors.toMap(Tenant::name, tenant -> figure.apply(tenant.serviceTitan())));
    }

    @Override
    public Map<String, Long> quarantinedDocuments() {
        Fieldline running = fieldline;
        return running == null ? Map.of() : running.accounting().quarantined();
    }

    @Override
    public List<String> refusedDocuments() {
        Fieldline running = fieldline;
        return running == null
                ? List.of()
                : running.tenants().problems().values().stream().flatMap(List::stream).map(problem -> problem.message())
                        .toList();
    }
}
