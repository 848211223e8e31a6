package io.fieldline.servicetitan.visit;

import java.time.InstantSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.SequenceNames;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.StopCheck;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/**
 * Reads everything that a message depends on, each time anew: the record that it is about, the customer, the location, the
 * contacts of both. What a flow's settings <code>excludedJobTypes</code> and <code>excludedTags</code> name stops a message too.
 */
public final class VisitStandings implements StopCheck {

    private final Offices offices;
    private final InstantSource clock;

    public VisitStandings(Offices offices, InstantSource clock) {
        this.offices = offices;
        this.clock = clock;
    }

    @Override
    public Standing look(MessageRequest request) {
        Tenant tenant = offices.tenant(request.tenant());
        Office office = offices.of(tenant);
        FlowSettings flow = tenant.flows().get(request.key().flow());
        Exclusions exclusions = flow == null ? Exclusions.NONE : Exclusions.of(tenant.name(), flow);
        JobStanding jobs = new JobStanding(office, exclusions);
        try {
            return switch (request.key().subject().kind()) {
                case "job" -> jobs.look(request);
                case "appointment" -> new AppointmentStanding(office, jobs, clock).look(request);
                case "invoice" -> new InvoiceStanding(office).look(request);
                case "membership" -> membership(office, flow).look(request);
                case "estimate" -> new EstimateStanding(office, jobs, exclusions, clock).look(request);
                default -> throw new MisconfiguredException("The flow " + request.key().flow()
                        + " sends a message about a " + request.key().subject().kind()
                        + "; it can be about a job, an appointment, an invoice, a membership or an estimate");
            };
        } catch (Ended ended) {
            return ended.stopped();
        }
    }

    /** To a lapsed member another membership means something else than to one that is to be renewed. */
    private static MembershipStanding membership(Office office, FlowSettings flow) {
        return flow != null && SequenceNames.LAPSED_MEMBER.equals(flow.values().get(SequenceNames.SETTING))
                ? new LapsedStanding(office)
                : new MembershipStanding(office);
    }
}
