package io.fieldline.outreach;

import java.util.Optional;

/** One account at a provider that hands messages to people or to their systems. */
public interface MessageChannel {

    ChannelKind kind();

    /** @throws io.fieldline.failure.TenantUnavailableException when the credentials are refused; it has nothing then */
    Handover handOver(OutgoingMessage message);

    /**
     * Looks for a message of which no answer came.
     *
     * @return empty when this provider cannot tell, or has nothing, or nothing yet, that is certain
     */
    Optional<Handover> find(OutgoingMessage message);
}
