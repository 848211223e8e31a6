package io.fieldline.cli;

import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "run", description = "Runs every flow that the tenants switched on, until it is stopped.")
final class RunCommand implements Callable<Integer> {

    @Mixin
    OutputOptions output;

    @Inject
    Host host;

    @Override
    public Integer call() {
        return host.serve();
    }
}
