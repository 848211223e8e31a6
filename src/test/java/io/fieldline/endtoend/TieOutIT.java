package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;

/** From a first coding to books that agree, as an owner does it at the command line. */
class TieOutIT {

    private static final Instant NOW = InstantSource.system().instant();
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    private static final String INVOICES = "accounting/invoices";
    private static final String PAYMENTS = "accounting/payments";
    private static final LocalDate CUT_OVER = TODAY.minusDays(30);
    private static final String CODING = """
            cutOver: %s
            items:
              - { type: Service, item: HVAC Service }
              - { type: Material, item: Materials }
            taxes:
              - { zone: any, code: Springfield }
            payments:
              - { type: any, depositTo: Undeposited Funds, refundItem: Refund }
            """.formatted(CUT_OVER);

    @TempDir
    Path folder;

    private LocalServiceTitan serviceTitan;
    private QuickBooksStandIn quickBooks;
    private Installation installation;

    @BeforeEach
    void start() {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(120).start(NOW).build());
        quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual());
        installation = new Installation(folder);
        installation.books(quickBooks, "");
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "", "  {}");
    }

    @AfterEach
    void stop() {
        installation.close();
        quickBooks.close();
        serviceTitan.close();
    }

    @Test
    void anOwnerLooksBeforePostingPostsAndSeesThatAllAgreeUntilSomebodyEditsTheBooks() throws IOException {
        FieldlineProcess suggestion = installation.command("accounting", "suggest", "--tenant", "acme", "--write");
        assertThat(suggestion.exitCode()).as(suggestion.transcript()).isEqualTo(1);
        assertThat(folder.resolve("config/accounting/acme.yaml")).content().contains("  - { type: Material, item: Materials }",
                "  - { type: Check, method: Check, depositTo: Undeposited Funds, refundItem: Refund }");
        installation.write("config/accounting/acme.yaml", CODING);
        withoutPaymentsOnOlderInvoices();
        FieldlineProcess dryRun = tieOut("--dry-run", "--connection", "books");
        assertThat(dryRun.transcript()).contains("documents would be posted, 0 would wait.", "Undeposited Funds");
        assertThat(dryRun.exitCode()).isZero();
        assertThat(quickBooks.owner().records("Invoice")).isEmpty();

        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "",
                "  invoice-to-quickbooks: { connection: books }");
        FieldlineProcess posting = installation.command("backfill", "invoice-to-quickbooks", "--tenant", "acme");
        assertThat(posting.exitCode()).as(posting.transcript()).isZero();
        FieldlineProcess agreeing = tieOut();
        assertThat(agreeing.transcript()).contains("ServiceTitan, the ledger and the books agree to the cent.",
                "it is not posted yet, and comes to nothing");
        assertThat(agreeing.exitCode()).as(agreeing.transcript()).isZero();

        ObjectNode edited = quickBooks.owner().records("Invoice").get(0);
        quickBooks.owner().changeAmount("Invoice", edited.path("Id").asText(), new BigDecimal("0.01"));
        FieldlineProcess differing = tieOut("--csv", folder.resolve("t.csv").toString(), "--html",
                folder.resolve("t.html").toString());
        assertThat(differing.exitCode()).as(differing.transcript()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("t.csv")).lines().filter(line -> line.contains("was changed in the books by"
                + " hand")).toList()).as(differing.transcript()).isNotEmpty()
                .allMatch(line -> line.contains(edited.path("DocNumber").asText()));
        assertThat(folder.resolve("t.html")).content().contains("<svg", "was changed in the books by hand");
    }

    /** Payments on invoices that only the books of before could have fail, because these books begin empty. */
    private void withoutPaymentsOnOlderInvoices() {
        Set<Long> newer = new HashSet<>();
        rows(INVOICES).forEach(invoice -> {
            if (!day(invoice, "invoiceDate").isBefore(CUT_OVER) && !invoice.path("syncStatus").asText().equals("Exported")) {
                newer.add(invoice.path("id").asLong());
            }
        });
        rows(PAYMENTS).forEach(payment -> payment.path("appliedTo").forEach(one -> {
            if (!day(payment, "date").isBefore(CUT_OVER) && !newer.contains(one.path("appliedTo").asLong())) {
                serviceTitan.control("POST", "rows?tenant=1001&collection=" + PAYMENTS,
                        "{\"id\":" + payment.path("id").asLong() + ",\"active\":false}");
            }
        }));
    }

    private JsonNode rows(String collection) {
        return serviceTitan.control("GET", "rows?tenant=1001&limit=1000&collection=" + collection);
    }

    private static LocalDate day(JsonNode row, String field) {
        return LocalDate.parse(row.path(field).asText().substring(0, "2026-01-31".length()));
    }

    private FieldlineProcess tieOut(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("tie-out", "--tenant", "acme", "--from", CUT_OVER.toString(), "--until",
                        TODAY.plusDays(30).toString()));
        arguments.addAll(List.of(more));
        return installation.command(arguments.toArray(String[]::new));
    }
}
