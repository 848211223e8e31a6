package io.fieldline.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.fieldline.outreach.MessageChannels;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.SequenceDefinition;
import io.fieldline.outreach.SequenceStep;
import io.fieldline.tenant.Tenants;

/**
 * The sequences as tenants have them now: a flow's setting <code>steps</code>, each by its number, with the settings
 * <code>after</code>, <code>template</code> and, in place of the flow's, <code>connection</code>.
 */
public final class FlowSequences {

    /** What ends any sequence, by the names under which it is found out. */
    static final Set<String> ENDS = Set.of("renewed", "never-expires", "membership-cancelled", "membership-suspended",
            "membership-gone", "customer-gone", "location-gone");
    private static final String STEPS = "steps";

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

    private SequenceDefinition definition(FlowMessages flow) {
        Map<Integer, Map<?, ?>> written = new TreeMap<>();
        flow.map(STEPS).forEach((number, step) -> {
            if (!String.valueOf(number).matches("[1-9][0-9]?") || !(step instanceof Map<?, ?> settings)) {
                throw flow.wrong(STEPS, "are numbered from 1, each with after and template");
            }
            written.put(Integer.valueOf(String.valueOf(number)), settings);
        });
        List<SequenceStep> steps = new ArrayList<>();
        written.forEach((number, step) -> steps.add(step(flow, STEPS + "." + number, step)));
        int most = flow.settings().values().get("maxMessages") instanceof Long number && number > 0
                ? Math.toIntExact(Math.min(number, steps.size()))
                : steps.size();
        return new SequenceDefinition(flow.settings().flow(), MessageKind.MARKETING, steps, ENDS, most);
    }

    private SequenceStep step(FlowMessages flow, String name, Map<?, ?> step) {
        Object template = step.get("template");
        Object connection = step.containsKey("connection")
                ? step.get("connection")
                : flow.settings().values().get("connection");
        if (template == null || connection == null) {
            throw flow.wrong(name, "must have a template, and a connection where the flow has none");
        }
        Duration after = step.containsKey("after") ? flow.delay(name + ".after", step.get("after")) : Duration.ZERO;
        return new SequenceStep(after, channels.of(flow.tenant().name(), connection.toString()).kind(), connection.toString(),
                template.toString());
    }
}
