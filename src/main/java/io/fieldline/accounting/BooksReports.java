package io.fieldline.accounting;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.draft.Draft;
import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.tieout.Findings;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** What people ask of a tenant's books. */
public final class BooksReports {

    private final Tenants tenants;
    private final Bookkeepers bookkeepers;

    public BooksReports(Tenants tenants, Bookkeepers bookkeepers) {
        this.tenants = tenants;
        this.bookkeepers = bookkeepers;
    }

    /**
     * Which books of which tenant.
     *
     * @param flow that posts to them; needed where a tenant has several such flows
     * @param connection of the books; needed where no flow names it
     */
    public record Which(String tenant, Optional<String> flow, Optional<String> connection) {}

    /** Compares some days of ServiceTitan, the ledger and the books. */
    public Findings tieOut(Which which, Days days, Progress progress) {
        Tenant tenant = tenant(which);
        String connection = connection(tenant, which);
        return bookkeepers.comparison(tenant, connection).of(title("Tie-out", tenant, connection, days), days, progress);
    }

    /** What would be posted of some days by a ledger that holds nothing. Writes nothing. */
    public Draft dryRun(Which which, Days days, Progress progress) {
        Tenant tenant = tenant(which);
        String connection = connection(tenant, which);
        return bookkeepers.dryRun(tenant, connection).of(title("Dry run", tenant, connection, days), days, progress);
    }

    private static String title(String what, Tenant tenant, String connection, Days days) {
        return what + " of " + tenant.name() + " and " + connection + ", " + days.spoken();
    }

    private Tenant tenant(Which which) {
        return tenants.find(which.tenant()).orElseThrow(() -> new MisconfiguredException(
                "There is no tenant " + which.tenant() + ", or its document is refused"));
    }

    private static String connection(Tenant tenant, Which which) {
        return which.connection().orElseGet(() -> Bookkeepers.connection(tenant, flow(tenant, which.flow())));
    }

    private static FlowSettings flow(Tenant tenant, Optional<String> asked) {
        List<FlowSettings> flows = Bookkeepers.flows(tenant).stream()
                .filter(flow -> asked.map(flow.flow()::equals).orElse(true)).toList();
        if (flows.size() == 1) {
            return flows.get(0);
        }
        if (flows.isEmpty()) {
            throw new MisconfiguredException("Tenant " + tenant.name() + " has switched on "
                    + asked.map(flow -> "no flow " + flow + " that posts to books").orElse("no flow that posts to books")
                    + "; name the books by --connection");
        }
        throw new MisconfiguredException("Tenant " + tenant.name() + " posts by several flows; name one by --flow: "
                + flows.stream().map(FlowSettings::flow).sorted().collect(Collectors.joining(", ")));
    }
}
