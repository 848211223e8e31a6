package io.fieldline.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.mcp.StdioBridge;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "mcp", description = "Connects a client of the Model Context Protocol that starts its servers itself to the running service."
        + " Other clients use /mcp of the service.", footer = "%nExample: ./fieldline mcp --stdio --key-file /home/dana/agent.key")
final class McpCommand implements Callable<Integer> {

    private static final String KEY = "FIELDLINE_AGENT_KEY";

    @Option(names = "--stdio", required = true, description = "Messages come on standard input and go to standard output.")
    boolean stdio;

    @Option(names = "--key-file", paramLabel = "FILE", description = "A file with the client's API key; without it the key is taken"
            + " from the environment variable " + KEY + ".")
    Path keyFile;

    @Option(names = {"-h", "--help" }, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() throws IOException {
        String key = key();
        URI first = endpoint();
        CommandLine command = spec.commandLine();
        command.getErr().println("Connected to the service at " + first);
        new StdioBridge(this::endpoint, key, System.out, problem -> command.getErr().println(problem)).run(System.in);
        return CommandLine.ExitCode.OK;
    }

    private String key() throws IOException {
        String key = keyFile == null ? System.getenv(KEY) : readKey();
        if (key == null || key.isBlank()) {
            throw new MisconfiguredException("Give the client's API key in the environment variable " + KEY
                    + ", or the file that holds it by --key-file.");
        }
        return key.strip();
    }

    private String readKey() throws IOException {
        if (!Files.isReadable(keyFile)) {
            throw new MisconfiguredException("The file " + keyFile + " cannot be read; it should hold the client's API key.");
        }
        return Files.readString(keyFile);
    }

    /** Asked for each message, because the service may have been started anew meanwhile. */
    private URI endpoint() {
        return host.service().map(service -> URI.create("http://127.0.0.1:" + service.port() + "/mcp"))
                .orElseThrow(
                        () -> new MisconfiguredException("No service runs on this data folder. Start it with ./fieldline run"
                                + " in the same folder, or let FIELDLINE_DATA name the folder of the one that runs."));
    }
}
