package io.fieldline.cli;

import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "tenants", description = "Shows every tenant, what it switched on, and which documents are refused and why.")
final class TenantsCommand implements Callable<Integer> {

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        ObjectNode result = host.with(Host.Need.LOOK, operator -> operator.run("tenants", OutputOptions.arguments(), line -> {
        }));
        return Results.print(result, output, spec,
                Results.columns("No tenants.", "tenant", "displayName", "environment", "flow", "every", "state", "message"));
    }
}
