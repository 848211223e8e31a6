package io.fieldline.cli;

import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "runs", description = "Shows what was read and what became of it, the newest first.")
final class RunsCommand implements Callable<Integer> {

    @Option(names = "--tenant", description = "Only this tenant's.")
    String tenant;

    @Option(names = "--flow", description = "Only this flow's.")
    String flow;

    @Option(names = "--limit", defaultValue = "20", description = "How many at most; ${DEFAULT-VALUE} by default.")
    int limit;

    @Option(names = "--totals", description = "One line for each stream, with the sums of the last day.")
    boolean totals;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("flow", flow).put("limit", limit).put(
                "totals",
                totals);
        ObjectNode result = host.with(Host.Need.LOOK, operator -> operator.run("runs", arguments, line -> {
        }));
        return Results.print(result, output, spec, Results::runs);
    }
}
