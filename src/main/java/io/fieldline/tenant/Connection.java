package io.fieldline.tenant;

import java.util.Map;
import java.util.Optional;

/**
 * A destination account of one tenant.
 *
 * @param name as the tenant calls it, <code>warehouse</code>
 * @param type which destination it is, <code>duckdb</code>
 * @param options the type's options, each String, Long, BigDecimal, Boolean, List or {@link Secret}
 */
public record Connection(String name, String type, Map<String, Object> options) {

    public Connection {
        options = Map.copyOf(options);
    }

    /** The option as text; a secret that was written into it is looked up now, so the answer does not belong in a log. */
    public Optional<String> text(String option) {
        return Optional.ofNullable(options.get(option))
                .map(value -> value instanceof Secret secret ? secret.reveal() : value.toString());
    }

    /** The option as a secret, also when a plain text was written. */
    public Optional<Secret> secret(String option) {
        return Optional.ofNullable(options.get(option))
                .map(value -> value instanceof Secret secret ? secret : Secret.literal(value.toString()));
    }
}
