package io.fieldline.messaging;

import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.lane.LaneServices;
import io.fieldline.lane.LaneStatus;
import io.fieldline.messaging.template.TemplateFolder;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/**
 * Checks the flows that message customers again when a template changed: one that cannot be used any more stops, and one that
 * stood goes on. It looks instead of being told: mounted folders of containers send no notice.
 */
public final class TemplateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(TemplateWatch.class);

    private final TemplateFolder folder;
    private final MessageFlowCheck check;
    private final LaneServices lanes;
    private Map<String, String> noticed;
    private Map<String, String> taken;

    public TemplateWatch(TemplateFolder folder, MessageFlowCheck check, LaneServices lanes) {
        this.folder = folder;
        this.check = check;
        this.lanes = lanes;
        this.noticed = folder.look();
        this.taken = noticed;
    }

    /** One look: a file takes effect once two looks in a row found it the same, so none is taken half written. */
    public synchronized void scan() {
        try {
            Map<String, String> now = folder.look();
            if (now.equals(noticed) && !now.equals(taken)) {
                taken = now;
                lanes.tenants().all().forEach(this::check);
            }
            noticed = now;
        } catch (RuntimeException failed) {
            // An exception would end the schedule and with it every later look.
            LOG.error("The folder of templates could not be followed; trying again", failed);
        }
    }

    private void check(Tenant tenant) {
        tenant.flows().values().stream().filter(flow -> check.concerns(flow.flow()))
                .filter(flow -> check.problem(tenant, flow).isPresent() || stands(tenant, flow))
                .forEach(flow -> lanes.flows().find(flow.flow()).ifPresent(consumer -> consumer.applied(tenant)));
    }

    private boolean stands(Tenant tenant, FlowSettings flow) {
        return lanes.lanes().statuses().stream()
                .anyMatch(lane -> lane.tenant().equals(tenant.name()) && lane.flow().equals(flow.flow())
                        && lane.state() == LaneStatus.State.STOPPED);
    }
}
