package io.fieldline.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.SecretKeystore;
import io.fieldline.tenant.Secrets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "secrets", mixinStandardHelpOptions = true, description = "Keeps secrets in the encrypted keystore.", subcommands = {
        SecretsCommand.Put.class, SecretsCommand.Names.class, SecretsCommand.Remove.class })
final class SecretsCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: put, list or remove.");
    }

    private static SecretKeystore keystore() {
        return Secrets.keystore(ConfigurationFolder.from(System::getenv), System::getenv);
    }

    @Command(name = "put", mixinStandardHelpOptions = true, description = "Reads a secret from the terminal or standard input and keeps it.")
    static final class Put implements Callable<Integer> {

        @Parameters(paramLabel = "NAME")
        String name;

        @Override
        public Integer call() throws IOException {
            keystore().put(name, value());
            return 0;
        }

        private static String value() throws IOException {
            Console console = System.console();
            if (console != null) {
                return new String(console.readPassword("Value: "));
            }
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null || line.isEmpty()) {
                throw new MisconfiguredException("secrets put: standard input is empty");
            }
            return line;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the names, never the values.")
    static final class Names implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Override
        public Integer call() {
            keystore().list().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes a secret.")
    static final class Remove implements Callable<Integer> {

        @Parameters(paramLabel = "NAME")
        String name;

        @Override
        public Integer call() {
            keystore().remove(name);
            return 0;
        }
    }
}
