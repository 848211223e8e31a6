package io.fieldline.outreach;

import java.time.InstantSource;

/** What sending needs of others. */
public record SendingPorts(OutboxStore outbox, BlockedRecipients blocked, MessageRulebook rules, StopCheck stops,
        MessageTexts texts, MessageChannels channels, InstantSource clock) {}
