package io.fieldline.accounting;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.suggest.FirstCoding;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** Proposes a first coding for a tenant, by what it used in ServiceTitan of late and what the books have. */
public final class CodingSuggestions {

    private static final int DAYS_LOOKED_AT = 90;

    private final Tenants tenants;
    private final Companies companies;
    private final Sources sources;
    private final SourceNames settings;
    private final Codings codings;
    private final InstantSource clock;

    public CodingSuggestions(Tenants tenants, Companies companies, Sources sources, SourceNames settings, Codings codings,
            InstantSource clock) {
        this.tenants = tenants;
        this.companies = companies;
        this.sources = sources;
        this.settings = settings;
        this.codings = codings;
        this.clock = clock;
    }

    /** @param file where the tenant's coding is, or is to be */
    public record Suggested(FirstCoding coding, Path file) {}

    /**
     * @param connection of the books; the one that leads to books where it is absent
     * @param write whether the tenant's file is made of it
     * @throws MisconfiguredException when it is to be written and the file is there already; it is never written over
     */
    public Suggested suggest(String name, Optional<String> connection, boolean write, Progress progress) {
        Tenant tenant = tenants.find(name)
                .orElseThrow(() -> new MisconfiguredException("There is no tenant " + name + ", or its document is refused"));
        Path file = codings.file(name);
        if (write && Files.exists(file)) {
            throw there(file, null);
        }
        String books = connection.orElseGet(() -> books(tenant));
        Company company = companies.of(tenant, books);
        LocalDate today = LocalDate.ofInstant(clock.instant(), tenant.timeZone());
        FirstCoding coding = FirstCoding.of(
                new UsedNames(settings, tenant, sources.of(tenant, books), progress)
                        .of(new Days(today.minusDays(DAYS_LOOKED_AT), today)),
                company.catalogue(), today.plusMonths(1).withDayOfMonth(1));
        if (write) {
            write(file, coding.document());
        }
        return new Suggested(coding, file);
    }

    private String books(Tenant tenant) {
        List<FlowSettings> flows = Bookkeepers.flows(tenant);
        if (flows.size() == 1) {
            return Bookkeepers.connection(tenant, flows.get(0));
        }
        List<String> leading = tenant.connections().keySet().stream().filter(one -> leadsToBooks(tenant, one)).sorted()
                .toList();
        if (leading.size() == 1) {
            return leading.get(0);
        }
        throw new MisconfiguredException("Tenant " + tenant.name() + (leading.isEmpty()
                ? " has no connection that leads to books"
                : " has several books; name one by --connection: " + String.join(", ", leading)));
    }

    private boolean leadsToBooks(Tenant tenant, String connection) {
        try {
            companies.of(tenant, connection);
            return true;
        } catch (MisconfiguredException others) {
            return false;
        }
    }

    private static void write(Path file, String document) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, document, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw there(file, e);
        } catch (IOException e) {
            throw new MisconfiguredException(file + " cannot be written: " + e, e);
        }
    }

    private static MisconfiguredException there(Path file, Exception cause) {
        return new MisconfiguredException(file + " is there already, and is not written over; without --write the suggestion is"
                + " only shown", cause);
    }
}
