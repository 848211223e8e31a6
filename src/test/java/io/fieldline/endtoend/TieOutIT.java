package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;

/** From a first coding to books that agree, as an owner does it at the command line. */
class TieOutIT {

    private static final Instant NOW = Instant.now();
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
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
        installation.write("config/secrets/QB_SECRET", QuickBooksSettings.CLIENT_SECRET);
        installation.write("config/secrets/QB_TOKEN", quickBooks.connect());
        installation
                .connection(("books: { type: quickbooks, realmId: \"%s\", clientId: %s, clientSecret: \"${secret:QB_SECRET}\","
                        + " refreshToken: \"${secret:QB_TOKEN}\", url: \"%s\", tokenUrl: \"%s/oauth2/v1/tokens/bearer\" }")
                        .formatted(QuickBooksSettings.REALM_ID, QuickBooksSettings.CLIENT_ID, quickBooks.url(),
                                quickBooks.url()));
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
        FieldlineProcess again = installation.command("accounting", "suggest", "--tenant", "acme", "--write");
        assertThat(again.exitCode()).as(again.transcript()).isEqualTo(2);
        assertThat(again.transcript()).contains("is there already, and is not written over");

        installation.write("config/accounting/acme.yaml", CODING);
        FieldlineProcess dryRun = tieOut("--dry-run", "--connection", "books");
        assertThat(dryRun.transcript()).contains("documents would be posted, 0 would wait.", "Undeposited Funds");
        assertThat(dryRun.exitCode()).isZero();
        assertThat(quickBooks.owner().records("Invoice")).isEmpty();

        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "",
                "  invoice-to-quickbooks: { connection: books }");
        FieldlineProcess posting = installation.command("backfill", "invoice-to-quickbooks", "--tenant", "acme");
        assertThat(posting.exitCode()).as(posting.transcript()).isZero();
        FieldlineProcess agreeing = tieOut();
        assertThat(agreeing.transcript()).contains("somebody else exported it");
        assertThat(agreeing.exitCode()).as(agreeing.transcript()).isEqualTo(differences(agreeing) == 0 ? 0 : 1);

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

    /** How many documents the verdict names. */
    private static long differences(FieldlineProcess process) {
        return process.transcript().contains("agree to the cent.") ? 0 : 1;
    }

    private FieldlineProcess tieOut(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("tie-out", "--tenant", "acme", "--from", CUT_OVER.toString(), "--until",
                        TODAY.plusDays(30).toString()));
        arguments.addAll(List.of(more));
        return installation.command(arguments.toArray(String[]::new));
    }
}
