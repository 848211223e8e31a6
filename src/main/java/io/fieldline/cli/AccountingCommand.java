package io.fieldline.cli;

import java.util.List;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "accounting", mixinStandardHelpOptions = true, description = "Shows what was posted to the books and what waits, and posts it again.", subcommands = {
        AccountingCommand.Quarantine.class, AccountingCommand.Retry.class, AccountingCommand.Show.class,
        AccountingCommand.Edits.class, AccountingSuggestCommand.class, ToldCommand.class })
final class AccountingCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(),
                "Say what to do: suggest, quarantine, retry, show, edits or told.");
    }

    @Command(name = "quarantine", description = "Lists documents that were not posted because something is missing, the longest waiting first.")
    static final class Quarantine implements Callable<Integer> {

        @Option(names = "--tenant", description = "Only this tenant's.")
        String tenant;

        @Option(names = "--limit", defaultValue = "50", description = "How many documents at most; ${DEFAULT-VALUE} by default.")
        int limit;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("limit", limit);
            ObjectNode result = host.with(Host.Need.LOOK, operator -> operator.run("accounting-quarantine", arguments, line -> {
            }));
            return Results.print(result, output, spec, (found, out) -> {
                Results.columns("No document waits.", "tenant", "books", "document", "number", "date", "missing", "reason",
                        "suggestion", "since").accept(found, out);
                if (found.path("documents").asInt() > limit) {
                    out.printf("%d documents wait, the first %d are shown.%n", found.path("documents").asInt(), limit);
                }
            });
        }
    }

    @Command(name = "retry", description = "Reads documents anew and posts them. Exit code 1 tells that one of them still waits.")
    static final class Retry implements Callable<Integer> {

        @Option(names = "--tenant", required = true, description = "Whose documents.")
        String tenant;

        @Parameters(arity = "0..*", paramLabel = "DOCUMENT", description = "Such as invoice/4711, payment/4711 or credit-memo/4711; all that wait in quarantine when none is named.")
        List<String> documents = List.of();

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant);
            documents.forEach(arguments.putArray("documents")::add);
            ObjectNode result = host.with(Host.Need.CALL, operator -> operator.run("accounting-retry", arguments, line -> {
            }));
            return Results.print(result, output, spec,
                    Results.columns("No document waits.", "books", "document", "outcome", "reason"));
        }
    }

    @Command(name = "show", description = "Shows all that the ledger has of a document.")
    static final class Show implements Callable<Integer> {

        @Option(names = "--tenant", required = true, description = "Whose document.")
        String tenant;

        @Parameters(paramLabel = "DOCUMENT", description = "Such as invoice/4711, payment/4711 or credit-memo/4711.")
        String document;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("document", document);
            ObjectNode result = host.with(Host.Need.LOOK, operator -> operator.run("accounting-show", arguments, line -> {
            }));
            return Results.print(result, output, spec, new PostedDocument());
        }
    }

    @Command(name = "edits", description = "Lists documents that were posted and that somebody changed in the books since.")
    static final class Edits implements Callable<Integer> {

        @Option(names = "--tenant", description = "Only this tenant's.")
        String tenant;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant);
            ObjectNode result = host.with(Host.Need.LOOK, operator -> operator.run("accounting-edits", arguments, line -> {
            }));
            return Results.print(result, output, spec, Results.columns("Nobody changed what was posted.", "tenant", "books",
                    "document", "form", "number", "id", "edit", "since"));
        }
    }
}
