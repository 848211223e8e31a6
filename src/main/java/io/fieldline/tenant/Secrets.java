package io.fieldline.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.fieldline.failure.MisconfiguredException;

/** Looks secrets up in one source after the other and turns texts with <code>${secret:NAME}</code> into secrets. */
public final class Secrets {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([^}]*)}");
    private static final String REFERENCE_START = "${secret:";

    private final List<SecretSource> sources;

    public Secrets(List<SecretSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** The environment, then the folder of files, then the keystore. */
    public static Secrets of(ConfigurationFolder folder, UnaryOperator<String> environment) {
        return new Secrets(List.of(new EnvironmentSecrets(environment), new FolderSecrets(folder.secrets()),
                keystore(folder, environment)));
    }

    /** The keystore of a configuration folder, with its password from the environment or from a file. */
    public static SecretKeystore keystore(ConfigurationFolder folder, UnaryOperator<String> environment) {
        SecretSource variable = new EnvironmentSecrets(environment);
        SecretSource file = new FolderSecrets(folder.config());
        return new SecretKeystore(folder.keystore(),
                () -> variable.find("FIELDLINE_KEYSTORE_PASSWORD").or(() -> file.find("keystore.password")));
    }

    /** @throws MisconfiguredException when no source knows the name; the message says where was looked */
    public String reveal(String name) {
        return find(name).orElseThrow(() -> new MisconfiguredException("The secret " + name + " was not found (looked in "
                + sources.stream().map(source -> source.place(name)).collect(Collectors.joining(", ")) + ")"));
    }

    private Optional<String> find(String name) {
        return sources.stream().map(source -> source.find(name)).flatMap(Optional::stream).findFirst();
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new MisconfiguredException(
                    "A secret's name must be letters, digits and underscores (found \"" + name + "\")");
        }
    }

    static boolean refersToSecret(String text) {
        return text.contains(REFERENCE_START);
    }

    /**
     * The text as a secret: with a reference or several in it looked up anew at each reveal, else as it is written.
     *
     * @throws MisconfiguredException when a reference is malformed
     */
    Secret secret(String text) {
        if (!refersToSecret(text)) {
            return Secret.literal(text);
        }
        List<String> names = new ArrayList<>();
        Matcher references = REFERENCE.matcher(text);
        while (references.find()) {
            requireName(references.group(1));
            names.add(references.group(1));
        }
        if (refersToSecret(references.replaceAll(""))) {
            throw new MisconfiguredException("A secret reference must be written ${secret:NAME}");
        }
        return Secret.reference(String.join("+", names), () -> filledIn(text));
    }

    private String filledIn(String text) {
        return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(reveal(found.group(1))));
    }
}
