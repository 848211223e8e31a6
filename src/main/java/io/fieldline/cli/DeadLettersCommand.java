package io.fieldline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "dead-letters", mixinStandardHelpOptions = true, description = "Shows records that wait for a person, and runs them again.", subcommands = {
        DeadLettersCommand.ListThem.class, DeadLettersCommand.Show.class, DeadLettersCommand.Replay.class })
final class DeadLettersCommand extends CommandGroup {

    @Command(name = "list", description = "Lists them, the newest first.")
    static final class ListThem extends VerbCommand {

        @Option(names = "--tenant", description = "Only this tenant's.")
        String tenant;

        @Option(names = "--flow", description = "Only this flow's.")
        String flow;

        @Option(names = "--status", defaultValue = "parked", description = "parked, replayed or discarded; ${DEFAULT-VALUE} by default.")
        String status;

        @Option(names = "--limit", defaultValue = "50", description = "How many at most; ${DEFAULT-VALUE} by default.")
        int limit;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("flow", flow).put("status", status).put(
                    "limit",
                    limit);
            return run(Host.Need.LOOK, "dead-letters", arguments,
                    Results.columns("No dead letters.", "id", "tenant", "flow", "stream", "record",
                            "parkedAt", "attempts", "reason"));
        }
    }

    @Command(name = "show", description = "Shows one with its payload.")
    static final class Show extends VerbCommand {

        @Parameters(paramLabel = "ID")
        String id;

        @Override
        public Integer call() {
            return run(Host.Need.LOOK, "dead-letters", OutputOptions.arguments().put("id", id),
                    (found, out) -> found.path("rows").get(0).fields()
                            .forEachRemaining(field -> out.printf("%-10s %s%n", field.getKey(), field.getValue().asText())));
        }
    }

    @Command(name = "replay", description = "Runs one again, or all of a tenant's flow. One that goes through is settled.")
    static final class Replay extends VerbCommand {

        @Parameters(arity = "0..1", paramLabel = "ID")
        String id;

        @Option(names = "--tenant", description = "With --flow: all of this tenant's.")
        String tenant;

        @Option(names = "--flow", description = "With --tenant: all of this flow's.")
        String flow;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("id", id).put("tenant", tenant).put("flow", flow);
            return run(Host.Need.ROUTES, "replay", arguments,
                    Results.columns("Nothing to replay.", "id", "record", "outcome", "message"));
        }
    }
}
