package io.fieldline.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.MessageChannels;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.SequenceDefinition;
import io.fieldline.outreach.SequenceNames;
import io.fieldline.outreach.SequenceStep;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenants;

/**
 * The sequences as tenants have them now: a flow's setting <code>sequence</code>, which says what it is about, and
 * <code>steps</code>, each by its number, with the settings <code>after</code>, <code>template</code> and, in place of the
 * flow's, <code>connection</code>.
 */
public final class FlowSequences {

    private static final Map<String, SequenceKind> KINDS = new TreeMap<>(Map.of(SequenceNames.MEMBERSHIP_RENEWAL,
            new MembershipRenewal(), SequenceNames.LAPSED_MEMBER, new LapsedMember(), SequenceNames.OPEN_ESTIMATE,
            new OpenEstimate()));
    private static final String STEPS = "steps";
    private static final Duration ENROLLED_FOR = Duration.ofDays(90);

    private final Tenants tenants;
    private final MessageChannels channels;

    public FlowSequences(Tenants tenants, MessageChannels channels) {
        this.tenants = tenants;
        this.channels = channels;
    }

    /**
     * @return empty while the tenant has not switched the flow on, or the flow has no steps
     * @throws io.fieldline.failure.MisconfiguredException naming tenant, flow and setting
     */
    public Optional<SequenceDefinition> of(String tenant, String flow) {
        return FlowMessages.find(tenants, tenant, flow).filter(found -> !found.map(STEPS).isEmpty())
                .map(this::definition);
    }

    /** Whether the flow is a sequence, by its settings. */
    static boolean isSequence(FlowSettings flow) {
        return flow.values().get(SequenceNames.SETTING) instanceof String;
    }

    /** @throws io.fieldline.failure.MisconfiguredException naming tenant, flow and setting */
    static SequenceKind kind(FlowMessages flow) {
        Object name = flow.settings().values().get(SequenceNames.SETTING);
        SequenceKind kind = name == null ? null : KINDS.get(name.toString());
        if (kind == null) {
            throw flow.wrong(SequenceNames.SETTING, "must be one of " + String.join(", ", KINDS.keySet())
                    + (name == null ? "" : ", not " + name));
        }
        return kind;
    }

    private SequenceDefinition definition(FlowMessages flow) {
        Map<Integer, Map<?, ?>> written = new TreeMap<>();
        flow.map(STEPS).forEach((number, step) -> {
            if (!String.valueOf(number).matches("[1-9][0-9]?") || !(step instanceof Map<?, ?> settings)) {
                throw flow.wrong(STEPS, "are numbered from 1, each with after and template");
            }
            written.put(Integer.valueOf(String.valueOf(number)), settings);
        });
        Optional<String> workflow = flow.settings().values().get("connection") instanceof String name
                && channel(flow, name) == ChannelKind.ENROLLMENT ? Optional.of(name) : Optional.empty();
        if (workflow.isPresent()) {
            return enrolment(flow, workflow.get(), written);
        }
        List<SequenceStep> steps = new ArrayList<>();
        written.forEach((number, step) -> steps.add(step(flow, STEPS + "." + number, step)));
        int most = flow.settings().values().get("maxMessages") instanceof Long number && number > 0
                ? Math.toIntExact(Math.min(number, steps.size()))
                : steps.size();
        return new SequenceDefinition(flow.settings().flow(), MessageKind.MARKETING, steps, kind(flow).ends(), most);
    }

    /** The workflow is the sequence then: what is ours of it is that a contact comes in, when, and for how long at most. */
    private static SequenceDefinition enrolment(FlowMessages flow, String connection, Map<Integer, Map<?, ?>> written) {
        written.forEach((number, step) -> {
            if (step.containsKey("connection")) {
                throw flow.wrong(STEPS + "." + number + ".connection",
                        "cannot be given beside " + connection + ", whose workflow is the whole sequence");
            }
        });
        int first = written.keySet().iterator().next();
        SequenceStep step = new SequenceStep(after(flow, STEPS + "." + first, written.get(first)), ChannelKind.ENROLLMENT,
                connection, flow.settings().flow());
        return new SequenceDefinition(flow.settings().flow(), MessageKind.MARKETING, List.of(step), kind(flow).ends(), 1,
                Optional.of(flow.time("enrolledFor").orElse(ENROLLED_FOR)));
    }

    private SequenceStep step(FlowMessages flow, String name, Map<?, ?> step) {
        Object template = step.get("template");
        Object connection = step.containsKey("connection")
                ? step.get("connection")
                : flow.settings().values().get("connection");
        if (template == null || connection == null) {
            throw flow.wrong(name, "must have a template, and a connection where the flow has none");
        }
        ChannelKind channel = channel(flow, connection.toString());
        if (channel == ChannelKind.ENROLLMENT) {
            throw flow.wrong(name + ".connection", "cannot be " + connection
                    + ", whose workflow is a sequence of its own: name it as the flow's connection");
        }
        return new SequenceStep(after(flow, name, step), channel, connection.toString(), template.toString());
    }

    private static Duration after(FlowMessages flow, String name, Map<?, ?> step) {
        return step.containsKey("after") ? flow.delay(name + ".after", step.get("after")) : Duration.ZERO;
    }

    private ChannelKind channel(FlowMessages flow, String connection) {
        return channels.of(flow.tenant().name(), connection).kind();
    }
}
