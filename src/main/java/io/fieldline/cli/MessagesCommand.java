package io.fieldline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "messages", mixinStandardHelpOptions = true, description = "Shows who was messaged, will be, or was not and why; takes messages back; records consents.", subcommands = {
        MessagesCommand.ListThem.class, MessagesCommand.Show.class, MessagesCommand.Cancel.class,
        ConsentCommand.class })
final class MessagesCommand extends CommandGroup {

    @Command(name = "list", description = "Lists messages, the latest due time first. Times are UTC.")
    static final class ListThem extends VerbCommand {

        @Option(names = "--tenant", description = "Only this tenant's.")
        String tenant;

        @Option(names = "--state", description = "Only these: scheduled, sending, accepted, delivered, enrolled, ending, ended, failed, uncertain, refused,"
                + " cancelled, too_late or previewed.")
        String state;

        @Option(names = "--flow", description = "Only this flow's.")
        String flow;

        @Option(names = "--customer", description = "Only to this customer, by its id in ServiceTitan.")
        Long customer;

        @Option(names = "--limit", defaultValue = "50", description = "How many at most; ${DEFAULT-VALUE} by default.")
        int limit;

        @Option(names = "--reveal", description = "Show numbers and addresses whole.")
        boolean reveal;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("state", state).put("flow", flow)
                    .put("customer", customer).put("limit", limit).put("reveal", reveal);
            return run(Host.Need.LOOK, "messages", arguments,
                    Results.columns("No messages.", "due", "tenant", "event", "subject",
                            "customer", "channel", "recipient", "state", "reason", "token"));
        }
    }

    @Command(name = "show", description = "Shows one message with its text.")
    static final class Show extends VerbCommand {

        @Parameters(paramLabel = "TOKEN", description = "As list shows it.")
        String token;

        @Option(names = "--reveal", description = "Show the number or address whole.")
        boolean reveal;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("token", token).put("reveal", reveal);
            return run(Host.Need.LOOK, "messages", arguments,
                    (found, out) -> found.path("rows").get(0).fields()
                            .forEachRemaining(field -> out.printf("%-12s %s%n", field.getKey(), field.getValue().asText())));
        }
    }

    @Command(name = "cancel", description = "Takes back what was not handed over yet: one message, or all about a job or to a"
            + " customer, whose sequences end as well.")
    static final class Cancel extends VerbCommand {

        @Parameters(arity = "0..1", paramLabel = "TOKEN", description = "One message, as list shows it.")
        String token;

        @Option(names = "--job", description = "All about this job, by its id in ServiceTitan; with --tenant.")
        Long job;

        @Option(names = "--customer", description = "All to this customer, by its id in ServiceTitan; with --tenant.")
        Long customer;

        @Option(names = "--tenant", description = "Whose job or customer.")
        String tenant;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("token", token).put("job", job).put("customer", customer)
                    .put("tenant", tenant);
            return run(Host.Need.CALL, "cancel-messages", arguments,
                    Results.columns("Nothing waits to be sent.", "tenant", "flow", "event",
                            "subject", "customer", "recipient", "state", "outcome"));
        }
    }
}
