package io.fieldline.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.SandboxCredentials;
import io.fieldline.sandbox.SandboxServer;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.data.SandboxClock;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "sandbox", description = "Runs the local ServiceTitan alone, for trying things out, or with a local QuickBooks Online beside it; they listen on this machine only.")
final class SandboxCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "18080", description = "${DEFAULT-VALUE} by default.")
    int port;

    @Option(names = "--jobs", defaultValue = "400", description = "Jobs that each contractor has; ${DEFAULT-VALUE} by default.")
    int jobs;

    @Option(names = "--contractors", defaultValue = "3", description = "${DEFAULT-VALUE} by default.")
    int contractors;

    @Option(names = "--seed", defaultValue = "1", description = "${DEFAULT-VALUE} by default.")
    long seed;

    @Option(names = "--speed", defaultValue = "1", description = "How fast its time runs; 480 is a working day a minute.")
    double speed;

    @Option(names = "--rate-limit", defaultValue = "60", description = "Requests a second for each tenant; ${DEFAULT-VALUE} by default.")
    int rateLimit;

    @Option(names = "--feed-page-size", defaultValue = "1000", description = "Rows on a page of a feed; ${DEFAULT-VALUE} by default.")
    int feedPageSize;

    @Option(names = "--business-day", description = "Book, do, invoice and pay jobs while the time runs.")
    boolean businessDay;

    @Option(names = "--quickbooks-port", description = "Runs a local QuickBooks Online as well, at this port; 0 is any free one.")
    Optional<Integer> quickBooksPort = Optional.empty();

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Instant start = Instant.now();
        SandboxSettings settings = SandboxSettings.builder().port(port).jobs(jobs).contractors(contractors).seed(seed)
                .speed(speed)
                .rateLimit(rateLimit).feedPageSize(feedPageSize).businessDay(businessDay).start(start).build();
        try (SandboxServer sandbox = SandboxServer.start(settings)) {
            tell(sandbox);
            if (quickBooksPort.isPresent()) {
                waitWithQuickBooks(quickBooksPort.get(), start);
            }
            new CountDownLatch(1).await();
        }
        return 0;
    }

    /** The credentials are made up and open nothing else. */
    private void tell(SandboxServer sandbox) {
        if (output.json) {
            ObjectNode told = OutputOptions.arguments().put("url", sandbox.url().toString());
            sandbox.contractors().forEach(contractor -> {
                SandboxCredentials credentials = SandboxCredentials.of(contractor.tenantId());
                told.withArrayProperty("tenants").addObject().put("tenantId", contractor.tenantId())
                        .put("name", contractor.name()).put("appKey", credentials.appKey())
                        .put("clientId", credentials.clientId()).put("clientSecret", credentials.clientSecret());
            });
            tell(told.toString());
            return;
        }
        tell(sandbox.url().toString());
        Table tenants = new Table("tenantId", "name", "appKey", "clientId", "clientSecret");
        sandbox.contractors().forEach(contractor -> {
            SandboxCredentials credentials = SandboxCredentials.of(contractor.tenantId());
            tenants.row(contractor.tenantId(), contractor.name(), credentials.appKey(), credentials.clientId(),
                    credentials.clientSecret());
        });
        tenants.print(spec.commandLine().getOut());
    }

    private void waitWithQuickBooks(int at, Instant start) throws InterruptedException {
        QuickBooksSettings settings = QuickBooksSettings.usual().withPort(at);
        try (QuickBooksStandIn quickBooks = QuickBooksStandIn.start(settings, new SandboxClock(start, speed))) {
            tell(quickBooks.url() + "  QuickBooks Online, company " + settings.realmId() + ", client id " + settings.clientId()
                    + "; POST control/quickbooks/connect gives a refresh token");
            new CountDownLatch(1).await();
        }
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
