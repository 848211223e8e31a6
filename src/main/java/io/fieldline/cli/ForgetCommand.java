package io.fieldline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "forget", description = "Erases a customer from everything that Fieldline keeps, and lists what remains elsewhere.")
final class ForgetCommand extends VerbCommand {

    @Option(names = "--tenant", required = true, description = "Whose customer.")
    String tenant;

    @Option(names = "--customer", required = true, description = "The customer's id in ServiceTitan.")
    long customer;

    @Override
    public Integer call() {
        ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("customer", customer);
        return run(Host.Need.ROUTES, "forget", arguments,
                Results.columns("Nothing was kept of this customer.", "table", "rows"));
    }
}
