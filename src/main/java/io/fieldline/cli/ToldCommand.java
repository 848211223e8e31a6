package io.fieldline.cli;

import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "told", description = "Shows what ServiceTitan was told of documents in the books, and what it refused.")
final class ToldCommand implements Callable<Integer> {

    @Option(names = "--tenant", description = "Only this tenant's.")
    String tenant;

    @Option(names = "--state", description = "Only these: refused, waiting, early, done or nothing.")
    String state;

    @Option(names = "--limit", defaultValue = "50", description = "How many at most; ${DEFAULT-VALUE} by default.")
    int limit;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("state", state).put("limit", limit);
        ObjectNode result = host.with(Host.Need.LOOK, operator -> operator.run("told", arguments, line -> {
        }));
        return Results.print(result, output, spec, Results.columns("Nothing was told yet.", "tenant", "connection", "document",
                "way", "state", "told", "since", "problem"));
    }
}
