package io.fieldline.outreach;

/** The accounts at providers, by their names in tenant documents. */
public interface MessageChannels {

    /** @throws io.fieldline.failure.MisconfiguredException when the tenant has no such connection, or it sends no messages */
    MessageChannel of(String tenant, String connection);
}
