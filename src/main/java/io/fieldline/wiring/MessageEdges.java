package io.fieldline.wiring;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.fieldline.destination.hubspot.EnrollmentTrigger;
import io.fieldline.destination.sendgrid.SendGridConnectionType;
import io.fieldline.destination.sendgrid.SendGridEvents;
import io.fieldline.destination.twilio.TwilioCallbacks;
import io.fieldline.destination.twilio.TwilioConnectionType;
import io.fieldline.messaging.UnsubscribeLinks;
import io.fieldline.messaging.inbound.CallbackReader;
import io.fieldline.messaging.inbound.CallbackReader.Received;
import io.fieldline.messaging.inbound.CallbackReceiver;
import io.fieldline.messaging.inbound.LinkForwarding;
import io.fieldline.messaging.inbound.Unsubscribing;
import io.fieldline.ops.AddConsent;
import io.fieldline.ops.CancelMessages;
import io.fieldline.ops.Consents;
import io.fieldline.ops.ImportConsents;
import io.fieldline.ops.MessageFindings;
import io.fieldline.ops.Messages;
import io.fieldline.ops.TenantProbe;
import io.fieldline.ops.Verb;
import io.fieldline.outreach.DeliveryReports;
import io.fieldline.outreach.Mode;
import io.fieldline.outreach.OptOuts;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.enrollment.Enrollment;
import io.fieldline.outreach.writeback.WriteBacks;
import io.fieldline.servicetitan.ServiceTitanServices;
import io.fieldline.servicetitan.writeback.ServiceTitanContacts;
import io.fieldline.servicetitan.writeback.ServiceTitanJobNotes;
import io.fieldline.store.StateStore;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenants;
import io.vertx.ext.web.Router;

/** What comes back of messages to customers, and what ServiceTitan is told of it. */
final class MessageEdges implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int MOST = 1_000;

    private final CallbackReceiver receiver;
    private final Unsubscribing unsubscribing;
    private final LinkForwarding links;
    private final Tenants tenants;
    private final StateStore store;
    private final Clock clock;
    private final BiFunction<String, String, Optional<Mode>> modes;
    private final TenantTurns turns;

    /** @param modes by tenant and flow; empty where it is not known */
    MessageEdges(Tenants tenants, StateStore store, ServiceTitanServices serviceTitan,
            BiFunction<String, String, Optional<Mode>> modes, Clock clock) {
        this.tenants = tenants;
        this.store = store;
        this.clock = clock;
        this.modes = modes;
        OutreachStores stores = store.outreach();
        OptOuts optOuts = new OptOuts(stores.blocked(), stores.consents(), stores.outbox(), store.unitOfWork(), clock);
        receiver = new CallbackReceiver(tenants, readers(clock),
                new DeliveryReports(stores.outbox(), optOuts, clock), optOuts);
        unsubscribing = new Unsubscribing(stores.outbox(), optOuts, tenants, new UnsubscribeLinks(store.linkKey()));
        links = new LinkForwarding(store.shortLinks());
        WriteBacks writeBacks = new WriteBacks(tenants, store.writeBacks(), stores.outbox(),
                new ServiceTitanContacts(serviceTitan.client(), serviceTitan.catalog()),
                new ServiceTitanJobNotes(serviceTitan.client(), serviceTitan.catalog()), clock);
        turns = new TenantTurns("write-back", "telling ServiceTitan of messages", tenants, writeBacks::run);
    }

    private static Map<String, Function<Connection, CallbackReader>> readers(Clock clock) {
        return Map.of(TwilioConnectionType.NAME, connection -> twilio(TwilioCallbacks.of(connection, clock)),
                SendGridConnectionType.NAME, connection -> sendGrid(SendGridEvents.of(connection)));
    }

    private static CallbackReader twilio(TwilioCallbacks callbacks) {
        return posted -> callbacks
                .read(posted.query(), new String(posted.body(), StandardCharsets.UTF_8),
                        posted.header().apply(TwilioCallbacks.SIGNATURE))
                .map(read -> new Received(read.report().stream().toList(), read.reply().stream().toList()));
    }

    private static CallbackReader sendGrid(SendGridEvents events) {
        return posted -> events
                .read(posted.body(), posted.header().apply(SendGridEvents.TIMESTAMP),
                        posted.header().apply(SendGridEvents.SIGNATURE))
                .map(reports -> new Received(reports, List.of()));
    }

    void register(Router router) {
        new CallbackRoutes(receiver, unsubscribing, links, List.of(TwilioConnectionType.NAME, SendGridConnectionType.NAME))
                .register(router);
    }

    List<Verb> verbs() {
        OutreachStores stores = store.outreach();
        return List.of(new Messages(stores.outbox(), store.writeBacks(), store.enrollments()),
                new CancelMessages(stores, store.enrollments(), clock), new AddConsent(stores, tenants, clock),
                new ImportConsents(stores, tenants, store.unitOfWork(), clock), new Consents(stores.consents()));
    }

    /** What <code>check</code> says of a tenant's messages. */
    TenantProbe findings() {
        return new MessageFindings(MessageParts.connectionTypes().keySet(), modes, store.writeBacks(),
                new MessageFindings.Enrollments() {

                    @Override
                    public String trigger(Map<String, ?> properties) {
                        return EnrollmentTrigger.sentence(properties);
                    }

                    @Override
                    public List<String> missing(Connection connection, Map<String, ?> properties) {
                        return EnrollmentTrigger.missing(connection, properties, clock);
                    }

                    @Override
                    public List<String> troubled(String tenant) {
                        return store.enrollments().troubled(tenant, MOST).stream().map(Enrollment::problem).toList();
                    }
                });
    }

    /** @param held whether the store is not this process's own now */
    void follow(BooleanSupplier held) {
        turns.follow(EVERY, held);
    }

    @Override
    public void close() {
        turns.close();
    }
}
