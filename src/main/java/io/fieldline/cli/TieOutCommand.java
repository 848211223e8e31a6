package io.fieldline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "tie-out", description = "Compares ServiceTitan and the books, both read afresh, with what was posted, to the cent, and says for each difference why.")
final class TieOutCommand implements Callable<Integer> {

    @Option(names = "--tenant", required = true, description = "Whose books.")
    String tenant;

    @Option(names = "--month", description = "The month, such as 2026-10.")
    String month;

    @Option(names = "--from", description = "In place of a month: the first day, such as 2026-10-01.")
    String from;

    @Option(names = "--until", description = "In place of a month: the last day.")
    String until;

    @Option(names = "--flow", description = "The flow that posts, where the tenant has several, such as invoice-to-quickbooks.")
    String flow;

    @Option(names = "--connection", description = "The connection of the books, where no flow names it yet.")
    String connection;

    @Option(names = "--dry-run", description = "Says what would be posted of these days if nothing had been, and posts nothing.")
    boolean dryRun;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the table into this file as well.")
    Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes a page with a chart into this file as well.")
    Path html;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("month", month).put("from", from)
                .put("until", until).put("flow", flow).put("connection", connection).put("dryRun", dryRun)
                .put("csv", csv != null).put("html", html != null);
        ProgressBoard board = new ProgressBoard(spec.commandLine().getErr());
        ObjectNode result = host.with(Host.Need.CALL,
                operator -> operator.run("tie-out", arguments, line -> BackfillCommand.show(board, line)));
        board.finish();
        write(csv, "csv", result);
        write(html, "html", result);
        return Results.print(result, output, spec, (found, out) -> out.print(found.path("text").asText()));
    }

    private static void write(Path file, String form, ObjectNode result) {
        if (file != null) {
            try {
                Files.writeString(file, result.path(form).asText());
            } catch (IOException e) {
                throw new MisconfiguredException("tie-out: --" + form + " cannot be written to " + file + ": " + e, e);
            }
            result.remove(form);
        }
    }
}
