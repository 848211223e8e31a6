package io.fieldline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "runs", description = "Shows what was read and what became of it, the newest first.")
final class RunsCommand extends VerbCommand {

    @Option(names = "--tenant", description = "Only this tenant's.")
    String tenant;

    @Option(names = "--flow", description = "Only this flow's.")
    String flow;

    @Option(names = "--limit", defaultValue = "20", description = "How many at most; ${DEFAULT-VALUE} by default.")
    int limit;

    @Option(names = "--totals", description = "One line for each stream, with the sums of the last day.")
    boolean totals;

    @Override
    public Integer call() {
        ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("flow", flow).put("limit", limit).put(
                "totals",
                totals);
        return run(Host.Need.LOOK, "runs", arguments,
                Results::runs);
    }
}
