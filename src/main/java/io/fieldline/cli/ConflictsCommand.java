package io.fieldline.cli;

import java.util.Map;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "conflicts", mixinStandardHelpOptions = true, description = "Shows what of customers in two systems waits for a person, and carries out what the person decides.", subcommands = {
        ConflictsCommand.ListThem.class, ConflictsCommand.Show.class, ConflictsCommand.Resolve.class })
final class ConflictsCommand implements Runnable {

    private static final String NONE = "No conflicts.";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: list, show or resolve.");
    }

    @Command(name = "list", description = "Lists them, the oldest first.")
    static final class ListThem implements Callable<Integer> {

        @Option(names = "--tenant", description = "Only this tenant's.")
        String tenant;

        @Option(names = "--kind", description = "Only these: fields, candidates, incomplete, invalid, gone or capped.")
        String kind;

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
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("kind", kind).put("limit", limit);
            ObjectNode result = host.with(Host.Need.LOOK, operator -> operator.run("conflicts", arguments, line -> {
            }));
            return Results.print(result, output, spec,
                    Results.columns(NONE, "id", "tenant", "connection", "kind", "customer", "record", "since", "message"));
        }
    }

    @Command(name = "show", description = "Shows one with both versions, or with the candidates.")
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
                    operator -> operator.run("conflicts", OutputOptions.arguments().put("id", id), line -> {
                    }));
            return Results.print(result, output, spec, (found, out) -> {
                JsonNode conflict = found.path("rows").get(0);
                conflict.fields().forEachRemaining(field -> {
                    if (!field.getKey().equals("details")) {
                        out.printf("%-10s %s%n", field.getKey(), field.getValue().asText());
                    }
                });
                conflict.path("details").fields()
                        .forEachRemaining(detail -> out.printf("  %s: %s%n", detail.getKey(), detail.getValue()));
            });
        }
    }

    @Command(name = "resolve", description = "Carries a decision out, and says what is still open.")
    static final class Resolve implements Callable<Integer> {

        @Parameters(arity = "0..1", paramLabel = "ID")
        String id;

        @Option(names = "--take", description = {"What is right, by kind of conflict:",
                "fields: servicetitan or crm", "candidates: the id of one, or new", "incomplete, invalid: retry",
                "capped: create",
                "gone: leave, recreate or deactivate" })
        String take;

        @Option(names = "--field", paramLabel = "FIELD=SIDE", description = "For one field: servicetitan or crm. May be given more than once.")
        Map<String, String> fields = Map.of();

        @Option(names = "--tenant", description = "With --kind: all of this tenant's.")
        String tenant;

        @Option(names = "--kind", description = "With --tenant: all of this kind.")
        String kind;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("id", id).put("take", take).put("tenant", tenant).put("kind",
                    kind);
            fields.forEach(arguments.putObject("fields")::put);
            ObjectNode result = host.with(Host.Need.ROUTES, operator -> operator.run("resolve-conflict", arguments, line -> {
            }));
            return Results.print(result, output, spec,
                    Results.columns(NONE, "id", "kind", "customer", "record", "outcome", "message"));
        }
    }
}
