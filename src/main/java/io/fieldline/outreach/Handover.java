package io.fieldline.outreach;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What a provider said about a message that it was handed. */
public sealed interface Handover {

    /**
     * The provider has it; it is not delivered yet.
     *
     * @param providerId the provider's id of the message
     */
    record Accepted(String providerId) implements Handover {

        public Accepted {
            Objects.requireNonNull(providerId, "providerId");
        }
    }

    /**
     * It will never go through as it is.
     *
     * @param code the provider's
     * @param reason for a person, without the recipient's data where the provider gives none
     */
    record Refused(String code, String reason, Suppression suppression) implements Handover {

        public Refused {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(suppression, "suppression");
        }
    }

    /** The provider may or may not have it. */
    record Uncertain(String reason) implements Handover {

        public Uncertain {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Proven not to have been processed, so that it may be handed over again.
     *
     * @param retryAfter how long the provider wants to be left alone, where it says so
     */
    record NotTaken(String reason, Optional<Duration> retryAfter) implements Handover {

        public NotTaken {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(retryAfter, "retryAfter");
        }
    }
}
