package io.fieldline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "told", description = "Shows what ServiceTitan was told of documents in the books, and what it refused.")
final class ToldCommand extends VerbCommand {

    @Option(names = "--tenant", description = "Only this tenant's.")
    String tenant;

    @Option(names = "--state", description = "Only these: refused, waiting, early, done or nothing.")
    String state;

    @Option(names = "--limit", defaultValue = "50", description = "How many at most; ${DEFAULT-VALUE} by default.")
    int limit;

    @Override
    public Integer call() {
        ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("state", state).put("limit", limit);
        return run(Host.Need.LOOK, "told", arguments,
                Results.columns("Nothing was told yet.", "tenant", "connection", "document",
                        "way", "state", "told", "since", "problem"));
    }
}
