package io.fieldline.failure;

/**
 * Credentials revoked, application removed or a scope missing: the tenant's flows pause and the message tells a person
 * what to do.
 */
public final class TenantUnavailableException extends SyncException {

    public TenantUnavailableException(String message) {
        this(message, null);
    }

    public TenantUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
