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

@Command(name = "approvals", mixinStandardHelpOptions = true, description = "Shows what agents want to do and a person has to approve.", subcommands = {
        ApprovalsCommand.ListThem.class, ApprovalsCommand.Show.class, ApprovalsCommand.Approve.class,
        ApprovalsCommand.Reject.class })
final class ApprovalsCommand implements Runnable {

    private static final String[] COLUMNS = {"id", "client", "tenant", "tool", "summary", "by", "state", "expires" };
    private static final String NONE = "Nothing waits for an approval.";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: list, show, approve or reject.");
    }

    @Command(name = "list", description = "Lists plans that wait for an approval, the oldest first.")
    static final class ListThem implements Callable<Integer> {

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
            ObjectNode result = host.with(Host.Need.LOOK,
                    operator -> operator.run("approvals", OutputOptions.arguments().put("limit", limit), line -> {
                    }));
            return Results.print(result, output, spec, Results.columns(NONE, COLUMNS));
        }
    }

    @Command(name = "show", description = "Shows one with all that would be changed and sent, and who decided.")
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
                    operator -> operator.run("approvals", OutputOptions.arguments().put("id", id), line -> {
                    }));
            return Results.print(result, output, spec, ApprovalsCommand::print);
        }
    }

    private static void print(ObjectNode result, PrintWriter out) {
        JsonNode row = Printable.lines(result).path("rows").path(0);
        row.fields().forEachRemaining(field -> {
            if (field.getValue().isValueNode()) {
                out.printf("%-8s %s%n", field.getKey(), field.getValue().asText());
            }
        });
        JsonNode plan = row.path("plan");
        for (JsonNode change : plan.path("changes")) {
            out.println("changes " + change.path("record").asText());
            change.path("fields").forEach(field -> out.println("  " + field.path("field").asText() + ": "
                    + (field.has("hidden") ? "hidden from the client" : field.path("before") + " -> " + field.path("after"))));
        }
        for (JsonNode request : plan.path("requests")) {
            out.println("sends " + request.path("resource").asText() + " " + request.path("operation").asText() + " "
                    + request.path("path") + " " + request.path("body"));
        }
        plan.path("sideEffects").forEach(effect -> out.println("also " + effect.asText()));
        out.println("undo: " + plan.path("undo").asText());
        row.path("decisions").forEach(one -> out.println((one.path("approved").asBoolean() ? "approved by " : "rejected by ")
                + one.path("person").asText() + " (user " + one.path("user").asText() + ") at " + one.path("at").asText() + " "
                + one.path("reason").asText()));
    }

    private static ObjectNode decision(String id, String person, String reason) {
        return OutputOptions.arguments().put("id", id).put("as", person).put("reason", reason).put("user",
                System.getProperty("user.name"));
    }

    @Command(name = "approve", description = "Approves one. The agent carries it out with the token that it has.")
    static final class Approve implements Callable<Integer> {

        @Parameters(paramLabel = "ID")
        String id;

        @Option(names = "--as", required = true, paramLabel = "NAME", description = "Who approves: one of those whom the policy"
                + " names. The user of the operating system is noted as well.")
        String person;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode result = host.with(Host.Need.CALL,
                    operator -> operator.run("approve", decision(id, person, null), line -> {
                    }));
            return Results.print(result, output, spec, Results.columns(NONE, COLUMNS));
        }
    }

    @Command(name = "reject", description = "Rejects one, for good. The agent is told the reason.")
    static final class Reject implements Callable<Integer> {

        @Parameters(paramLabel = "ID")
        String id;

        @Option(names = "--as", required = true, paramLabel = "NAME", description = "Who rejects: one of those whom the policy"
                + " names.")
        String person;

        @Option(names = "--reason", description = "Why.")
        String reason;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode result = host.with(Host.Need.CALL,
                    operator -> operator.run("reject", decision(id, person, reason), line -> {
                    }));
            return Results.print(result, output, spec, Results.columns(NONE, COLUMNS));
        }
    }
}
