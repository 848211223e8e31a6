package io.fieldline.cli;

import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "forget", description = "Erases a customer from everything that Fieldline keeps, and lists what remains elsewhere.")
final class ForgetCommand implements Callable<Integer> {

    @Option(names = "--tenant", required = true, description = "Whose customer.")
    String tenant;

    @Option(names = "--customer", required = true, description = "The customer's id in ServiceTitan.")
    long customer;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        ObjectNode arguments = OutputOptions.arguments().put("tenant", tenant).put("customer", customer);
        ObjectNode result = host.with(Host.Need.ROUTES, operator -> operator.run("forget", arguments, line -> {
        }));
        return Results.print(result, output, spec, Results.columns("Nothing was kept of this customer.", "table", "rows"));
    }
}
