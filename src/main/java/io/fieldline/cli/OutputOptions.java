package io.fieldline.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Option;

/** Options that every command shares. */
final class OutputOptions {

    @Option(names = "--json", description = "Print the result as JSON, for programs.")
    boolean json;

    @Option(names = {"-h", "--help" }, usageHelp = true, description = "Show this help.")
    boolean help;

    static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }
}
