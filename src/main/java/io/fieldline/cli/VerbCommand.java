package io.fieldline.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that runs one verb and prints what it found. */
abstract class VerbCommand implements Callable<Integer> {

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    /**
     * @param need how much of Fieldline the verb needs
     * @return the exit code
     */
    final int run(Host.Need need, String verb, ObjectNode arguments, BiConsumer<ObjectNode, PrintWriter> forPeople) {
        ObjectNode result = host.with(need, operator -> operator.run(verb, arguments, line -> {
        }));
        return Results.print(result, output, spec, forPeople);
    }
}
