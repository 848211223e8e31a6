package io.fieldline.ledger;

import java.util.Optional;

/**
 * What is about to be written, kept before it is. After a crash it is written again, with the same request id.
 *
 * @param content empty to void the document
 * @param requestId the same for the same write, another one for every other; at most 40 characters
 */
public record Intent(Optional<Content> content, String requestId) {}
