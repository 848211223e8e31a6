package io.fieldline.wiring;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.apache.camel.CamelContext;

import io.fieldline.destination.hubspot.HubSpotConnectionType;
import io.fieldline.destination.hubspot.HubSpotEnrollment;
import io.fieldline.destination.klaviyo.KlaviyoChannel;
import io.fieldline.destination.klaviyo.KlaviyoConnectionType;
import io.fieldline.destination.klaviyo.KlaviyoProbe;
import io.fieldline.destination.mail.MailChannel;
import io.fieldline.destination.mail.MailConnectionType;
import io.fieldline.destination.mail.MailProbe;
import io.fieldline.destination.push.PushChannel;
import io.fieldline.destination.push.PushConnectionType;
import io.fieldline.destination.push.PushProbe;
import io.fieldline.destination.sendgrid.SendGridChannel;
import io.fieldline.destination.sendgrid.SendGridConnectionType;
import io.fieldline.destination.sendgrid.SendGridProbe;
import io.fieldline.destination.twilio.TwilioChannel;
import io.fieldline.destination.twilio.TwilioConnectionType;
import io.fieldline.destination.twilio.TwilioProbe;
import io.fieldline.messaging.DailyLook;
import io.fieldline.messaging.Enrollments;
import io.fieldline.messaging.FlowSequences;
import io.fieldline.messaging.FollowUps;
import io.fieldline.messaging.MessageFlowCheck;
import io.fieldline.messaging.MessageLinks;
import io.fieldline.messaging.MessageUse;
import io.fieldline.messaging.MessageWorker;
import io.fieldline.messaging.MessageWriting;
import io.fieldline.messaging.OutreachServices;
import io.fieldline.messaging.TemplateWatch;
import io.fieldline.messaging.TenantRulebook;
import io.fieldline.messaging.UnsubscribeLinks;
import io.fieldline.messaging.template.MessageTemplates;
import io.fieldline.messaging.template.TemplateFolder;
import io.fieldline.ops.Check;
import io.fieldline.outreach.ConsentGate;
import io.fieldline.outreach.Dispatcher;
import io.fieldline.outreach.LineLookUps;
import io.fieldline.outreach.MessagePlanner;
import io.fieldline.outreach.OptOuts;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.SendingPorts;
import io.fieldline.outreach.SequenceEngine;
import io.fieldline.outreach.StopCheck;
import io.fieldline.outreach.enrollment.EnrollmentEnds;
import io.fieldline.servicetitan.ServiceTitanServices;
import io.fieldline.servicetitan.VisitEventStep;
import io.fieldline.servicetitan.visit.AppointmentsAhead;
import io.fieldline.servicetitan.visit.Offices;
import io.fieldline.servicetitan.visit.SequenceRecords;
import io.fieldline.servicetitan.visit.VisitEvents;
import io.fieldline.servicetitan.visit.VisitStandings;
import io.fieldline.store.StateStore;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.Tenants;

/** What decides about messages to customers, and whoever carries them. */
final class MessageParts implements AutoCloseable {

    private static final int PLANNING_THREADS = 8;
    /** For reading what a message is about, and for keeping what its channel said. */
    private static final Duration LEASE = Duration.ofSeconds(90);

    private final ConnectedChannels channels;
    private final OutreachServices services;
    private final Dispatcher dispatcher;
    private final SequenceEngine sequences;
    private final DailyLook daily;
    private final AppointmentsAhead ahead;
    private final Function<String, List<MessageUse>> uses;
    private final EnrollmentEnds ends;
    private final FollowUps followUps;
    private final VisitEventStep visitEvents;
    private final TemplateWatch templates;
    private final ExecutorService planning;
    private MessageWorker worker;

    /** @param uses of what a flow tells customers */
    MessageParts(ConfigurationFolder configuration, CamelContext camel, Tenants tenants, ServiceTitanServices serviceTitan,
            Function<String, List<MessageUse>> uses, StateStore store, Clock clock) {
        this.uses = uses;
        channels = channels(camel, tenants, clock);
        OutreachStores stores = store.outreach();
        ConsentGate gate = new ConsentGate(stores.blocked(), stores.consents(), stores.outbox());
        MessagePlanner planner = new MessagePlanner(gate, stores.outbox(), clock);
        TenantRulebook rules = new TenantRulebook(tenants);
        Offices offices = new Offices(tenants, serviceTitan.client(), serviceTitan.catalog(), clock);
        VisitStandings stops = new VisitStandings(offices, clock);
        LineLookUps lines = new LineLookUps(rules, gate, stores.lines(), channels, clock);
        StopCheck looking = lines.forSending(stops);
        visitEvents = new VisitEventStep(new VisitEvents(offices, stores.outbox(), store.knownStarts(), clock));
        MessageWriting writing = new MessageWriting(tenants, new MessageTemplates(configuration),
                new MessageLinks(store.shortLinks(), clock), new UnsubscribeLinks(store.linkKey()));
        OptOuts optOuts = new OptOuts(stores.blocked(), stores.consents(), stores.outbox(), store.unitOfWork(), clock);
        planning = planning();
        dispatcher = new Dispatcher(new SendingPorts(stores.outbox(), optOuts, rules, looking, writing, channels, clock),
                gate,
                UUID.randomUUID().toString(), LEASE);
        FlowSequences definitions = new FlowSequences(tenants, channels);
        sequences = new SequenceEngine(stores.sequences(), stores.outbox(), planner, looking, rules,
                definitions::of, store.unitOfWork(), clock);
        MessageFlowCheck check = new MessageFlowCheck(uses, definitions, channels, writing);
        serviceTitan.lanes().flows().require(check);
        templates = new TemplateWatch(new TemplateFolder(configuration), check, serviceTitan.lanes());
        Enrollments enrollments = new Enrollments(tenants, definitions, sequences, stores.sequences(), stops, writing, clock);
        SequenceRecords records = new SequenceRecords(offices);
        daily = new DailyLook(tenants, records::of, enrollments, clock);
        ahead = new AppointmentsAhead(offices, tenants, store.checkpoints(), store.knownStarts(), clock);
        ends = new EnrollmentEnds(store.enrollments(), stores.sequences(), stores.outbox(), channels, clock);
        services = new OutreachServices(tenants, rules, channels, writing, lines.forPlanning(stops), planner, stores.outbox(),
                enrollments,
                planning);
        followUps = new FollowUps(services, sequences, stores.sequences(), uses, records::ofCustomer, clock);
    }

    private static ExecutorService planning() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(PLANNING_THREADS, task -> {
            Thread thread = new Thread(task, "fieldline-outreach-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static ConnectedChannels channels(CamelContext camel, Tenants tenants, Clock clock) {
        return new ConnectedChannels(tenants, Map.of(TwilioConnectionType.NAME,
                connection -> TwilioChannel.of(connection, camel, clock), MailConnectionType.NAME,
                connection -> MailChannel.of(connection, camel, clock), SendGridConnectionType.NAME,
                connection -> SendGridChannel.of(connection, clock), KlaviyoConnectionType.NAME,
                connection -> KlaviyoChannel.of(connection, clock), PushConnectionType.NAME,
                connection -> PushChannel.of(connection, clock), HubSpotConnectionType.NAME,
                connection -> HubSpotEnrollment.of(connection, clock)));
    }

    /** Those that are for messages alone; HubSpot's is a CRM's first. */
    static Map<String, List<SettingDefinition>> connectionTypes() {
        return new TreeMap<>(Map.of(TwilioConnectionType.NAME, TwilioConnectionType.settings(), MailConnectionType.NAME,
                MailConnectionType.settings(), SendGridConnectionType.NAME, SendGridConnectionType.settings(),
                KlaviyoConnectionType.NAME, KlaviyoConnectionType.settings(), PushConnectionType.NAME,
                PushConnectionType.settings()));
    }

    static Map<String, Check.ConnectionProbe> probes(Clock clock) {
        TwilioProbe twilio = new TwilioProbe();
        MailProbe mail = new MailProbe();
        SendGridProbe sendGrid = new SendGridProbe();
        KlaviyoProbe klaviyo = new KlaviyoProbe();
        PushProbe push = new PushProbe(clock);
        return Map.of(TwilioConnectionType.NAME,
                (tenant, connection, fix) -> twilio.problem(connection, tenant.messages().looksNumbersUp()),
                MailConnectionType.NAME, (tenant, connection, fix) -> mail.problem(connection), SendGridConnectionType.NAME,
                (tenant, connection, fix) -> sendGrid.problem(connection), KlaviyoConnectionType.NAME,
                (tenant, connection, fix) -> klaviyo.problem(connection), PushConnectionType.NAME,
                (tenant, connection, fix) -> push.problem(connection));
    }

    ConnectedChannels channels() {
        return channels;
    }

    /** What routes plan messages by. */
    OutreachServices services() {
        return services;
    }

    FollowUps followUps() {
        return followUps;
    }

    VisitEventStep visitEvents() {
        return visitEvents;
    }

    /**
     * @param timer for looks at the templates
     * @param ready whether this process may write to the store at this moment
     */
    synchronized void start(ScheduledExecutorService timer, BooleanSupplier ready) {
        timer.scheduleWithFixedDelay(templates::scan, 1, 1, TimeUnit.SECONDS);
        worker = new MessageWorker(dispatcher, sequences, this::look, ends, ready);
        worker.start();
    }

    private void look() {
        daily.run();
        ahead.run(flow -> !uses.apply(flow).isEmpty());
    }

    /** Hands nothing more over; what is being handed over is finished. */
    synchronized void stopSending() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }

    @Override
    public void close() {
        stopSending();
        planning.shutdown();
        channels.close();
    }
}
