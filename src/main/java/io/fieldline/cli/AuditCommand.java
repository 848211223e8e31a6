package io.fieldline.cli;

import java.io.PrintWriter;
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

@Command(name = "audit", mixinStandardHelpOptions = true, description = "Shows what agents asked for and what came of it.", subcommands = {
        AuditCommand.Show.class, AuditCommand.Verify.class, AuditCommand.Export.class })
final class AuditCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: show, verify or export.");
    }

    @Command(name = "show", description = "Lists entries, the newest first; or shows one whole.")
    static final class Show implements Callable<Integer> {

        @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "The entry to show whole.")
        String number;

        @Option(names = "--client", description = "Only this client's.")
        String client;

        @Option(names = "--tenant", description = "Only about this tenant.")
        String tenant;

        @Option(names = "--tool", description = "Only calls of this tool.")
        String tool;

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
            ObjectNode arguments = OutputOptions.arguments().put("number", number).put("client", client).put("tenant", tenant)
                    .put("tool", tool).put("limit", limit);
            ObjectNode result = host.with(Host.Need.LOOK, operator -> operator.run("audit", arguments, line -> {
            }));
            return Results.print(result, output, spec, number == null
                    ? Results.columns("No entries.", "number", "at", "event", "client", "person", "tenant", "tool", "what")
                    : (found, out) -> found.path("rows").forEach(entry -> out.println(entry.toPrettyString())));
        }
    }

    @Command(name = "verify", description = "Goes through all of it and names each entry that was altered or taken away, and writes"
            + " that were begun and of whose end nothing is known.")
    static final class Verify implements Callable<Integer> {

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode result = host.with(Host.Need.LOOK,
                    operator -> operator.run("verify-audit", OutputOptions.arguments(), line -> {
                    }));
            return Results.print(result, output, spec, (found, out) -> {
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

    @Command(name = "export", description = "Prints all entries in order, one JSON object a line, with their hashes.")
    static final class Export implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        OutputOptions output;

        @Inject
        Host host;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            ObjectNode result = host.with(Host.Need.LOOK,
                    operator -> operator.run("audit", OutputOptions.arguments().put("export", true),
                            line -> out.println(Printable.text(line.toString()))));
            out.flush();
            return result.path("ok").asBoolean() ? 0 : FailureReport.LEFT_SOMETHING;
        }
    }
}
