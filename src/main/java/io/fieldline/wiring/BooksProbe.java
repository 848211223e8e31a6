package io.fieldline.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.destination.quickbooks.QuickBooksProbe;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.ops.Check;
import io.fieldline.ops.TenantProbe.Finding;
import io.fieldline.ops.TenantProbe.Level;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenant;

/** What <code>check</code> says of a company: whether it is open, and what its owner should know of its settings. */
final class BooksProbe implements Check.ConnectionProbe {

    private final QuickBooksProbe probe;
    private final Codings codings;
    private final Check.ConnectionProbe customers;

    /**
     * @param codings by which it is known what documents name
     * @param customers says what else a flow that keeps customers in step lacks
     */
    BooksProbe(QuickBooksProbe probe, Codings codings, Check.ConnectionProbe customers) {
        this.probe = probe;
        this.codings = codings;
        this.customers = customers;
    }

    @Override
    public Optional<String> problem(Tenant tenant, Connection connection, boolean fix) {
        return probe.problem(connection).or(() -> customers.problem(tenant, connection, fix));
    }

    @Override
    public List<Finding> remarks(Tenant tenant, Connection connection) {
        QuickBooksProbe.Report report = probe.report(connection, used(tenant));
        String what = "company of " + connection.name();
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(what, Level.OK,
                String.join("; ", Stream.concat(Stream.of(report.company()), report.notes().stream()).toList())));
        report.warnings().forEach(warning -> findings.add(new Finding(what, Level.WARNING, warning)));
        return findings;
    }

    /** A coding that is missing or wrong is a finding of its own. */
    private Set<What> used(Tenant tenant) {
        try {
            Coding coding = codings.coding(tenant.name());
            return Stream.of(What.CLASS, What.LOCATION).filter(coding::names).collect(Collectors.toSet());
        } catch (MisconfiguredException none) {
            return Set.of();
        }
    }
}
