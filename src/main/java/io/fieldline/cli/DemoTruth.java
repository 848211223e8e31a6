package io.fieldline.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sandbox.SandboxServer;
import io.fieldline.sandbox.data.Contractor;
import io.fieldline.sandbox.slack.SlackStandIn;

/** Holds what Fieldline wrote against what the sandbox knows to be true, by its own count. */
final class DemoTruth {

    private static final int A_WORKING_DAY_A_MINUTE = 480;

    private final SandboxServer sandbox;
    private final DemoCrms crms;
    private Instant followedSince;
    private boolean live;
    private final SandboxControl control;

    DemoTruth(SandboxServer sandbox, DemoCrms crms) {
        this.sandbox = sandbox;
        this.crms = crms;
        this.control = new SandboxControl(sandbox);
        this.followedSince = sandbox.time().instant();
    }

    void letTimeRun() {
        followedSince = sandbox.time().instant();
        live = true;
        control.call("POST", "clock?speed=" + A_WORKING_DAY_A_MINUTE);
    }

    void stopTime() {
        control.call("POST", "clock?speed=0");
    }

    /** Waits until both sides agree; what still differs when the time is over. */
    List<String> settle(Host.Service service, SlackStandIn slack, Duration atMost) throws InterruptedException {
        if (live) {
            // Feeds hold recent changes back until they have settled.
            control.call("POST", "clock?step=PT10M");
        }
        Instant end = Instant.now().plus(atMost);
        List<String> differences = differences(service, slack);
        while (!differences.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(1000);
            differences = differences(service, slack);
        }
        return differences;
    }

    private List<String> differences(Host.Service service, SlackStandIn slack) {
        List<String> differences = new ArrayList<>();
        for (Contractor contractor : sandbox.contractors()) {
            String tenant = DemoHome.name(contractor);
            JsonNode truth = control.call("GET", "truth?tenant=" + contractor.tenantId());
            JsonNode counted = service.operator().run("count-rows", OutputOptions.arguments().put("tenant", tenant), line -> {
            });
            for (JsonNode stream : counted.path("rows")) {
                JsonNode real = truth.path(stream.path("stream").asText());
                if (stream.path("rows").asLong() != real.path("rows").asLong()
                        || stream.path("live").asLong() != real.path("active").asLong()) {
                    differences.add(
                            tenant + " " + stream.path("stream").asText() + ": ServiceTitan has " + real.path("rows").asLong()
                                    + " rows, " + real.path("active").asLong() + " of them active; the warehouse has "
                                    + stream.path("rows").asLong() + " and " + stream.path("live").asLong());
                }
            }
        }
        sandbox.contractors().forEach(contractor -> differences
                .addAll(crms.differences(DemoHome.name(contractor), rows(contractor, "crm/customers"))));
        alerts(slack).ifPresent(differences::add);
        return differences;
    }

    /** Each booking since then that came with an estimate worth the threshold must have been told, and nothing else. */
    private Optional<String> alerts(SlackStandIn slack) {
        List<String> expected = new ArrayList<>();
        for (Contractor contractor : sandbox.contractors()) {
            Set<Long> worth = new HashSet<>();
            rows(contractor, "sales/estimates").forEach(estimate -> {
                if (value(estimate).compareTo(DemoHome.THRESHOLD) >= 0) {
                    worth.add(estimate.path("jobId").asLong());
                }
            });
            rows(contractor, "jpm/jobs").forEach(job -> {
                boolean booked = !Instant.parse(job.path("createdOn").asText()).isBefore(followedSince);
                if (booked && worth.contains(job.path("id").asLong())) {
                    expected.add(job.path("jobNumber").asText());
                }
            });
        }
        List<String> told = new ArrayList<>(
                slack.messages().stream().map(message -> message.text().replaceAll(".*: ", "")).toList());
        Collections.sort(expected);
        Collections.sort(told);
        return expected.equals(told)
                ? Optional.empty()
                : Optional.of("bookings worth an alert " + expected + ", told to Slack " + told);
    }

    private static BigDecimal value(JsonNode estimate) {
        BigDecimal value = BigDecimal.ZERO;
        for (JsonNode item : estimate.path("items")) {
            value = value.add(item.path("total").decimalValue());
        }
        return value;
    }

    private List<JsonNode> rows(Contractor contractor, String collection) {
        return control.rows(contractor.tenantId(), collection);
    }
}
