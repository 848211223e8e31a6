package io.fieldline.outreach;

import java.time.Duration;
import java.util.Optional;

/** What a provider said about a message. */
public sealed interface Handover {

    /** The provider has it. That is not yet delivery. */
    record Accepted(String providerId) implements Handover {}

    /**
     * It will never go through as it is.
     *
     * @param code the provider's
     */
    record Refused(String code, String reason, Suppression suppression) implements Handover {}

    /** The provider may have it or not; it must not be repeated to one that would do it twice. */
    record Uncertain(String reason) implements Handover {}

    /**
     * It is proven that the provider does not have it: it may be tried again.
     *
     * @param retryAfter how long the provider asked to be left alone
     */
    record NotTaken(String reason, Optional<Duration> retryAfter) implements Handover {}
}
