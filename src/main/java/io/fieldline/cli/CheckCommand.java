package io.fieldline.cli;

import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "check", description = "Tries every credential and connection, and says exactly what is missing and which scopes the"
        + " enabled flows need.")
final class CheckCommand implements Callable<Integer> {

    @Option(names = "--tenant", description = "Only this tenant.")
    String tenant;

    @Option(names = "--fix", description = "Makes what is missing in other systems where that can be done, such as the external id fields of a CRM.")
    boolean fix;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        ObjectNode result = host.with(Host.Need.ROUTES,
                operator -> operator.run("check", OutputOptions.arguments().put("tenant", tenant).put("fix", fix), line -> {
                }));
        return Results.print(result, output, spec, Results.columns("Nothing to check: there are no tenant documents.", "tenant",
                "what", "result", "detail"));
    }
}
