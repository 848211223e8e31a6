package io.fieldline.messaging;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Mode;

/**
 * What would become of a follow-up if it were started now.
 *
 * @param obstacle why it cannot be started; then there are no steps
 */
public record FollowUpOutlook(Optional<String> obstacle, List<Step> steps, Mode mode) {

    /**
     * A message as the gate would decide about it now; it is asked again when the message's time has come.
     *
     * @param after the message before it, or the start; empty where its wait had begun before the follow-up was stopped
     * @param refusal the gate's reason and words; empty when it may go
     * @param waitsUntil the first moment at which it may go, where quiet hours or the rest of a wait put it off
     */
    public record Step(ChannelKind channel, Optional<Duration> after, Optional<String> refusal,
            Optional<ZonedDateTime> waitsUntil) {}

    public FollowUpOutlook {
        steps = List.copyOf(steps);
    }

    static FollowUpOutlook not(String obstacle) {
        return new FollowUpOutlook(Optional.of(obstacle), List.of(), Mode.PREVIEW);
    }
}
