package io.fieldline.servicetitan.visit;

import java.time.InstantSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.MessageRequest;
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
        JobStanding jobs = new JobStanding(office, exclusions(tenant, request.key().flow()));
        try {
            return switch (request.key().subject().kind()) {
                case "job" -> jobs.look(request);
                case "appointment" -> new AppointmentStanding(office, jobs, clock).look(request);
                case "invoice" -> new InvoiceStanding(office).look(request);
                case "membership" -> new MembershipStanding(office).look(request);
                default -> throw new MisconfiguredException("The flow " + request.key().flow()
                        + " sends a message about a " + request.key().subject().kind()
                        + "; it can be about a job, an appointment, an invoice or a membership");
            };
        } catch (Ended ended) {
            return ended.stopped();
        }
    }

    private static Exclusions exclusions(Tenant tenant, String flow) {
        FlowSettings settings = tenant.flows().get(flow);
        return settings == null ? Exclusions.NONE : Exclusions.of(tenant.name(), settings);
    }
}
