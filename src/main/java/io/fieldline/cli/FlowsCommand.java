package io.fieldline.cli;

import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "flows", description = "Shows the flows, shipped and the owner's own; pauses and resumes them.", subcommands = {
        FlowsCommand.Pause.class, FlowsCommand.Resume.class })
final class FlowsCommand implements Callable<Integer> {

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        ObjectNode result = host.with(Host.Need.ROUTES, operator -> operator.run("flows", OutputOptions.arguments(), line -> {
        }));
        return Results.print(result, output, spec,
                Results.columns("No flows.", "flow", "origin", "state", "description", "tenants", "problem"));
    }

    private static int set(Host host, OutputOptions output, CommandSpec spec, String verb, String flow, String tenant) {
        ObjectNode arguments = OutputOptions.arguments().put("flow", flow).put("tenant", tenant);
        ObjectNode result = host.with(Host.Need.ROUTES, operator -> operator.run(verb, arguments, line -> {
        }));
        return Results.print(result, output, spec,
                (done, out) -> out.println(verb + "d " + flow + " for " + done.path("lanes").asInt() + " tenant(s)"));
    }

    @Command(name = "pause", description = "Stops a running service from polling a flow until it is resumed or the service restarts.")
    static final class Pause implements Callable<Integer> {

        @Parameters(paramLabel = "FLOW")
        String flow;

        @Option(names = "--tenant", description = "Only for this tenant.")
        String tenant;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            return set(host, output, spec, "pause", flow, tenant);
        }
    }

    @Command(name = "resume", description = "Lets a paused flow go on.")
    static final class Resume implements Callable<Integer> {

        @Parameters(paramLabel = "FLOW")
        String flow;

        @Option(names = "--tenant", description = "Only for this tenant.")
        String tenant;

        @Mixin
        OutputOptions output;

        @Spec
        CommandSpec spec;

        @Inject
        Host host;

        @Override
        public Integer call() {
            return set(host, output, spec, "resume", flow, tenant);
        }
    }
}
