package io.fieldline.cli;

import java.io.PrintWriter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "audit", mixinStandardHelpOptions = true, description = "Shows what agents asked for and what came of it.", subcommands = {
        AuditCommand.Show.class, AuditCommand.Verify.class, AuditCommand.Export.class })
final class AuditCommand extends CommandGroup {

    @Command(name = "show", description = "Lists entries, the newest first; or shows one whole.", footer = {"%nExamples:",
            "  ./fieldline audit show --client desk-bot --limit 10", "  ./fieldline audit show 418" })
    static final class Show extends VerbCommand {

        @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "The entry to show whole; a list by default.")
        String number;

        @Option(names = "--client", description = "Only this client's; everybody's by default.")
        String client;

        @Option(names = "--tenant", description = "Only about this tenant; all by default.")
        String tenant;

        @Option(names = "--tool", description = "Only calls of this tool; all by default.")
        String tool;

        @Option(names = "--limit", defaultValue = "50", description = "How many at most; ${DEFAULT-VALUE} by default.")
        int limit;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("number", number).put("client", client).put("tenant", tenant)
                    .put("tool", tool).put("limit", limit);
            return run(Host.Need.LOOK, "audit", arguments,
                    number == null
                            ? Results.columns("No entries.", "number", "at", "event", "client", "person", "tenant", "tool",
                                    "what")
                            : (found, out) -> found.path("rows").forEach(entry -> out.println(entry.toPrettyString())));
        }
    }

    @Command(name = "verify", description = "Goes through all of it and names each entry that was altered or taken away, and writes"
            + " that were begun and of whose end nothing is known. Exit code 1 tells that something was altered.", footer = "%nExample:"
                    + " ./fieldline audit verify")
    static final class Verify extends VerbCommand {

        @Override
        public Integer call() {
            return run(Host.Need.LOOK, "verify-audit", OutputOptions.arguments(),
                    (found, out) -> {
                        for (JsonNode problem : found.path("rows")) {
                            out.println("entry " + problem.path("entry").asText() + " " + problem.path("problem").asText());
                        }
                        for (JsonNode write : found.path("unfinished")) {
                            out.println("entry " + write.path("entry").asText() + ": " + write.path("tool").asText()
                                    + " was begun, and nothing is known of its end; look at the record");
                        }
                        out.println(found.path("entries").asText() + " entries, "
                                + (found.path("ok").asBoolean() ? "none altered" : found.path("rows").size() + " problems"));
                    });
        }
    }

    @Command(name = "export", description = "Prints all entries in order, one JSON object a line, with their hashes.", footer = "%nExample:"
            + " ./fieldline audit export > audit.jsonl")
    static final class Export extends VerbCommand {

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            ObjectNode result = host.with(Host.Need.LOOK,
                    operator -> operator.run("audit", OutputOptions.arguments().put("export", true), out::println));
            out.flush();
            return result.path("ok").asBoolean() ? 0 : FailureReport.LEFT_SOMETHING;
        }
    }
}
