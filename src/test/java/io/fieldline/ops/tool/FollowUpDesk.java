package io.fieldline.ops.tool;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.messaging.Enrollments;
import io.fieldline.messaging.FlowSequences;
import io.fieldline.messaging.FollowUps;
import io.fieldline.messaging.MessageLinks;
import io.fieldline.messaging.MessageUse;
import io.fieldline.messaging.MessageWriting;
import io.fieldline.messaging.OutreachServices;
import io.fieldline.messaging.TenantRulebook;
import io.fieldline.messaging.UnsubscribeLinks;
import io.fieldline.messaging.template.MessageTemplates;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.ConsentGate;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.InMemoryBlockedRecipients;
import io.fieldline.outreach.InMemoryOutboxStore;
import io.fieldline.outreach.InMemorySequenceStore;
import io.fieldline.outreach.InMemoryShortLinks;
import io.fieldline.outreach.InMemoryWrittenConsents;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessagePlanner;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.SequenceEngine;
import io.fieldline.outreach.Standing;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.servicetitan.desk.NamedCustomers;
import io.fieldline.sync.UnitOfWork;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.MessageSettings;
import io.fieldline.tenant.Tenant;

/** The tool that starts and stops follow-ups, over the real rules of messages and stores in memory, on a Monday at noon. */
final class FollowUpDesk {

    static final String TENANT = "acme";
    static final String RENEWAL = "membership-renewal-sequence";
    static final String SECOND = "second-renewal-sequence";
    static final String ESTIMATE = "open-estimate-follow-up";
    static final String REVIEW = "review-request-sms";
    static final String PHONE = "+15125550111";

    final FixedTenants tenants = new FixedTenants();
    final HandClock clock = new HandClock(Messages.NOON);
    final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    final InMemorySequenceStore sequences = new InMemorySequenceStore();
    final InMemoryWrittenConsents consents = new InMemoryWrittenConsents();
    final Map<Long, List<Map<String, Object>>> records = new TreeMap<>();
    /** Why there is no reason for messages any more, by record. */
    final Map<String, Standing.Stopped> ended = new HashMap<>();
    /** What looking at a record throws. */
    final Map<String, RuntimeException> broken = new HashMap<>();
    final Map<String, String> states = new HashMap<>(
            Map.of(RENEWAL, "WAITING", SECOND, "WAITING", ESTIMATE, "WAITING", REVIEW, "WAITING"));
    private final Map<String, FlowSettings> flows = new HashMap<>();
    final SequenceEngine engine;
    final FollowUps followUps;
    final Requests requests;
    final WritingTool tool;

    FollowUpDesk() {
        MessagePlanner planner = new MessagePlanner(new ConsentGate(new InMemoryBlockedRecipients(), consents, outbox), outbox,
                clock);
        TenantRulebook rules = new TenantRulebook(tenants);
        FlowSequences definitions = new FlowSequences(tenants, FollowUpDesk::channel);
        engine = new SequenceEngine(sequences, outbox, planner, this::look, rules, definitions::of, new Direct(), clock);
        MessageWriting writing = new MessageWriting(tenants,
                new MessageTemplates(ConfigurationFolder.in(Path.of("no-such-folder"))),
                new MessageLinks(new InMemoryShortLinks(), clock), new UnsubscribeLinks(() -> new byte[]{1 }));
        Enrollments enrollments = new Enrollments(tenants, definitions, engine, sequences, this::look, writing, clock);
        OutreachServices services = new OutreachServices(tenants, rules, FollowUpDesk::channel, writing, this::look, planner,
                outbox, enrollments, Runnable::run);
        followUps = new FollowUps(services, engine, sequences, FollowUpDesk::uses,
                (tenant, kind, customer) -> records.getOrDefault(customer, List.of()).stream()
                        .filter(row -> row.get("kind").equals(kind)).toList(),
                clock);
        requests = FollowUpTools.requests(followUps, new Nobody());
        tool = (WritingTool) FollowUpTools.of(followUps, FollowUpDesk::named, (verb, arguments, progress) -> {
            var result = OwnTools.object();
            states.forEach((flow, state) -> result.withArrayProperty("rows").addObject().put("tenant", TENANT)
                    .put("flow", flow).put("state", state));
            return result;
        }, requests).get(0);
        settle(MessageSettings.Mode.LIVE);
    }

    private static List<MessageUse> uses(String flow) {
        return flow.equals(REVIEW)
                ? List.of(new MessageUse("review-request", Optional.of(MessageKind.MARKETING), "job", "review-request", false))
                : List.of(new MessageUse(flow, Optional.of(MessageKind.MARKETING),
                        flow.equals(ESTIMATE) ? "estimate" : "membership", flow, true));
    }

    private static NamedCustomers.Named named(String tenant, String text) {
        if (!text.matches("\\d+")) {
            throw RefusedCallException.of("ambiguous", "2 records fit");
        }
        return new NamedCustomers.Named(Long.parseLong(text), "customer " + text);
    }

    private Standing look(io.fieldline.outreach.MessageRequest request) {
        if (broken.containsKey(request.key().subject().record())) {
            throw broken.get(request.key().subject().record());
        }
        Standing.Stopped stopped = ended.get(request.key().subject().record());
        return stopped != null
                ? stopped
                : new Standing.Stands(Messages.facts(request.customerId(),
                        List.of(Messages.email("ada@example.com"), Messages.mobile(PHONE))), Map.of());
    }

    void settle(MessageSettings.Mode mode) {
        MessageSettings messages = new MessageSettings(mode, Map.of(), "US", MessageSettings.DEFAULT.from(),
                MessageSettings.DEFAULT.until(), MessageSettings.PhoneTexts.NEVER, Optional.empty(), Optional.of("12 Main St"),
                Optional.of("links.acme.example"), Map.of(), "en", Optional.empty(), true);
        flows.put(RENEWAL, renewal(RENEWAL));
        flows.put(ESTIMATE,
                flow(ESTIMATE, Map.of("sequence", "open-estimate", "connection", "mail", "estimateLink",
                        "https://acme.example/estimate", "steps",
                        Map.of("1", Map.of("after", "2d", "template", "open-estimate-1"), "2",
                                Map.of("after", "5d", "template", "open-estimate-2")))));
        flows.put(REVIEW, flow(REVIEW, Map.of("connection", "texts", "reviewLink", "https://g.page/r/acme")));
        tenants.apply(new Tenant(TENANT, "Acme", ZoneId.of("America/Chicago"), null, Map.of(), Map.copyOf(flows), messages));
    }

    /** The tenant switches on another flow for renewals. */
    void settleSecond() {
        flows.put(SECOND, renewal(SECOND));
        settle(MessageSettings.Mode.LIVE);
    }

    private static FlowSettings renewal(String name) {
        return flow(name, Map.of("sequence", "membership-renewal", "connection", "mail", "renewalLink",
                "https://acme.example/renew", "steps",
                Map.of("1", Map.of("template", "membership-renewal-1"), "2",
                        Map.of("after", "10d", "template", "membership-renewal-2", "connection", "texts"))));
    }

    private static FlowSettings flow(String name, Map<String, Object> settings) {
        return new FlowSettings(name, Duration.ofMinutes(1), settings);
    }

    void membership(long id, long customer, String end) {
        put(customer, Map.of("kind", "membership", "id", id, "customerId", customer, "status", "Active", "to",
                end + "T00:00:00Z"));
    }

    void estimate(long id, long customer, long job) {
        put(customer, Map.of("kind", "estimate", "id", id, "customerId", customer, "jobId", job, "status",
                Map.of("value", 0, "name", "Open"), "createdOn", "2026-01-05T10:00:00Z"));
    }

    void completed(long job, long customer, String on) {
        put(customer, Map.of("kind", "job", "id", job, "customerId", customer, "jobStatus", "Completed", "completedOn", on));
    }

    private void put(long customer, Map<String, Object> row) {
        records.computeIfAbsent(customer, id -> new ArrayList<>()).add(row);
    }

    ToolCall call(String arguments) {
        return new ToolCall(TENANT, OwnTools.schema(arguments.replace('\'', '"')), text -> {
        }, () -> false);
    }

    Proposal propose(String arguments) {
        return tool.propose(call(arguments));
    }

    /** Both steps. */
    Effect write(String arguments) {
        return tool.carryOut(call(arguments), propose(arguments));
    }

    Effect undo(Effect effect) {
        var recipe = effect.undo().orElseThrow();
        return requests.carryOut(call("{}"), new Proposal("undo", recipe.restores(), recipe.requests(), List.of(),
                Cost.ofRecords(1), "again", OwnTools.object()));
    }

    private static MessageChannel channel(String tenant, String connection) {
        return new MessageChannel() {

            @Override
            public ChannelKind kind() {
                return connection.equals("texts") ? ChannelKind.SMS : ChannelKind.EMAIL;
            }

            @Override
            public LostAnswer lostAnswer() {
                return LostAnswer.STAYS_OPEN;
            }

            @Override
            public Duration longest() {
                return Duration.ofSeconds(30);
            }

            @Override
            public Handover handOver(OutgoingMessage message) {
                throw new AssertionError("nothing is handed over here");
            }

            @Override
            public Optional<Handover> find(OutgoingMessage message) {
                return Optional.empty();
            }
        };
    }

    private static final class Direct implements UnitOfWork {

        @Override
        public <T> T execute(Supplier<T> work) {
            return work.get();
        }
    }

    /** Nothing is asked of anybody else. */
    private static final class Nobody implements Requests {

        @Override
        public Optional<String> version(String tenant, RecordRef record) {
            throw new AssertionError(record.toString());
        }

        @Override
        public Effect carryOut(ToolCall call, Proposal proposal) {
            throw new AssertionError(proposal.summary());
        }
    }
}
