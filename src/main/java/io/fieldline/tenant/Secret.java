package io.fieldline.tenant;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A value that must never be printed. It is looked up anew on each {@link #reveal()}, so that a rotated secret is picked
 * up without a restart.
 */
public final class Secret {

    private final String name;
    private final Supplier<String> source;

    private Secret(String name, Supplier<String> source) {
        this.name = Objects.requireNonNull(name, "name");
        this.source = Objects.requireNonNull(source, "source");
    }

    /** A secret behind a reference such as <code>${secret:ACME_APP_KEY}</code>. */
    public static Secret reference(String name, Supplier<String> source) {
        return new Secret(name, source);
    }

    /** A secret written into a document as it is. */
    public static Secret literal(String value) {
        Objects.requireNonNull(value, "value");
        return new Secret("literal", () -> value);
    }

    /** The reference's name, safe to print. */
    public String name() {
        return name;
    }

    /** @throws io.fieldline.failure.MisconfiguredException when no source knows the name */
    public String reveal() {
        return source.get();
    }

    @Override
    public String toString() {
        return "Secret[" + name + "]";
    }
}
