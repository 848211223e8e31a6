package io.fieldline.outreach;

import java.util.Optional;

/** One account at a provider that hands messages to people or to their systems. */
public interface MessageChannel {

    ChannelKind kind();

    /**
     * Hands a message over, once.
     *
     * @throws io.fieldline.failure.TenantUnavailableException when the credentials are refused
     */
    Handover handOver(OutgoingMessage message);

    /**
     * Looks for a message of which no answer came. Empty when this provider cannot tell, or has nothing (yet) that is
     * certain.
     */
    Optional<Handover> find(OutgoingMessage message);
}
