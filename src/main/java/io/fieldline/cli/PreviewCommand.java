package io.fieldline.cli;

import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "preview", description = "Shows what a flow between ServiceTitan and a CRM would do, field by field, and writes nothing.")
final class PreviewCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FLOW", description = "The flow, such as customer-to-salesforce or hubspot-to-customer.")
    String flow;

    @Option(names = "--tenant", required = true, description = "Whose customers.")
    String tenant;

    @Option(names = "--id", description = "Only this customer, or this record of the CRM where the flow comes from there.")
    String id;

    @Option(names = "--limit", defaultValue = "20", description = "The first so many; ${DEFAULT-VALUE} by default.")
    int limit;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        ObjectNode arguments = OutputOptions.arguments().put("flow", flow).put("tenant", tenant).put("id", id).put("limit",
                limit);
        ObjectNode result = host.with(Host.Need.ROUTES, operator -> operator.run("preview", arguments, line -> {
        }));
        return Results.print(result, output, spec, (found, out) -> {
            Results.columns("Nothing would change.", "customer", "record", "does", "field", "now", "then").accept(found, out);
            out.println();
            out.println(counts(found));
        });
    }

    /** In one line, what would be done. */
    static String counts(ObjectNode found) {
        return "Of " + found.path("looked").asLong() + " looked at: " + found.path("creates").asLong() + " to create, "
                + found.path("updates").asLong() + " to change, " + found.path("unchanged").asLong() + " to leave, "
                + found.path("conflicts").asLong() + " to ask about, " + found.path("invalid").asLong()
                + " invalid. Nothing was written.";
    }
}
