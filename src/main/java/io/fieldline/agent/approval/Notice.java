package io.fieldline.agent.approval;

import java.time.Instant;
import java.util.Optional;

/**
 * How far telling a person of a plan got.
 *
 * @param attempts how often it was tried
 * @param nextAt when it is tried again, where the person was not told
 * @param toldAt when the message was taken
 * @param problem why it was not taken the last time; empty when nothing was wrong
 */
public record Notice(String plan, String person, int attempts, Instant nextAt, Optional<Instant> toldAt, String problem) {}
