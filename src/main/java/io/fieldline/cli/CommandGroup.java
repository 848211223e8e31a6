package io.fieldline.cli;

import java.util.List;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing without another one behind it. */
abstract class CommandGroup implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public final void run() {
        List<String> names = List.copyOf(spec.subcommands().keySet());
        int last = names.size() - 1;
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: "
                + String.join(", ", names.subList(0, last)) + " or " + names.get(last) + ".");
    }
}
