package io.fieldline.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.SandboxServer;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.WebhookTarget;
import io.fieldline.sandbox.slack.SlackSettings;
import io.fieldline.sandbox.slack.SlackStandIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "demo", description = "Starts a local ServiceTitan, a warehouse, two CRMs and a Twilio, and does the main job before your eyes: a backfill"
        + " of three contractors, three weeks of messages to the customers of a fourth, a day of a fifth posted to a QuickBooks, then live changes,"
        + " an alert for each valuable booking, and customers kept in step both ways.")
final class DemoCommand implements Callable<Integer> {

    private static final String CHANNEL = "#dispatch";
    private static final Duration CATCH_UP = Duration.ofSeconds(60);

    @Option(names = "--once", description = "End by itself; exit code 0 only if every number adds up.")
    boolean once;

    @Option(names = "--seconds", defaultValue = "45", description = "With --once: how long live changes are followed; ${DEFAULT-VALUE} by default, and 0 for none.")
    int seconds;

    @Option(names = "--jobs", defaultValue = "400", description = "Jobs that each contractor has; ${DEFAULT-VALUE} by default.")
    int jobs;

    @Option(names = "--seed", defaultValue = "1", description = "Another seed makes other contractors' data; ${DEFAULT-VALUE} by default.")
    long seed;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        SandboxSettings settings = SandboxSettings.builder().seed(seed).jobs(jobs).start(Instant.now()).speed(0)
                .businessDay(true)
                .tokenLife(Duration.ofSeconds(60)).settleDelay(Duration.ofMinutes(2))
                .webhook(new WebhookTarget("http://127.0.0.1:" + host.port() + "/webhooks/servicetitan", DemoHome.WEBHOOK_KEY))
                .build();
        try (SandboxServer sandbox = SandboxServer.start(settings);
                SlackStandIn slack = SlackStandIn.start(SlackSettings.usual());
                DemoCrms crms = new DemoCrms();
                DemoMessages messages = new DemoMessages(seed, host.port());
                DemoBooks books = new DemoBooks(seed)) {
            say(err, "A local ServiceTitan with three contractors listens at " + sandbox.url() + ", a local Slack at "
                    + slack.url() + ", " + crms.places() + ", " + books.place());
            Map<String, String> environment = DemoHome.create(sandbox, slack, SlackSettings.TOKEN, CHANNEL, crms, messages,
                    books);
            try (Host.Service service = host.start(name -> ownOrSystem(environment, name), messages.time())) {
                return play(service, sandbox, slack, crms, messages, books, err);
            }
        }
    }

    /** The demo must not meet the state and the tenants of the installation beside it. */
    private static String ownOrSystem(Map<String, String> environment, String name) {
        return name.startsWith("FIELDLINE_") ? environment.get(name) : System.getenv(name);
    }

    private int play(Host.Service service, SandboxServer sandbox, SlackStandIn slack, DemoCrms crms,
            DemoMessages messages, DemoBooks books, PrintWriter err) throws Exception {
        DemoTruth truth = new DemoTruth(sandbox, crms);
        say(err, "\nBackfill of " + sandbox.contractors().size() + " tenants into " + DemoHome.warehouse());
        List<String> incomplete = backfill(service, sandbox.contractors().stream().map(DemoHome::name)
                .map(tenant -> new Reading("warehouse-pipeline", tenant)).toList(), err);
        say(err, "\nCustomers of acme into Salesforce, customers of summit into HubSpot");
        service.operator().run("check", OutputOptions.arguments().put("fix", true), line -> {
        });
        incomplete.addAll(backfill(service, List.of(new Reading("customer-to-salesforce", DemoCrms.WITH_SALESFORCE),
                new Reading("customer-to-hubspot", DemoCrms.WITH_HUBSPOT)), err));
        DemoOutbox outbox = new DemoOutbox(messages, service.operator(), err);
        DemoMessageDays days = new DemoMessageDays(messages, outbox, service.operator());
        days.prepare();
        say(err, "\nMessages to the customers of lakeside, with time moved on by hand");
        service.follow();
        days.play();
        err.println();
        outbox.print(err);
        say(err, "\nA day of hearth into QuickBooks: invoices, payments, and what the office changes afterwards");
        List<String> inBooks = books.play(service.operator(), err);
        if (!once || seconds > 0) {
            live(truth, crms, slack, err);
        }
        List<String> differences = new ArrayList<>(incomplete);
        differences.addAll(truth.settle(service, slack, CATCH_UP));
        differences.addAll(outbox.differences());
        differences.addAll(inBooks);
        return report(service, differences, slack, messages);
    }

    private void live(DemoTruth truth, DemoCrms crms, SlackStandIn slack, PrintWriter err) throws InterruptedException {
        say(err, "\nFollowing live changes: jobs are booked, dispatched, completed, invoiced and paid, a working day in about a minute");
        truth.letTimeRun();
        crms.work().forEach(line -> say(err, "  " + line));
        follow(slack, err);
        truth.stopTime();
    }

    private record Reading(String flow, String tenant) {}

    /** Reads the history of all at the same time; says what of it is not complete. */
    private static List<String> backfill(Host.Service service, List<Reading> readings, PrintWriter err) {
        ProgressBoard board = new ProgressBoard(err);
        Map<String, Map<String, JsonNode>> streams = new ConcurrentHashMap<>();
        List<CompletableFuture<JsonNode>> runs = readings.stream().map(reading -> CompletableFuture.supplyAsync(() -> {
            ObjectNode arguments = OutputOptions.arguments().put("flow", reading.flow()).put("tenant", reading.tenant());
            return service.operator().run("backfill", arguments, line -> show(board, streams, line, readings.size()))
                    .path("streams");
        })).toList();
        List<String> incomplete = new ArrayList<>();
        for (CompletableFuture<JsonNode> run : runs) {
            for (JsonNode stream : run.join()) {
                boolean whole = stream.path("complete").asBoolean() && stream.path("rejected").asLong() == 0
                        && stream.path("parked").asLong() == 0;
                if (!whole) {
                    incomplete.add("backfill of " + stream.path("tenant").asText() + " " + stream.path("stream").asText() + ": "
                            + stream.path("rejected").asLong() + " rejected, " + stream.path("parked").asLong() + " parked. "
                            + stream.path("message").asText());
                }
            }
        }
        board.finish();
        return incomplete;
    }

    /** A bar stands for the stream of all contractors together. */
    private static void show(ProgressBoard board, Map<String, Map<String, JsonNode>> streams, JsonNode line, int tenants) {
        String stream = line.path("stream").asText();
        Map<String, JsonNode> byTenant = streams.computeIfAbsent(stream, name -> new ConcurrentHashMap<>());
        byTenant.put(line.path("tenant").asText(), line);
        long rows = byTenant.values().stream().mapToLong(one -> one.path("read").asLong()).sum();
        boolean known = byTenant.values().stream().allMatch(one -> one.path("totalCount").isNumber());
        long total = byTenant.values().stream().mapToLong(one -> one.path("totalCount").asLong()).sum();
        long done = byTenant.values().stream().filter(one -> !one.path("state").asText().equals("running")).count();
        board.show(stream, rows, known ? total : null, done == tenants, done + " of " + tenants + " tenants");
    }

    private void follow(SlackStandIn slack, PrintWriter err) throws InterruptedException {
        Instant end = once ? Instant.now().plusSeconds(seconds) : Instant.MAX;
        int shown = 0;
        while (Instant.now().isBefore(end) && !Thread.currentThread().isInterrupted()) {
            var messages = slack.messages();
            for (; shown < messages.size(); shown++) {
                say(err, "  Slack " + CHANNEL + "  " + messages.get(shown).text());
            }
            Thread.sleep(250);
        }
    }

    private int report(Host.Service service, List<String> differences, SlackStandIn slack,
            DemoMessages messages) {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode totals = service.operator().run("runs", OutputOptions.arguments().put("totals", true), line -> {
        });
        if (output.json) {
            totals.putPOJO("differences", differences);
            out.println(totals.put("alerts", slack.messages().size())
                    .put("messages", messages.texts().size() + messages.emails().size()).put("ok", differences.isEmpty()));
            out.flush();
            return differences.isEmpty() ? 0 : FailureReport.LEFT_SOMETHING;
        }
        out.println();
        Table table = new Table("flow", "tenant", "stream", "read", "wrote", "skipped", "parked", "rejected", "outcome",
                "where to look");
        totals.path("rows")
                .forEach(row -> table.row(row.path("flow").asText(), row.path("tenant").asText(), row.path("stream").asText(),
                        row.path("read").asText(), row.path("written").asText(), row.path("skipped").asText(),
                        row.path("parked").asText(),
                        row.path("rejected").asText(), row.path("outcome").asText(), where(row)));
        table.print(out);
        out.println();
        if (differences.isEmpty()) {
            out.println("Every number adds up: each row of the local ServiceTitan is in " + DemoHome.warehouse() + ", "
                    + slack.messages().size() + " valuable bookings were told to Slack once each, each customer of acme and"
                    + " summit has one record in its CRM that agrees with it, and " + messages.texts().size() + " texts and "
                    + messages.emails().size()
                    + " e-mails went to the customers of lakeside who may get them, once each; and what hearth invoiced and took stands in"
                    + " its books to the cent.");
        } else {
            differences.forEach(difference -> out.println("DIFFERENCE: " + difference));
        }
        out.flush();
        return differences.isEmpty() ? 0 : FailureReport.LEFT_SOMETHING;
    }

    private static String where(JsonNode row) {
        return switch (row.path("flow").asText()) {
            case "warehouse-pipeline" -> "table " + row.path("stream").asText().replaceAll("[^A-Za-z0-9]", "_");
            case "customer-to-salesforce" -> "Salesforce accounts";
            case "customer-to-hubspot" -> "HubSpot contacts";
            case "salesforce-to-customer", "hubspot-to-customer" -> "ServiceTitan customers";
            case "invoice-to-quickbooks" -> "QuickBooks";
            case "review-request-sms", "membership-renewal-sequence" -> "the table of messages";
            default -> "Slack " + CHANNEL;
        };
    }

    private static void say(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }
}
