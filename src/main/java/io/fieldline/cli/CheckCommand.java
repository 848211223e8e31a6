package io.fieldline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "check", description = "Tries every credential and connection, and says exactly what is missing and which scopes the"
        + " enabled flows need.")
final class CheckCommand extends VerbCommand {

    @Option(names = "--tenant", description = "Only this tenant.")
    String tenant;

    @Option(names = "--fix", description = "Makes what is missing in other systems where that can be done, such as the external id fields of a CRM.")
    boolean fix;

    @Override
    public Integer call() {
        return run(Host.Need.ROUTES, "check", OutputOptions.arguments().put("tenant", tenant).put("fix", fix),
                Results.columns("Nothing to check: there are no tenant documents.", "tenant",
                        "what", "result", "detail"));
    }
}
