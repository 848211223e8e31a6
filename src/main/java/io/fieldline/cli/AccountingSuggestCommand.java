package io.fieldline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "suggest", description = "Proposes a first coding by the names that ServiceTitan and the books use.")
final class AccountingSuggestCommand implements Callable<Integer> {

    @Option(names = "--tenant", required = true, description = "Whose coding.")
    String tenant;

    @Option(names = "--connection", description = "The connection of the books, where the tenant has several.")
    String connection;

    @Option(names = "--write", description = "Makes the tenant's file in config/accounting of it. One that is there stays as it is.")
    boolean write;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("connection", connection).put("write",
                write);
        ProgressBoard board = new ProgressBoard(spec.commandLine().getErr());
        ObjectNode result = host.with(Host.Need.CALL,
                operator -> operator.run("suggest-coding", arguments, line -> BackfillCommand.show(board, line)));
        board.finish();
        return Results.print(result, output, spec, AccountingSuggestCommand::print);
    }

    /** Without the file the whole of it can be used as one, so the table stands in comments. */
    private static void print(ObjectNode found, PrintWriter out) {
        boolean written = found.path("written").asBoolean();
        if (written) {
            out.println(found.path("file").asText() + " was written.");
        } else {
            out.println(found.path("document").asText());
        }
        StringWriter table = new StringWriter();
        Results.columns("Nothing to code was found.", "list", "found", "of").accept(found, new PrintWriter(table));
        table.toString().lines().forEach(line -> out.println(written ? line : "# " + line));
    }
}
