package io.fieldline.messaging;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.lane.FlowRequirement;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.MessageChannels;
import io.fieldline.outreach.MessageKind;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/**
 * Checks, before a flow starts for a tenant, whatever its messages need of settings and templates: what would else be found out
 * when the first customer is to be told.
 */
public final class MessageFlowCheck implements FlowRequirement {

    private static final String STEPS = "steps";

    private final Function<String, List<MessageUse>> uses;
    private final FlowSequences sequences;
    private final MessageChannels channels;
    private final MessageWriting writing;

    /** @param uses by flow; none for one that messages nobody */
    public MessageFlowCheck(Function<String, List<MessageUse>> uses, FlowSequences sequences, MessageChannels channels,
            MessageWriting writing) {
        this.uses = uses;
        this.sequences = sequences;
        this.channels = channels;
        this.writing = writing;
    }

    /** @throws MisconfiguredException with all that is wrong */
    @Override
    public void check(Tenant tenant, FlowSettings settings) {
        FlowMessages flow = new FlowMessages(tenant, settings);
        Set<String> problems = new TreeSet<>();
        for (MessageUse use : uses.apply(settings.flow())) {
            if (use.sequence()) {
                collect(problems, () -> steps(flow, problems));
            } else {
                collect(problems, () -> message(flow, use));
            }
        }
        if (!problems.isEmpty()) {
            throw new MisconfiguredException(String.join("; ", problems));
        }
    }

    /** What is wrong now; empty when nothing is. */
    Optional<String> problem(Tenant tenant, FlowSettings settings) {
        try {
            check(tenant, settings);
            return Optional.empty();
        } catch (MisconfiguredException wrong) {
            return Optional.of(wrong.getMessage());
        }
    }

    boolean concerns(String flow) {
        return !uses.apply(flow).isEmpty();
    }

    private static void collect(Set<String> problems, Runnable check) {
        try {
            check.run();
        } catch (MisconfiguredException wrong) {
            problems.add(wrong.getMessage());
        }
    }

    private void message(FlowMessages flow, MessageUse use) {
        flow.delay(use.event());
        flow.maxAges();
        Stream.concat(flow.connections(use.event()).stream(),
                flow.preferences().values().stream().filter(name -> !name.equals(FlowMessages.OFF))).distinct()
                .forEach(connection -> {
                    ChannelKind channel = channels.of(flow.tenant().name(), connection).kind();
                    writing.check(flow, channel, use.kind(), use.template(), use.subject());
                });
    }

    private void steps(FlowMessages flow, Set<String> problems) {
        int before = problems.size();
        flow.map(STEPS).forEach((number, step) -> connection(flow, STEPS + "." + number, step).ifPresent(problems::add));
        if (problems.size() == before) {
            templates(flow, problems);
        }
    }

    private Optional<String> connection(FlowMessages flow, String step, Object written) {
        if (written instanceof Map<?, ?> settings && settings.get("connection") instanceof String name) {
            try {
                channels.of(flow.tenant().name(), name);
            } catch (MisconfiguredException wrong) {
                return Optional.of(flow.wrong(step + ".connection", wrong.getMessage()).getMessage());
            }
        }
        return Optional.empty();
    }

    private void templates(FlowMessages flow, Set<String> problems) {
        sequences.of(flow.tenant().name(), flow.settings().flow())
                .orElseThrow(() -> flow.wrong(STEPS, "must be given, the messages of the sequence")).steps()
                .forEach(step -> collect(problems, () -> writing.check(flow, step.channel(),
                        Optional.of(MessageKind.MARKETING), step.template(), FlowSequences.kind(flow).subject())));
    }
}
