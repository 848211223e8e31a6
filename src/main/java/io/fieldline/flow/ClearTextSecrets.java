package io.fieldline.flow;

import java.util.regex.Pattern;

/** Tells a secret that somebody wrote into a file from a reference to one. */
final class ClearTextSecrets {

    static final String RULE = "must not be written in a flow; keep it in a tenant document as ${secret:NAME} and use the"
            + " tenant's connection";

    private static final Pattern NAME = Pattern.compile("(?i).*(password|passphrase|passwd|secret|token|authorization"
            + "|credentials|(api|app|access|private|account)[-_]?key)$");
    private static final Pattern REFERENCE = Pattern.compile("(?s).*(\\$\\{|\\{\\{|\\$simple\\{).*|#.*|true|false|");

    private ClearTextSecrets() {}

    static boolean isSecret(String name) {
        return NAME.matcher(name).matches();
    }

    static boolean isClearText(String value) {
        return !REFERENCE.matcher(value.strip()).matches();
    }
}
