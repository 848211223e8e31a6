package io.fieldline.cli;

import picocli.CommandLine.Command;

@Command(name = "tenants", description = "Shows every tenant, what it switched on, and which documents are refused and why.")
final class TenantsCommand extends VerbCommand {

    @Override
    public Integer call() {
        return run(Host.Need.LOOK, "tenants", OutputOptions.arguments(),
                Results.columns("No tenants.", "tenant", "displayName", "environment", "flow", "every", "state", "message"));
    }
}
