package io.fieldline.cli;

import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "dead-letters", mixinStandardHelpOptions = true, description = "Shows records that wait for a person, and runs them again.", subcommands = {
        DeadLettersCommand.ListThem.class, DeadLettersCommand.Show.class, DeadLettersCommand.Replay.class })
final class DeadLettersCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: list, show or replay.");
    }

    @Command(name = "list", description = "Lists them, the newest first.")
    static final class ListThem implements Callable<Integer> {

        @Option(names = "--tenant", description = "Only this tenant's.")
        String tenant;

        @Option(names = "--flow", description = "Only this flow's.")
        String flow;

        @Option(names = "--status", defaultValue = "parked", description = "parked, replayed or discarded; ${DEFAULT-VALUE} by default.")
        String status;

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
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("flow", flow).put("status", status).put(
                    "limit",
                    limit);
            ObjectNode result = host.with(Host.Need.LOOK, operator -> operator.run("dead-letters", arguments, line -> {
            }));
            return Results.print(result, output, spec,
                    Results.columns("No dead letters.", "id", "tenant", "flow", "stream", "record",
                            "parkedAt", "attempts", "reason"));
        }
    }

    @Command(name = "show", description = "Shows one with its payload.")
    static final class Show implements Callable<Integer> {

        @Parameters(paramLabel = "ID")
        String id;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode result = host.with(Host.Need.LOOK,
                    operator -> operator.run("dead-letters", OutputOptions.arguments().put("id", id), line -> {
                    }));
            return Results.print(result, output, spec, (found, out) -> found.path("rows").get(0).fields()
                    .forEachRemaining(field -> out.printf("%-10s %s%n", field.getKey(), field.getValue().asText())));
        }
    }

    @Command(name = "replay", description = "Runs one again, or all of a tenant's flow. One that goes through is settled.")
    static final class Replay implements Callable<Integer> {

        @Parameters(arity = "0..1", paramLabel = "ID")
        String id;

        @Option(names = "--tenant", description = "With --flow: all of this tenant's.")
        String tenant;

        @Option(names = "--flow", description = "With --tenant: all of this flow's.")
        String flow;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("id", id).put("tenant", tenant).put("flow", flow);
            ObjectNode result = host.with(Host.Need.ROUTES, operator -> operator.run("replay", arguments, line -> {
            }));
            return Results.print(result, output, spec,
                    Results.columns("Nothing to replay.", "id", "record", "outcome", "message"));
        }
    }
}
