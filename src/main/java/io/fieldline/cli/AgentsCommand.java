package io.fieldline.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.policy.ApiKeys;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "agents", mixinStandardHelpOptions = true, description = "Looks after the clients that agents work through.", subcommands = {
        AgentsCommand.ListThem.class, AgentsCommand.Key.class, AgentsCommand.Stop.class, AgentsCommand.Start.class })
final class AgentsCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: list, key, stop or start.");
    }

    @Command(name = "list", description = "Lists them with what each may do, and says which documents are refused and why.")
    static final class ListThem implements Callable<Integer> {

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode result = host.with(Host.Need.LOOK,
                    operator -> operator.run("agents", OutputOptions.arguments(), line -> {
                    }));
            return Results.print(result, output, spec,
                    Results.columns("No clients. A document config/agents/NAME.yaml makes one.",
                            "client", "displayName", "tenants", "packs", "writes", "state"));
        }
    }

    @Command(name = "key", description = "Makes an API key for a client and shows it once. Only its hash is kept, and that in the"
            + " client's document.")
    static final class Key implements Callable<Integer> {

        @Parameters(paramLabel = "CLIENT", description = "The client, by the name of its document.")
        String client;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

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

    @Command(name = "stop", description = "Stops whatever agents write, at once. They go on reading.")
    static final class Stop implements Callable<Integer> {

        @Option(names = "--client", description = "Only this one.")
        String client;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode result = host.with(Host.Need.CALL, operator -> operator.run("stop-agents", who(client), line -> {
            }));
            return Results.print(result, output, spec, (stopped, out) -> printMessage(stopped, out, "writes are stopped"));
        }
    }

    @Command(name = "start", description = "Lets agents write again, and says what still keeps them from it.")
    static final class Start implements Callable<Integer> {

        @Option(names = "--client", description = "Only this one, which was stopped alone.")
        String client;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode result = host.with(Host.Need.CALL, operator -> operator.run("start-agents", who(client), line -> {
            }));
            return Results.print(result, output, spec, (started, out) -> printMessage(started, out, "the stop is lifted"));
        }
    }
}
