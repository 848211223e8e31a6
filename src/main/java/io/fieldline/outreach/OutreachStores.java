package io.fieldline.outreach;

import java.util.Objects;

/** What is remembered of messages. */
public record OutreachStores(OutboxStore outbox, BlockedRecipients blocked, WrittenConsents consents,
        SequenceStore sequences, KnownLines lines) {

    public OutreachStores {
        Objects.requireNonNull(outbox, "outbox");
        Objects.requireNonNull(blocked, "blocked");
        Objects.requireNonNull(consents, "consents");
        Objects.requireNonNull(sequences, "sequences");
        Objects.requireNonNull(lines, "lines");
    }
}
