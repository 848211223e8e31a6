package io.fieldline.cli;

import java.io.PrintWriter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.plan.PlanText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "approvals", mixinStandardHelpOptions = true, description = "Shows what agents want to do and a person has to approve, and decides about it.", subcommands = {
        ApprovalsCommand.ListThem.class, ApprovalsCommand.Show.class, ApprovalsCommand.Approve.class,
        ApprovalsCommand.Reject.class })
final class ApprovalsCommand extends CommandGroup {

    private static final String[] COLUMNS = {"id", "client", "tenant", "tool", "summary", "by", "told", "state", "expires" };
    private static final String NONE = "Nothing waits for an approval.";

    @Command(name = "list", description = "Lists plans that wait for an approval, the oldest first, and says who was told of each, or why"
            + " not.", footer = "%nExample: ./fieldline approvals list --limit 10")
    static final class ListThem extends VerbCommand {

        @Option(names = "--limit", defaultValue = "50", description = "How many at most; ${DEFAULT-VALUE} by default.")
        int limit;

        @Override
        public Integer call() {
            return run(Host.Need.LOOK, "approvals", OutputOptions.arguments().put("limit", limit),
                    Results.columns(NONE, COLUMNS));
        }
    }

    @Command(name = "show", description = "Shows one with all that would be changed and sent, and who decided.", footer = "%nExample:"
            + " ./fieldline approvals show 5b7058f2c4e94b6d8f1f6c3a2d9e0b47")
    static final class Show extends VerbCommand {

        @Parameters(paramLabel = "ID", description = "The plan, as list shows it.")
        String id;

        @Override
        public Integer call() {
            return run(Host.Need.LOOK, "approvals", OutputOptions.arguments().put("id", id),
                    ApprovalsCommand::print);
        }
    }

    private static void print(ObjectNode result, PrintWriter out) {
        JsonNode row = Printable.lines(result).path("rows").path(0);
        row.fields().forEachRemaining(field -> {
            if (field.getValue().isValueNode()) {
                out.printf("%-8s %s%n", field.getKey(), text(field.getValue()));
            }
        });
        JsonNode plan = row.path("plan");
        for (JsonNode change : plan.path("changes")) {
            out.println("changes " + text(change.path("record")));
            change.path("fields").forEach(field -> out.println("  " + text(field.path("field")) + ": "
                    + (field.has("hidden") ? "hidden from the client" : field.path("before") + " -> " + field.path("after"))));
        }
        for (JsonNode request : plan.path("requests")) {
            out.println("sends " + text(request.path("resource")) + " " + text(request.path("operation")) + " "
                    + request.path("path") + (request.path("query").isEmpty() ? "" : " " + request.path("query")) + " "
                    + request.path("body"));
        }
        plan.path("sideEffects").forEach(effect -> out.println("also " + text(effect)));
        out.println("undo: " + text(plan.path("undo")));
        row.path("decisions").forEach(one -> {
            String user = one.path("user").asText();
            out.println((one.path("approved").asBoolean() ? "approved by " : "rejected by ") + text(one.path("person")) + ", "
                    + one.path("way").asText() + (user.isEmpty() ? "" : " of user " + user) + ", at " + one.path("at").asText()
                    + " " + text(one.path("reason")));
        });
    }

    /** What others wrote must not move the cursor or hide anything. */
    private static String text(JsonNode value) {
        return PlanText.whole(value.asText());
    }

    private static ObjectNode decision(String id, String person, String reason) {
        return OutputOptions.arguments().put("id", id).put("as", person).put("reason", reason).put("user",
                System.getProperty("user.name"));
    }

    @Command(name = "approve", description = "Approves one. The agent carries it out with the token that it has.", footer = "%nExample:"
            + " ./fieldline approvals approve 5b7058f2c4e94b6d8f1f6c3a2d9e0b47 --as Dana")
    static final class Approve extends VerbCommand {

        @Parameters(paramLabel = "ID", description = "The plan, as list shows it.")
        String id;

        @Option(names = "--as", required = true, paramLabel = "NAME", description = "Who approves: one of those whom the policy"
                + " names. The user of the operating system is noted as well.")
        String person;

        @Override
        public Integer call() {
            return run(Host.Need.CALL, "approve", decision(id, person, null),
                    Results.columns(NONE, COLUMNS));
        }
    }

    @Command(name = "reject", description = "Rejects one, for good. The agent is told the reason.", footer = "%nExample: ./fieldline"
            + " approvals reject 5b7058f2c4e94b6d8f1f6c3a2d9e0b47 --as Dana --reason \"ask the customer first\"")
    static final class Reject extends VerbCommand {

        @Parameters(paramLabel = "ID", description = "The plan, as list shows it.")
        String id;

        @Option(names = "--as", required = true, paramLabel = "NAME", description = "Who rejects: one of those whom the policy"
                + " names.")
        String person;

        @Option(names = "--reason", description = "Why; nothing by default.")
        String reason;

        @Override
        public Integer call() {
            return run(Host.Need.CALL, "reject", decision(id, person, reason),
                    Results.columns(NONE, COLUMNS));
        }
    }
}
