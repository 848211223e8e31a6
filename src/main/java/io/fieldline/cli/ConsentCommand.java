package io.fieldline.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "consent", mixinStandardHelpOptions = true, description = "Keeps written consents to marketing.", subcommands = {
        ConsentCommand.AddConsent.class, ConsentCommand.ImportConsents.class, ConsentCommand.ListConsents.class })
final class ConsentCommand extends CommandGroup {

    @Command(name = "add", description = "Records that somebody agreed in writing to be sent marketing texts.")
    static final class AddConsent extends VerbCommand {

        @Option(names = "--tenant", required = true, description = "To whose texts.")
        String tenant;

        @Option(names = "--number", required = true, description = "The number, as +13125550142.")
        String number;

        @Option(names = "--source", required = true, description = "Where the consent was given, such as \"booking page\".")
        String source;

        @Option(names = "--date", required = true, description = "When, as 2026-01-31 or with a time and its zone.")
        String date;

        @Option(names = "--customer", description = "Whose number it is, by the id in ServiceTitan; without it, forget does not"
                + " find the consent.")
        Long customer;

        @Option(names = "--country", defaultValue = "US", description = "Of a number without a country code;"
                + " ${DEFAULT-VALUE} by default.")
        String country;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("number", number).put("source", source)
                    .put("date", date).put("customer", customer).put("country", country);
            return run(Host.Need.CALL, "add-consent", arguments,
                    Results.columns("Nothing was recorded.", "tenant", "number", "source", "date", "outcome"));
        }
    }

    @Command(name = "import", description = "Records consents from a file of comma-separated values, all or none. Its first line"
            + " names the columns: number or email, source, date, and customer, which may be left out.")
    static final class ImportConsents extends VerbCommand {

        @Parameters(paramLabel = "FILE", description = "The file, in UTF-8.")
        Path file;

        @Option(names = "--tenant", required = true, description = "To whose messages.")
        String tenant;

        @Option(names = "--skip-invalid", description = "Record the other lines where some are wrong.")
        boolean skipInvalid;

        @Option(names = "--country", defaultValue = "US", description = "Of numbers without a country code;"
                + " ${DEFAULT-VALUE} by default.")
        String country;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("text", text())
                    .put("skipInvalid", skipInvalid).put("country", country);
            return run(Host.Need.CALL, "import-consents", arguments,
                    (imported, out) -> {
                        for (JsonNode problem : imported.path("rows")) {
                            String field = problem.path("field").asText();
                            out.println(
                                    file + ", line " + problem.path("line").asText()
                                            + (field.isEmpty() ? ": " : ", " + field + ": ")
                                            + problem.path("rule").asText());
                        }
                        out.println(imported.path("recorded").asText() + " recorded, " + imported.path("unchanged").asText()
                                + " known already, " + imported.path("invalid").asText() + " invalid"
                                + (imported.path("ok").asBoolean() || skipInvalid ? "" : "; nothing was recorded"));
                    });
        }

        private String text() {
            try {
                return Files.readString(file);
            } catch (CharacterCodingException e) {
                throw new CommandLine.ParameterException(spec.commandLine(), "The file " + file + " is not in UTF-8.");
            } catch (IOException e) {
                throw new CommandLine.ParameterException(spec.commandLine(), "The file " + file + " cannot be read: "
                        + e.getClass().getSimpleName());
            }
        }
    }

    @Command(name = "list", description = "Lists the consents that are recorded, the newest first.")
    static final class ListConsents extends VerbCommand {

        @Option(names = "--tenant", required = true, description = "Whose.")
        String tenant;

        @Option(names = "--limit", defaultValue = "50", description = "How many at most; ${DEFAULT-VALUE} by default.")
        int limit;

        @Option(names = "--reveal", description = "Show numbers and addresses whole.")
        boolean reveal;

        @Override
        public Integer call() {
            ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("limit", limit).put("reveal", reveal);
            return run(Host.Need.LOOK, "consents", arguments,
                    Results.columns("No consent is recorded.", "date", "recipient", "customer", "source"));
        }
    }
}
