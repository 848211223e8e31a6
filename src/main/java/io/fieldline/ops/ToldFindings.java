package io.fieldline.ops;

import java.util.ArrayList;
import java.util.List;

import io.fieldline.ledger.told.Telling;
import io.fieldline.ledger.told.TellingRules;
import io.fieldline.ledger.told.TellingStore;
import io.fieldline.tenant.Tenant;

/** What of documents in the books a tenant's ServiceTitan could not be told. */
public final class ToldFindings implements TenantProbe {

    private static final int MOST = 1000;

    private final TellingStore tellings;

    public ToldFindings(TellingStore tellings) {
        this.tellings = tellings;
    }

    @Override
    public List<Finding> of(Tenant tenant) {
        List<TellingRules> rules = TellingRules.of(tenant);
        List<Finding> findings = new ArrayList<>();
        rules.stream().filter(one -> one.lacksGuid(tenant)).forEach(one -> findings.add(new Finding("jobs of " + one.flow(),
                Level.PROBLEM, "servicetitan.applicationGuid must be given for noteOnJob: external-data")));
        if (rules.isEmpty()) {
            return findings;
        }
        List<Telling> troubled = tellings.troubled(tenant.name(), MOST);
        troubled.stream().findFirst().ifPresent(newest -> findings.add(new Finding("told ServiceTitan of the books",
                Level.PROBLEM, troubled.size() + " documents of which ServiceTitan could not be told yet, as accounting told"
                        + " lists; the newest, " + newest.key().spoken() + ": " + newest.problem())));
        return findings;
    }
}
