package io.fieldline.outreach;

import java.time.InstantSource;

/** What sending needs of others. */
public record SendingPorts(OutboxStore outbox, OptOuts optOuts, MessageRulebook rules, StopCheck stops,
        MessageTexts texts, MessageChannels channels, InstantSource clock) {}
