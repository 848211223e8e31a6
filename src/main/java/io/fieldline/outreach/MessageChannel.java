package io.fieldline.outreach;

import java.time.Duration;
import java.util.Optional;

/** One account at a provider that hands messages to people or to their systems. */
public interface MessageChannel {

    /** What settles a message of which no answer came. */
    enum LostAnswer {

        /** Nothing that we can do: the provider cannot be asked and takes a repeat for another message. */
        STAYS_OPEN,

        /** {@link #find} asks the provider. */
        IS_LOOKED_FOR,

        /** Handing it over again as it was: the provider knows it by its token and does it once. */
        IS_REPEATED
    }

    ChannelKind kind();

    LostAnswer lostAnswer();

    /** The longest that {@link #handOver} takes. */
    Duration longest();

    /** @throws io.fieldline.failure.TenantUnavailableException when the credentials are refused; it has nothing then */
    Handover handOver(OutgoingMessage message);

    /**
     * Looks for a message of which no answer came.
     *
     * @return empty when this provider cannot tell, or has nothing, or nothing yet, that is certain
     */
    Optional<Handover> find(OutgoingMessage message);
}
