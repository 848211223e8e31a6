package io.fieldline.messaging.inbound;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.messaging.inbound.CallbackReader.Posted;
import io.fieldline.messaging.inbound.CallbackReader.Received;
import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.DeliveryReports;
import io.fieldline.outreach.InboundReply;
import io.fieldline.outreach.OptOuts;
import io.fieldline.outreach.ReplyWord;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenants;

/**
 * Takes providers' callbacks: verified, kept, and only then acknowledged, so that a provider that repeats what was not
 * acknowledged loses nothing. All of it may come twice and in any order.
 */
public final class CallbackReceiver {

    /** The largest body that is looked at, in bytes. */
    public static final int LARGEST_BODY = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(CallbackReceiver.class);

    private final Tenants tenants;
    private final Map<String, Function<Connection, CallbackReader>> readers;
    private final DeliveryReports reports;
    private final OptOuts optOuts;

    /** @param readers by the type of connection; one throws {@link MisconfiguredException} where the connection lacks its key */
    public CallbackReceiver(Tenants tenants, Map<String, Function<Connection, CallbackReader>> readers,
            DeliveryReports reports, OptOuts optOuts) {
        this.tenants = tenants;
        this.readers = Map.copyOf(readers);
        this.reports = reports;
        this.optOuts = optOuts;
    }

    /**
     * @param type of connection, <code>twilio</code>
     * @throws io.fieldline.failure.SyncException when it could not be kept; then it must not be acknowledged
     */
    public CallbackReply receive(String type, String tenant, String connection, Posted posted) {
        Optional<Connection> known = tenants.find(tenant).map(found -> found.connections().get(connection))
                .filter(found -> found.type().equals(type) && readers.containsKey(type));
        if (known.isEmpty()) {
            return CallbackReply.UNKNOWN;
        }
        if (posted.body().length > LARGEST_BODY) {
            return CallbackReply.TOO_LARGE;
        }
        try {
            Optional<Received> received = readers.get(type).apply(known.get()).read(posted);
            received.ifPresent(believed -> keep(tenant, connection, believed));
            return received.isPresent()
                    ? CallbackReply.HANDLED
                    : refused(tenant, connection, CallbackReply.NOT_SIGNED, "the signature is not the provider's");
        } catch (MisconfiguredException e) {
            return refused(tenant, connection, CallbackReply.NOT_SIGNED, e.getMessage());
        } catch (RejectedRecordException e) {
            return refused(tenant, connection, CallbackReply.BROKEN, e.getMessage());
        }
    }

    private static CallbackReply refused(String tenant, String connection, CallbackReply reply, String reason) {
        LOG.warn("A callback to the connection {} of tenant {} was answered {}: {}", connection, tenant, reply.status(),
                reason);
        return reply;
    }

    private void keep(String tenant, String connection, Received received) {
        received.reports().forEach(report -> keep(tenant, connection, report));
        for (InboundReply reply : received.replies()) {
            ReplyWord word = optOuts.answered(tenant, reply);
            LOG.info("A reply to the connection {} of tenant {} was taken as {}", connection, tenant, word);
        }
    }

    /** A tenant's account may serve others' messages too; its signature is good for its own alone. */
    private void keep(String tenant, String connection, DeliveryReport report) {
        if (reports.received(tenant, connection, report).isEmpty()) {
            LOG.debug("The connection {} of tenant {} reported on a message that is none of this tenant's, or was removed",
                    connection, tenant);
        }
    }
}
