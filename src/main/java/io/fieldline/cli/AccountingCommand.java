package io.fieldline.cli;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "accounting", mixinStandardHelpOptions = true, description = "Shows what was posted to the books and what waits, and posts it again.", subcommands = {
        AccountingCommand.Quarantine.class, AccountingCommand.Retry.class, AccountingCommand.Show.class,
        AccountingCommand.Edits.class, AccountingSuggestCommand.class, ToldCommand.class })
final class AccountingCommand extends CommandGroup {

    @Command(name = "quarantine", description = "Lists documents that were not posted because something is missing, the longest waiting first.")
    static final class Quarantine extends VerbCommand {

        @Option(names = "--tenant", description = "Only this tenant's.")
        String tenant;

        @Option(names = "--limit", defaultValue = "50", description = "How many documents at most; ${DEFAULT-VALUE} by default.")
        int limit;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("limit", limit);
            return run(Host.Need.LOOK, "accounting-quarantine", arguments,
                    (found, out) -> {
                        Results.columns("No document waits.", "tenant", "books", "document", "number", "date", "missing",
                                "reason",
                                "suggestion", "since").accept(found, out);
                        if (found.path("documents").asInt() > limit) {
                            out.printf("%d documents wait, the first %d are shown.%n", found.path("documents").asInt(), limit);
                        }
                    });
        }
    }

    @Command(name = "retry", description = "Reads documents anew and posts them. Exit code 1 tells that one of them still waits.")
    static final class Retry extends VerbCommand {

        @Option(names = "--tenant", required = true, description = "Whose documents.")
        String tenant;

        @Parameters(arity = "0..*", paramLabel = "DOCUMENT", description = "Such as invoice/4711, payment/4711 or credit-memo/4711; all that wait in quarantine when none is named.")
        List<String> documents = List.of();

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant);
            documents.forEach(arguments.putArray("documents")::add);
            return run(Host.Need.CALL, "accounting-retry", arguments,
                    Results.columns("No document waits.", "books", "document", "outcome", "reason"));
        }
    }

    @Command(name = "show", description = "Shows all that the ledger has of a document.")
    static final class Show extends VerbCommand {

        @Option(names = "--tenant", required = true, description = "Whose document.")
        String tenant;

        @Parameters(paramLabel = "DOCUMENT", description = "Such as invoice/4711, payment/4711 or credit-memo/4711.")
        String document;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("document", document);
            return run(Host.Need.LOOK, "accounting-show", arguments,
                    new PostedDocument());
        }
    }

    @Command(name = "edits", description = "Lists documents that were posted and that somebody changed in the books since.")
    static final class Edits extends VerbCommand {

        @Option(names = "--tenant", description = "Only this tenant's.")
        String tenant;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant);
            return run(Host.Need.LOOK, "accounting-edits", arguments,
                    Results.columns("Nobody changed what was posted.", "tenant", "books",
                            "document", "form", "number", "id", "edit", "since"));
        }
    }
}
