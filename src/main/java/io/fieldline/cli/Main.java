package io.fieldline.cli;

import java.util.Set;

import jakarta.inject.Inject;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import picocli.CommandLine;

/**
 * Where the process begins. It chooses what Quarkus starts: a service listens, a demo listens on any free port, a command
 * listens to nobody.
 */
public final class Main implements QuarkusApplication {

    private static final Set<String> LISTENING = Set.of("run", "demo");

    /** What the command ended with; null while it runs. */
    private static volatile Integer answered;

    private final Object top;
    private final CommandLine.IFactory factory;

    @Inject
    public Main(@TopCommand Object top, CommandLine.IFactory factory) {
        this.top = top;
        this.factory = factory;
    }

    public static void main(String... args) {
        String command = args.length == 0 ? "" : args[0];
        boolean listens = LISTENING.contains(command) && !java.util.List.of(args).contains("--help");
        if (System.getProperty("quarkus.profile") == null && System.getenv("QUARKUS_PROFILE") == null) {
            System.setProperty("quarkus.profile", listens ? "prod," + command : "prod,command");
        }
        Quarkus.run(Main.class, Main::exit, args);
    }

    /** Camel, once it has stopped, ends the application with 0, and may be heard before a command's own code is. */
    private static void exit(Integer code, Throwable problem) {
        Integer own = answered;
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(own == null ? code : own, problem);
    }

    @Override
    public int run(String... args) {
        int code = new CommandLine(top, factory).setExecutionExceptionHandler(new FailureReport())
                .setCaseInsensitiveEnumValuesAllowed(true).execute(args);
        answered = code;
        return code;
    }
}
