package io.fieldline.tenant;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where the owner's files are.
 *
 * @param config <code>config</code>, or what FIELDLINE_CONFIG says
 * @param secrets <code>config/secrets</code>, or what FIELDLINE_SECRETS says
 */
public record ConfigurationFolder(Path config, Path secrets) {

    public static ConfigurationFolder in(Path config) {
        return new ConfigurationFolder(config, config.resolve("secrets"));
    }

    /** @param environment gives a variable's value or null, such as <code>System::getenv</code> */
    public static ConfigurationFolder from(UnaryOperator<String> environment) {
        Path config = Path.of(set(environment, "FIELDLINE_CONFIG").orElse("config"));
        Path secrets = set(environment, "FIELDLINE_SECRETS").map(Path::of).orElse(config.resolve("secrets"));
        return new ConfigurationFolder(config, secrets);
    }

    private static Optional<String> set(UnaryOperator<String> environment, String name) {
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isBlank());
    }

    public Path tenants() {
        return config.resolve("tenants");
    }

    public Path routes() {
        return config.resolve("routes");
    }

    public Path fieldMappings() {
        return config.resolve("field-mappings");
    }

    public Path templates() {
        return config.resolve("templates");
    }

    /** Which agents there are, and what each may do. */
    public Path agents() {
        return config.resolve("agents");
    }

    /** How persons who may approve what agents want to do are told. */
    public Path approvers() {
        return config.resolve("approvers.yaml");
    }

    /** What all tenants share. */
    public Path shared() {
        return config.resolve("fieldline.yaml");
    }

    public Path keystore() {
        return config.resolve("secrets.p12");
    }
}
