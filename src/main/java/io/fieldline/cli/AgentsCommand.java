package io.fieldline.cli;

import java.io.PrintWriter;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.policy.ApiKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "agents", mixinStandardHelpOptions = true, description = "Looks after the clients that agents work through.", subcommands = {
        AgentsCommand.ListThem.class, AgentsCommand.Key.class, AgentsCommand.Stop.class, AgentsCommand.Start.class })
final class AgentsCommand extends CommandGroup {

    @Command(name = "list", description = "Lists them with what each may do, and says which documents are refused and why.", footer = "%nExample:"
            + " ./fieldline agents list")
    static final class ListThem extends VerbCommand {

        @Override
        public Integer call() {
            return run(Host.Need.LOOK, "agents", OutputOptions.arguments(),
                    Results.columns("No clients. A document config/agents/NAME.yaml makes one.",
                            "client", "displayName", "tenants", "packs", "writes", "state"));
        }
    }

    @Command(name = "key", description = "Makes an API key for a client and shows it once. Only its hash is kept, and that in the"
            + " client's document.", footer = "%nExample: ./fieldline agents key desk-bot")
    static final class Key extends VerbCommand {

        @Parameters(paramLabel = "CLIENT", description = "The client, by the name of its document.")
        String client;

        @Override
        public Integer call() {
            String key = ApiKeys.made();
            ObjectNode result = OutputOptions.arguments().put("client", client).put("key", key)
                    .put("keyHash", ApiKeys.hash(key)).put("ok", true);
            return Results.print(result, output, spec, (made, out) -> {
                out.println("The key of " + client + ", shown this once:");
                out.println("  " + key);
                out.println(
                        "Put its hash into config/agents/" + client + ".yaml; the key that was there before is no good then:");
                out.println("  keyHash: " + made.get("keyHash").asText());
            });
        }
    }

    private static void printMessage(ObjectNode result, PrintWriter out, String done) {
        String client = result.path("client").asText();
        out.println((client.isEmpty() ? "All clients: " : client + ": ") + done);
        if (!result.path("message").asText().isEmpty()) {
            out.println(result.get("message").asText());
        }
    }

    private static ObjectNode who(String client) {
        return OutputOptions.arguments().put("client", client).put("user", System.getProperty("user.name"));
    }

    @Command(name = "stop", description = "Stops whatever agents write, at once. They go on reading.", footer = "%nExample:"
            + " ./fieldline agents stop --client desk-bot")
    static final class Stop extends VerbCommand {

        @Option(names = "--client", description = "Only this one; all by default.")
        String client;

        @Override
        public Integer call() {
            return run(Host.Need.CALL, "stop-agents", who(client),
                    (stopped, out) -> printMessage(stopped, out, "writes are stopped"));
        }
    }

    @Command(name = "start", description = "Lets agents write again, and says what still keeps them from it.", footer = "%nExample:"
            + " ./fieldline agents start --client desk-bot")
    static final class Start extends VerbCommand {

        @Option(names = "--client", description = "Only this one, which was stopped alone; the stop of all"
                + " by default.")
        String client;

        @Override
        public Integer call() {
            return run(Host.Need.CALL, "start-agents", who(client),
                    (started, out) -> printMessage(started, out, "the stop is lifted"));
        }
    }
}
