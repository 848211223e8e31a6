package io.fieldline.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@TopCommand
@Command(name = "fieldline", mixinStandardHelpOptions = true, version = "Fieldline 0.1.0", description = "Moves customers, jobs, invoices and messages between ServiceTitan and everything else.", subcommands = {
        DemoCommand.class, RunCommand.class, CheckCommand.class, BackfillCommand.class, CallCommand.class,
        RunsCommand.class, DeadLettersCommand.class, ConflictsCommand.class, PreviewCommand.class, PreviewMessageCommand.class,
        TenantsCommand.class, FlowsCommand.class, MessagesCommand.class, TieOutCommand.class, AccountingCommand.class,
        AgentsCommand.class, ApprovalsCommand.class, AuditCommand.class, McpCommand.class, ForgetCommand.class,
        SecretsCommand.class, SandboxCommand.class }, footer = {"",
                "Exit codes: 0 done; 1 done, with rejected records or a failed check; 2 wrong usage or configuration.",
                "Results go to standard output, progress and logs to standard error." })
final class FieldlineCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do.");
    }
}
