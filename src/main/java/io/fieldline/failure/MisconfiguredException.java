package io.fieldline.failure;

/** Our own YAML, mapping or setting is wrong. The message names the file, the field and the rule. */
public final class MisconfiguredException extends SyncException {

    public MisconfiguredException(String message) {
        this(message, null);
    }

    public MisconfiguredException(String message, Throwable cause) {
        super(message, cause);
    }
}
