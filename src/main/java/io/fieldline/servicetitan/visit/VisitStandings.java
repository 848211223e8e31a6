package io.fieldline.servicetitan.visit;

import java.time.InstantSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.SequenceNames;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.StopCheck;
import io.fieldline.servicetitan.customer.NamedTypes;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/**
 * Reads everything that a message depends on, each time anew: the record that it is about, the customer, the location, the
 * contacts of both. What a flow's settings <code>excludedJobTypes</code> and <code>excludedTags</code> name stops a message too.
 * A push token stands in the custom field of the customer that the connection's <code>tokenField</code> names.
 */
public final class VisitStandings implements StopCheck {

    private static final String TOKEN = "tokenField";
    private static final String PREFERENCE = "preferenceField";

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
        if (flow != null && flow.values().get(PREFERENCE) instanceof String field) {
            requireField(office, "Tenant " + tenant.name() + ": flows." + flow.flow() + "." + PREFERENCE, field);
        }
        try {
            return reached(tenant, office, request, switch (request.key().subject().kind()) {
                case "job" -> jobs.look(request);
                case "appointment" -> new AppointmentStanding(office, jobs, clock).look(request);
                case "invoice" -> new InvoiceStanding(office, exclusions).look(request);
                case "membership" -> membership(office, flow).look(request);
                case "estimate" -> new EstimateStanding(office, jobs, exclusions, clock).look(request);
                default -> throw new MisconfiguredException("The flow " + request.key().flow()
                        + " sends a message about a " + request.key().subject().kind()
                        + "; it can be about a job, an appointment, an invoice, a membership or an estimate");
            });
        } catch (Ended ended) {
            return ended.stopped();
        }
    }

    private static Standing reached(Tenant tenant, Office office, MessageRequest request, Standing.Stands stands) {
        Connection connection = tenant.connections().get(request.connection());
        if (request.channel() != ChannelKind.PUSH || connection == null || connection.text(TOKEN).isEmpty()) {
            return stands;
        }
        String field = connection.text(TOKEN).get();
        requireField(office, "Tenant " + tenant.name() + ": connections." + connection.name() + "." + TOKEN, field);
        return stands.facts().customer().customField(field)
                .map(token -> new Standing.Stands(stands.facts().with(ChannelKind.PUSH, token), stands.values()))
                .orElse(stands);
    }

    /** A name that is not known would find no value with anybody, and nobody would see why. */
    private static void requireField(Office office, String setting, String field) {
        NamedTypes fields = office.customFields();
        boolean known = field.matches("[0-9]{1,18}")
                ? fields.byId(Long.parseLong(field)).isPresent()
                : fields.byName(field).isPresent();
        if (!known) {
            throw new MisconfiguredException(setting + ": customers have no custom field \"" + field + "\""
                    + fields.suggestion(field));
        }
    }

    /** To a lapsed member another membership means something else than to one that is to be renewed. */
    private static MembershipStanding membership(Office office, FlowSettings flow) {
        return flow != null && SequenceNames.LAPSED_MEMBER.equals(flow.values().get(SequenceNames.SETTING))
                ? new LapsedStanding(office)
                : new MembershipStanding(office);
    }
}
