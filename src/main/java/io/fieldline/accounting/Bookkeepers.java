package io.fieldline.accounting;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.OpenPeriod;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** Whoever posts for a tenant, each as the tenant's document is now. Safe for use by many threads. */
public final class Bookkeepers {

    private static final String FLOW = "invoice-to-";

    private final Companies companies;
    private final Sources sources;
    private final Codings codings;
    private final LedgerStore ledger;
    private final InstantSource clock;
    private final Map<List<String>, ReentrantLock> turns = new ConcurrentHashMap<>();

    public Bookkeepers(Companies companies, Sources sources, Codings codings, LedgerStore ledger, InstantSource clock) {
        this.companies = companies;
        this.sources = sources;
        this.codings = codings;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @throws MisconfiguredException when the flow names no connection, or one that leads to no books */
    Bookkeeping of(Tenant tenant, FlowSettings flow) {
        String connection = connection(tenant, flow);
        return new Bookkeeping(tenant.name(), connection, tenant.timeZone(), companies.of(tenant, connection),
                sources.of(tenant, connection), () -> codings.coding(tenant.name()), ledger, clock, turn(tenant, connection));
    }

    /** @throws MisconfiguredException when the connection leads to no books, or when there is no coding */
    MonthComparison comparison(Tenant tenant, String connection) {
        return new MonthComparison(tenant.name(), connection, companies.of(tenant, connection),
                sources.of(tenant, connection), codings.coding(tenant.name()), ledger, turn(tenant, connection));
    }

    /** @throws MisconfiguredException as {@link #comparison} */
    DryRun dryRun(Tenant tenant, String connection) {
        Company company = companies.of(tenant, connection);
        Coding coding = codings.coding(tenant.name());
        return new DryRun(sources.of(tenant, connection), coding, company.catalogue(), new OpenPeriod(
                company.books().closedUntil(), LocalDate.ofInstant(clock.instant(), tenant.timeZone()), coding.corrects()));
    }

    private ReentrantLock turn(Tenant tenant, String connection) {
        return turns.computeIfAbsent(List.of(tenant.name(), connection), any -> new ReentrantLock());
    }

    /** @throws MisconfiguredException when the flow names no connection */
    static String connection(Tenant tenant, FlowSettings flow) {
        if (!(flow.values().get("connection") instanceof String connection)) {
            throw new MisconfiguredException("Tenant " + tenant.name() + ": the flow " + flow.flow()
                    + " needs the setting connection, the books");
        }
        return connection;
    }

    /** The flows by which a tenant's documents are posted. */
    public static List<FlowSettings> flows(Tenant tenant) {
        return tenant.flows().values().stream().filter(flow -> flow.flow().startsWith(FLOW))
                .sorted(Comparator.comparing(FlowSettings::flow)).toList();
    }
}
