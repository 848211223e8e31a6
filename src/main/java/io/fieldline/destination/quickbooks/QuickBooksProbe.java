package io.fieldline.destination.quickbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.tenant.Connection;

/** Asks QuickBooks whether a connection leads to a company, and whether the company is set up for documents to arrive as they are. */
public final class QuickBooksProbe {

    private final QuickBooksCompanies companies;

    public QuickBooksProbe(QuickBooksCompanies companies) {
        this.companies = companies;
    }

    /**
     * @param company its name
     * @param warnings what its owner should know or change
     * @param notes what is as it is
     */
    public record Report(String company, List<String> warnings, List<String> notes) {}

    /** @return why the connection leads to no company, or empty; throws {@link RetryLaterException} when QuickBooks is away */
    public Optional<String> problem(Connection connection) {
        try {
            company(companies.client(connection));
            return Optional.empty();
        } catch (TenantUnavailableException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * @param used what documents name of classes and locations
     * @throws TenantUnavailableException when the company is not open to the application
     */
    public Report report(Connection connection, Set<What> used) {
        QuickBooksClient client = companies.client(connection);
        String company = company(client);
        CompanySettings settings = new CompanySettings(client, companies.time());
        List<String> warnings = new ArrayList<>();
        if (settings.appliesCreditsByItself()) {
            warnings.add("it applies credits automatically, so that invoices are settled otherwise than in ServiceTitan: switch"
                    + " it off under Settings, Account and settings, Advanced, Automation");
        }
        if (!settings.customNumbers()) {
            warnings.add(
                    "custom transaction numbers are off, so that invoices do not bear ServiceTitan's numbers: switch them on"
                            + " under Settings, Account and settings, Sales");
        }
        tax(settings).ifPresent(warnings::add);
        if (used.contains(What.CLASS) && !settings.classesByLine()) {
            warnings.add("the coding names classes, and the company does not keep a class for each row, so that documents with"
                    + " classes wait or lose them: switch it on under Settings, Account and settings, Advanced, Categories");
        }
        if (used.contains(What.LOCATION) && !settings.locations()) {
            warnings.add("the coding names locations, and the company does not track locations, so that documents with a"
                    + " location wait or lose it: switch it on under Settings, Account and settings, Advanced, Categories");
        }
        if (settings.severalCurrencies()) {
            warnings.add("it keeps several currencies, and documents are posted without one: customers must be of its home"
                    + " currency");
        }
        return new Report(company, warnings,
                settings.closedUntil().map(day -> "its books are closed until " + day).stream().toList());
    }

    private static Optional<String> tax(CompanySettings settings) {
        if (!settings.usesSalesTax()) {
            return Optional.of("sales tax is off, so that it overlooks the tax of documents: each that bears tax is taken back"
                    + " and waits; set it up under Taxes, Sales tax");
        }
        return settings.worksOutTax()
                ? Optional
                        .of("automated sales tax is on: an invoice whose tax QuickBooks makes another is taken back and waits")
                : Optional.empty();
    }

    private static String company(QuickBooksClient client) {
        String realm = client.account().realmId();
        return client.get("/companyinfo/" + realm).map(body -> body.path("CompanyInfo").path("CompanyName").asText(realm))
                .orElseThrow(() -> new TenantUnavailableException("QuickBooks has no company " + realm + ": check realmId"));
    }
}
