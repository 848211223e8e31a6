package io.fieldline.ops;

import java.util.ArrayList;
import java.util.List;

import io.fieldline.accounting.Bookkeepers;
import io.fieldline.accounting.Companies;
import io.fieldline.failure.SyncException;
import io.fieldline.ledger.BooksEditStore;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.QuarantinedDocument;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.ledger.coding.NamesInBooks;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** What a tenant whose documents are posted to books is to know: its coding, and what waits. */
public final class AccountingFindings implements TenantProbe {

    private static final String CODING = "coding";

    private final Codings codings;
    private final Companies companies;
    private final LedgerStore ledger;
    private final BooksEditStore edits;

    public AccountingFindings(Codings codings, Companies companies, LedgerStore ledger, BooksEditStore edits) {
        this.codings = codings;
        this.companies = companies;
        this.ledger = ledger;
        this.edits = edits;
    }

    @Override
    public List<Finding> of(Tenant tenant) {
        List<FlowSettings> flows = Bookkeepers.flows(tenant);
        List<Finding> findings = new ArrayList<>();
        if (!flows.isEmpty()) {
            coding(tenant, findings);
        }
        flows.stream().map(flow -> flow.values().get("connection")).filter(String.class::isInstance).map(String.class::cast)
                .distinct().forEach(books -> {
                    names(tenant, books, findings);
                    waiting(tenant, books, findings);
                    edited(tenant, books, findings);
                });
        return findings;
    }

    private void coding(Tenant tenant, List<Finding> findings) {
        try {
            List<DocumentProblem> problems = codings.problems(tenant.name());
            problems.forEach(problem -> findings.add(new Finding(CODING, Level.PROBLEM, problem.message())));
            if (problems.isEmpty()) {
                Coding coding = codings.coding(tenant.name());
                findings.add(new Finding(CODING, Level.OK, codings.file(tenant.name()) + ", documents from " + coding.cutOver()
                        + " on, invoices once they are " + coding.finality().word()));
            }
        } catch (SyncException e) {
            findings.add(new Finding(CODING, Level.PROBLEM, e.getMessage()));
        }
    }

    private void names(Tenant tenant, String books, List<Finding> findings) {
        String what = "names in " + books;
        try {
            List<Finding> missing = NamesInBooks.missing(codings.coding(tenant.name()), companies.of(tenant, books).catalogue())
                    .stream().map(gap -> new Finding(what, Level.PROBLEM, "the coding names " + gap.what() + " " + gap.name()
                            + ", which the books do not have in use"
                            + gap.suggestion().map(near -> "; did you mean " + near + "?").orElse("")))
                    .toList();
            findings.addAll(missing);
            if (missing.isEmpty()) {
                findings.add(new Finding(what, Level.OK, "the books have all that the coding names"));
            }
        } catch (SyncException e) {
            // What is wrong with the connection or the coding is a finding of its own.
            findings.add(new Finding(what, Level.WARNING, "not compared with the coding: " + e.getMessage()));
        }
    }

    private void waiting(Tenant tenant, String books, List<Finding> findings) {
        List<QuarantinedDocument> waiting = ledger.quarantined(tenant.name(), books);
        findings.add(waiting.stream().findFirst()
                .map(first -> new Finding("quarantine of " + books, Level.WARNING, documents(waiting.size(), "wait", "waits")
                        + ", the longest " + first.key().spoken() + ": " + first.gaps().get(0).reason()
                        + "; all are shown by accounting quarantine"))
                .orElse(new Finding("quarantine of " + books, Level.OK, "no document waits")));
    }

    private void edited(Tenant tenant, String books, List<Finding> findings) {
        int count = edits.list(tenant.name(), books).size();
        if (count > 0) {
            findings.add(new Finding("edits in " + books, Level.WARNING, documents(count, "were", "was")
                    + " changed there by hand; they are shown by accounting edits"));
        }
    }

    private static String documents(int count, String several, String one) {
        return count == 1 ? "1 document " + one : count + " documents " + several;
    }
}
