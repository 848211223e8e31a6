package io.fieldline.servicetitan.http;

import io.fieldline.failure.RetryLaterException;

/** How a write ended, for a caller to whom it matters whether it may have been applied. */
public sealed interface Submission {

    /**
     * Answered with success, which for ServiceTitan does not mean that every field took.
     *
     * @param body as it came
     */
    record Taken(byte[] body) implements Submission {}

    /**
     * Not applied, because of what it asks.
     *
     * @param status the HTTP status
     * @param body as it came, a problem document as a rule
     * @param message the request and what it was answered
     */
    record Refused(int status, byte[] body, String message) implements Submission {}

    /**
     * Nobody knows: the answer was lost, broken or a server error, and repeating the write could apply it twice.
     *
     * @param failure what was seen of it
     */
    record Unsure(RetryLaterException failure) implements Submission {}
}
