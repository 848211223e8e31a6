package io.fieldline.store;

import static io.fieldline.outreach.Messages.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.outreach.Caps;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.ConsentGate;
import io.fieldline.outreach.ContactFacts;
import io.fieldline.outreach.Dispatcher;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessagePlanner;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.MessageRules;
import io.fieldline.outreach.MessageText;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OptOuts;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.SendingPorts;
import io.fieldline.outreach.SequenceDefinition;
import io.fieldline.outreach.SequenceEngine;
import io.fieldline.outreach.SequenceStep;
import io.fieldline.outreach.SequenceStore;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.StopCheck;
import io.fieldline.outreach.Subject;
import io.fieldline.pool.QueuedConnections;

/** Two processes that write to one PostgreSQL at once for the same tenant, each in several threads. */
class PostgresSharedTest {

    private static final int THREADS = 4;
    private static final int CUSTOMERS = 60;
    private static final int HOUSEHOLDS = 12;
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);

    private final StateStoreSettings settings = EmbeddedPostgresServer.newStateStore();
    private final List<Process> processes = new ArrayList<>();
    private final Queue<OutgoingMessage> sent = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> households = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
    private Caps caps = Caps.NONE;

    /** A process as far as the store sees one: connections of its own. */
    private final class Process {

        private final QueuedConnections pool = StatePools.postgresql(settings, false);
        private final StateDatabase database = new StateDatabase(Dialect.POSTGRESQL, pool, pool, OwnerLock.NONE);
        private final JdbcOutboxStore outbox = new JdbcOutboxStore(database);
        private final JdbcBlockedRecipients blocked = new JdbcBlockedRecipients(database);
        private final JdbcWrittenConsents consents = new JdbcWrittenConsents(database);
        private final SequenceStore sequences = new JdbcSequenceStore(database);
        private final ConsentGate gate = new ConsentGate(blocked, consents, outbox);
        private final MessagePlanner planner = new MessagePlanner(gate, outbox, CLOCK);

        private Dispatcher dispatcher() {
            OptOuts optOuts = new OptOuts(blocked, consents, outbox, database.unitOfWork(), CLOCK);
            return new Dispatcher(new SendingPorts(outbox, optOuts, (tenant, flow) -> Optional.of(rules()), stops(),
                    (message, facts, values) -> MessageText.plain("Hi"), (tenant, connection) -> new Channel(), CLOCK), gate,
                    "process " + processes.indexOf(this), Duration.ofMinutes(2));
        }

        private SequenceEngine engine() {
            return new SequenceEngine(sequences, outbox, planner, stops(), (tenant, flow) -> Optional.of(rules()),
                    (tenant, flow) -> Optional.of(renewal()), database.unitOfWork(), CLOCK);
        }
    }

    private final class Channel implements MessageChannel {

        @Override
        public ChannelKind kind() {
            return ChannelKind.SMS;
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
            sent.add(message);
            return new Handover.Accepted("SM-" + message.token());
        }

        @Override
        public Optional<Handover> find(OutgoingMessage message) {
            return Optional.empty();
        }
    }

    @BeforeEach
    void twoProcesses() {
        StateStore.open(settings, StateStore.Access.OWNER, CLOCK).close();
        processes.addAll(List.of(new Process(), new Process()));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        processes.forEach(process -> process.pool.close());
    }

    @Test
    void oneOfAHouseholdIsToldHoweverManySendAtOnce() throws Exception {
        caps = new Caps(Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.of(Duration.ofDays(1)));
        twoMessagesForEachCustomer();

        sendAll();

        Map<Long, Long> told = new HashMap<>();
        sent.forEach(message -> told.merge(households.get(message.recipient()), 1L, Long::sum));
        assertThat(told).hasSize(HOUSEHOLDS).allSatisfy((household, messages) -> assertThat(messages)
                .as("messages to household %s", household).isEqualTo(1));
    }

    @Test
    void aCustomerIsToldOnceHoweverManySendAtOnce() throws Exception {
        caps = new Caps(Optional.empty(), Optional.of(Duration.ofDays(1)), OptionalInt.empty(), Optional.empty());
        twoMessagesForEachCustomer();

        sendAll();

        assertThat(sent).extracting(OutgoingMessage::recipient).hasSize(CUSTOMERS).doesNotHaveDuplicates();
    }

    @Test
    void aFlowSendsNoMoreThanItsMostOfADayHoweverManySendAtOnce() throws Exception {
        caps = Messages.perDay(7);
        twoMessagesForEachCustomer();

        sendAll();

        assertThat(sent).hasSize(7);
    }

    @Test
    void noMoreIsPlannedThanThereIsRoomForHoweverManyPlanAtOnce() throws Exception {
        caps = Messages.perDay(7);

        together((process, thread) -> {
            for (int customer = 1; customer <= CUSTOMERS; customer++) {
                // Each of the jobs is seen by both processes.
                process.planner.plan(request(customer, 10L * customer + thread), rules(), facts(customer));
            }
            return null;
        });

        assertThat(processes.get(0).outbox.counts("acme")).isEqualTo(Map.of(OutboxState.SCHEDULED, 7L, OutboxState.REFUSED,
                (long) CUSTOMERS * THREADS - 7));
    }

    @Test
    void aSubjectGoesThroughASequenceOnceHoweverManyLeadIt() throws Exception {
        caps = Messages.perDay(7);
        Queue<Subject> enrolled = new ConcurrentLinkedQueue<>();

        together((process, thread) -> {
            SequenceEngine engine = process.engine();
            for (int membership = 1; membership <= CUSTOMERS; membership++) {
                Subject subject = new Subject("membership", membership, "2026-12-31");
                if (engine.enrol("acme", renewal(), subject, membership, OptionalLong.empty(), Map.of())) {
                    enrolled.add(subject);
                }
            }
            while (engine.advance(5) > 0) {
                assertThat(process.outbox.counts("acme")).isNotEmpty();
            }
            return null;
        });

        assertThat(enrolled).hasSize(CUSTOMERS).doesNotHaveDuplicates();
        assertThat(processes.get(0).outbox.list("acme", null, null, null, 999)).extracting(message -> message.request().key())
                .hasSize(CUSTOMERS).doesNotHaveDuplicates();
        assertThat(processes.get(0).outbox.counts("acme")).isEqualTo(
                Map.of(OutboxState.SCHEDULED, 7L, OutboxState.REFUSED, (long) CUSTOMERS - 7));
    }

    private void twoMessagesForEachCustomer() {
        for (int customer = 1; customer <= CUSTOMERS; customer++) {
            households.put(number(customer), household(customer));
            for (int job = 1; job <= 2; job++) {
                processes.get(0).outbox.plan(waiting(customer, 10L * customer + job));
            }
        }
    }

    private static OutboxMessage waiting(int customer, long job) {
        return Messages.scheduled(request(customer, job), number(customer), NOON);
    }

    private void sendAll() throws Exception {
        together((process, thread) -> {
            Dispatcher dispatcher = process.dispatcher();
            while (process.outbox.counts("acme").containsKey(OutboxState.SCHEDULED)) {
                dispatcher.run(1);
            }
            return null;
        });
    }

    private interface Work {

        Void run(Process process, int thread) throws Exception;
    }

    private void together(Work work) throws Exception {
        List<Callable<Void>> all = new ArrayList<>();
        for (Process process : processes) {
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                all.add(() -> work.run(process, number));
            }
        }
        for (Future<Void> one : threads.invokeAll(all)) {
            one.get();
        }
    }

    private static MessageRequest request(int customer, long job) {
        MessageRequest visit = Messages.visit(job, customer);
        return new MessageRequest(visit.key(), visit.kind(), visit.channel(), visit.connection(), visit.template(), customer,
                OptionalLong.of(household(customer)), NOON, NOON, Map.of());
    }

    private static long household(long customer) {
        return 1_000 + customer % HOUSEHOLDS;
    }

    private static String number(long customer) {
        return "+1512555%04d".formatted(customer + 100);
    }

    private static StopCheck stops() {
        return request -> new Standing.Stands(facts(request.customerId()), Map.of());
    }

    private static ContactFacts facts(long customer) {
        ContactFacts home = Messages.facts(customer, List.of(Messages.mobile(number(customer))));
        return new ContactFacts(home.customer(),
                Optional.of(
                        ContactFacts.Location.of(Map.of("id", household(customer), "name", "Home"), Optional.of(List.of()))),
                home.job(), Map.of());
    }

    private MessageRules rules() {
        return Messages.live().with(caps);
    }

    private static SequenceDefinition renewal() {
        return new SequenceDefinition("renewal", MessageKind.VISIT,
                List.of(new SequenceStep(Duration.ZERO, ChannelKind.SMS, "twilio", "renewal")), Set.of("renewed"), 1);
    }
}
