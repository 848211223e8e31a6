package io.fieldline.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ops.Operator;
import io.fieldline.sandbox.SandboxCredentials;
import io.fieldline.sandbox.SandboxServer;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;

/** A day of one more contractor, with its own local ServiceTitan and time, that is posted to a local QuickBooks. */
final class DemoBooks implements AutoCloseable {

    static final String TENANT = "hearth";
    private static final long ACCOUNT = 1005;
    private static final String INVOICES = "accounting/invoices";
    private static final Duration WORKING_DAY = Duration.ofHours(20);
    private static final Duration AT_MOST = Duration.ofSeconds(90);
    private static final BigDecimal RAISE = new BigDecimal("25.00");
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final SandboxServer sandbox;
    private final SandboxControl control;
    private final QuickBooksStandIn quickBooks;
    private final LocalDate day;

    DemoBooks(long seed) {
        Instant now = Instant.now();
        day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        sandbox = SandboxServer.start(SandboxSettings.builder().seed(seed).contractors(5).jobs(40)
                .start(day.atStartOfDay(ZoneOffset.UTC).toInstant()).speed(0).businessDay(true)
                .bookingsEvery(Duration.ofMinutes(30)).build());
        control = new SandboxControl(sandbox);
        quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual().withLimits(QuickBooksSettings.Limits.REAL.times(10)));
    }

    String place() {
        return "a local QuickBooks Online at " + quickBooks.url();
    }

    Map<String, String> secrets() {
        return Map.of("DEMO_HEARTH_SECRET", SandboxCredentials.of(ACCOUNT).clientSecret(), "DEMO_QUICKBOOKS_SECRET",
                QuickBooksSettings.CLIENT_SECRET, "DEMO_QUICKBOOKS_TOKEN", quickBooks.connect());
    }

    String document() {
        return """
                tenant: %s
                displayName: "Hearth Heating & Cooling"
                timeZone: America/Denver
                servicetitan:
                  environment: sandbox
                  tenantId: %d
                  appKey: ${secret:DEMO_APP_KEY}
                  clientId: %s
                  clientSecret: ${secret:DEMO_HEARTH_SECRET}
                  apiUrl: %s
                  authUrl: %s
                connections:
                  books:
                    type: quickbooks
                    realmId: "%s"
                    clientId: %s
                    clientSecret: ${secret:DEMO_QUICKBOOKS_SECRET}
                    refreshToken: ${secret:DEMO_QUICKBOOKS_TOKEN}
                    url: %s
                    callsPerMinute: 5000
                flows:
                  invoice-to-quickbooks: { connection: books, every: 1s }
                """
                .formatted(TENANT, ACCOUNT, SandboxCredentials.of(ACCOUNT).clientId(), sandbox.url(), sandbox.url(),
                        QuickBooksSettings.REALM_ID, QuickBooksSettings.CLIENT_ID, quickBooks.url());
    }

    String coding() {
        return """
                cutOver: %s
                items:
                  - { type: Service, item: HVAC Service }
                  - { type: Material, item: Materials }
                taxes:
                  - { zone: any, code: Springfield }
                payments:
                  - { type: any, depositTo: Undeposited Funds, refundItem: Refund }
                terms:
                  - { name: Net 30, terms: Net 30 }
                """.formatted(day);
    }

    /** Lets the day pass, and shows what stands in the books; what does not agree in the end. */
    List<String> play(Operator operator, PrintWriter err) throws InterruptedException {
        control.step(WORKING_DAY);
        List<String> differences = new ArrayList<>(settle(operator));
        err.println("  " + postedInvoices() + " invoices, and what was paid on them, are in QuickBooks");
        List<JsonNode> posted = control.rows(ACCOUNT, INVOICES).stream()
                .filter(row -> row.path("invoiceDate").asText().startsWith(day.toString()) && !row.path("items").isEmpty())
                .toList();
        if (!posted.isEmpty()) {
            raise(posted.get(0));
            err.println("  the office adds " + RAISE + " to invoice " + posted.get(0).path("referenceNumber").asText());
            differences.addAll(settle(operator));
        }
        print(err, tieOut(operator).path("text").asText());
        differences.addAll(byHand(operator, err));
        return differences;
    }

    /** Somebody changes a cent in QuickBooks, and changes it back once it was found. */
    private List<String> byHand(Operator operator, PrintWriter err) {
        List<ObjectNode> payments = quickBooks.owner().records("Payment");
        if (payments.isEmpty()) {
            return List.of();
        }
        String id = payments.get(0).path("Id").asText();
        quickBooks.owner().changeAmount("Payment", id, CENT);
        err.println("\n  somebody changes payment " + payments.get(0).path("PaymentRefNum").asText()
                + " in QuickBooks by one cent, and the tie-out finds it");
        JsonNode found = tieOut(operator);
        print(err, found.path("text").asText());
        quickBooks.owner().changeAmount("Payment", id, CENT.negate());
        return found.path("ok").asBoolean()
                ? List.of(TENANT + ": a cent that was changed in QuickBooks was not found")
                : List.of();
    }

    private int postedInvoices() {
        return quickBooks.owner().records("Invoice").size();
    }

    private void raise(JsonNode invoice) {
        ObjectNode row = ((ObjectNode) invoice).deepCopy();
        ObjectNode line = (ObjectNode) row.path("items").get(0);
        line.put("total", line.path("total").decimalValue().add(RAISE)).put("price",
                line.path("price").decimalValue().add(RAISE));
        control.change(ACCOUNT, INVOICES, row.put("subTotal", row.path("subTotal").decimalValue().add(RAISE)).put("total",
                row.path("total").decimalValue().add(RAISE)));
    }

    /** Waits until both systems and the ledger agree. */
    private List<String> settle(Operator operator) throws InterruptedException {
        Instant end = Instant.now().plus(AT_MOST);
        JsonNode found = tieOut(operator);
        while (!found.path("ok").asBoolean() && Instant.now().isBefore(end)) {
            Thread.sleep(500);
            found = tieOut(operator);
        }
        List<String> differences = new ArrayList<>();
        if (!found.path("ok").asBoolean()) {
            found.path("rows").forEach(row -> differences.add(TENANT + ": " + row.path("document").asText() + ": ServiceTitan "
                    + row.path("serviceTitan").asText() + ", books " + row.path("books").asText() + ": "
                    + row.path("reason").asText()));
        }
        return differences;
    }

    private JsonNode tieOut(Operator operator) {
        return operator.run("tie-out", OutputOptions.arguments().put("tenant", TENANT).put("from", day.toString()).put("until",
                day.toString()), line -> {
                });
    }

    private static void print(PrintWriter err, String text) {
        err.println();
        text.lines().forEach(line -> err.println("  " + line));
        err.flush();
    }

    @Override
    public void close() {
        quickBooks.close();
        sandbox.close();
    }
}
