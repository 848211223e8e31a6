package io.fieldline.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "accounting", mixinStandardHelpOptions = true, description = "What a tenant's books and their coding need of a person.", subcommands = {
        AccountingSuggestCommand.class, ToldCommand.class })
final class AccountingCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: suggest or told.");
    }
}
