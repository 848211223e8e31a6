package io.fieldline.outreach;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A provider that keeps what it accepted, answers as it is told to, and can be asked. */
public final class FakeChannel implements MessageChannel {

    final List<OutgoingMessage> accepted = new ArrayList<>();
    Function<OutgoingMessage, Handover> answer = this::accept;
    boolean searchable = true;
    LostAnswer lost = LostAnswer.IS_LOOKED_FOR;

    @Override
    public ChannelKind kind() {
        return ChannelKind.SMS;
    }

    @Override
    public LostAnswer lostAnswer() {
        return lost;
    }

    @Override
    public Duration longest() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Handover handOver(OutgoingMessage message) {
        return answer.apply(message);
    }

    Handover accept(OutgoingMessage message) {
        accepted.add(message);
        return new Handover.Accepted("SM-" + message.token());
    }

    @Override
    public Optional<Handover> find(OutgoingMessage message) {
        return searchable && accepted.stream().anyMatch(one -> one.token().equals(message.token()))
                ? Optional.of(new Handover.Accepted("SM-" + message.token()))
                : Optional.empty();
    }
}
