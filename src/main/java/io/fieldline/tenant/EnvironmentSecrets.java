package io.fieldline.tenant;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Secrets in environment variables. An empty variable counts as none. */
public final class EnvironmentSecrets implements SecretSource {

    private final UnaryOperator<String> environment;

    /** @param environment gives a variable's value or null, such as <code>System::getenv</code> */
    public EnvironmentSecrets(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public String place(String name) {
        return "the environment variable " + name;
    }
}
