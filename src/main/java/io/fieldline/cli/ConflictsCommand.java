package io.fieldline.cli;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "conflicts", mixinStandardHelpOptions = true, description = "Shows what of customers in two systems waits for a person, and carries out what the person decides.", subcommands = {
        ConflictsCommand.ListThem.class, ConflictsCommand.Show.class, ConflictsCommand.Resolve.class })
final class ConflictsCommand extends CommandGroup {

    private static final String NONE = "No conflicts.";

    @Command(name = "list", description = "Lists them, the oldest first.")
    static final class ListThem extends VerbCommand {

        @Option(names = "--tenant", description = "Only this tenant's.")
        String tenant;

        @Option(names = "--kind", description = "Only these: fields, candidates, incomplete, invalid, gone or capped.")
        String kind;

        @Option(names = "--limit", defaultValue = "50", description = "How many at most; ${DEFAULT-VALUE} by default.")
        int limit;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("kind", kind).put("limit", limit);
            return run(Host.Need.LOOK, "conflicts", arguments,
                    Results.columns(NONE, "id", "tenant", "connection", "kind", "customer", "record", "since", "message"));
        }
    }

    @Command(name = "show", description = "Shows one with both versions, or with the candidates.")
    static final class Show extends VerbCommand {

        @Parameters(paramLabel = "ID")
        String id;

        @Override
        public Integer call() {
            return run(Host.Need.LOOK, "conflicts", OutputOptions.arguments().put("id", id),
                    (found, out) -> {
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
    static final class Resolve extends VerbCommand {

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

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("id", id).put("take", take).put("tenant", tenant).put("kind",
                    kind);
            fields.forEach(arguments.putObject("fields")::put);
            return run(Host.Need.ROUTES, "resolve-conflict", arguments,
                    Results.columns(NONE, "id", "kind", "customer", "record", "outcome", "message"));
        }
    }
}
