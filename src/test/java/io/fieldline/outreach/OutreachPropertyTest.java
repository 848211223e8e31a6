package io.fieldline.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Any order of completions, cancellations, opt-outs and renewals, with the clock jumping over a change to or from daylight
 * saving time, the process ending between any two of its operations, and a provider that fails in every way: what was handed
 * over is held against what this test itself did to people and jobs, never against what the gate said.
 */
class OutreachPropertyTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final ZoneId DENVER = ZoneId.of("America/Denver");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId PHOENIX = ZoneId.of("America/Phoenix");
    private static final String REVIEW = "review-request-sms";
    private static final String VISITS = "job-status-notifications";
    private static final String RENEWAL = "membership-renewal";

    private static final int MOST_MARKETING = 2;
    private static final Duration MARKETING_WITHIN = Duration.ofDays(3);
    private static final Duration REVIEW_AGAIN = Duration.ofDays(1);
    private static final Duration HOUSEHOLD = Duration.ofHours(2);
    private static final int REVIEWS_A_DAY = 2;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int OPERATIONS = 16;

    enum What {
        COMPLETE, BOOK, CANCEL, STOP, START, CONSENT, DO_NOT_TEXT, NEW_NUMBER, ENROL, RENEW, WAIT, WAIT_LONG, CLOCK_BACK, SEND, LOOK_AGAIN, SEQUENCES
    }

    enum Provider {
        ACCEPTS, IS_BUSY, BREAKS_OFF_AFTER, BREAKS_OFF_BEFORE, BREAKS, REFUSES, HEARS_OF_OPT_OUT
    }

    /**
     * @param who one of the customers
     * @param trouble at which operation of a run something happens; mostly at none
     * @param kind 0 the process ends before it, 1 after it, 2 store or ServiceTitan fail before it, 3 after it, otherwise
     *        <code>meanwhile</code> happens
     */
    record Step(What what, int who, int amount, int trouble, int kind, What meanwhile, Provider provider) {}

    @Provide
    Arbitrary<List<Step>> schedules() {
        Arbitrary<What> meanwhile = Arbitraries.of(What.CANCEL, What.STOP, What.DO_NOT_TEXT, What.NEW_NUMBER, What.RENEW,
                What.COMPLETE, What.CONSENT);
        Arbitrary<Provider> provider = Arbitraries.frequency(Tuple.of(6, Provider.ACCEPTS),
                Tuple.of(1, Provider.IS_BUSY), Tuple.of(1, Provider.BREAKS_OFF_AFTER),
                Tuple.of(1, Provider.BREAKS_OFF_BEFORE), Tuple.of(1, Provider.BREAKS), Tuple.of(1, Provider.REFUSES),
                Tuple.of(1, Provider.HEARS_OF_OPT_OUT));
        Arbitrary<What> what = Arbitraries.frequency(Tuple.of(4, What.COMPLETE), Tuple.of(2, What.BOOK),
                Tuple.of(1, What.CANCEL), Tuple.of(1, What.STOP), Tuple.of(1, What.START),
                Tuple.of(2, What.CONSENT), Tuple.of(1, What.DO_NOT_TEXT),
                Tuple.of(1, What.NEW_NUMBER), Tuple.of(3, What.ENROL), Tuple.of(1, What.RENEW),
                Tuple.of(4, What.WAIT), Tuple.of(1, What.WAIT_LONG), Tuple.of(1, What.CLOCK_BACK), Tuple.of(6, What.SEND),
                Tuple.of(2, What.LOOK_AGAIN),
                Tuple.of(3, What.SEQUENCES));
        return Combinators.combine(what, Arbitraries.integers().between(0, 2), Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 2 * OPERATIONS), Arbitraries.integers().between(0, 7), meanwhile, provider)
                .as(Step::new).list().ofMinSize(10).ofMaxSize(60);
    }

    /** How the provider lets us find out about a message whose answer was lost. */
    enum Lookup {
        NONE, SHOWS_WHAT_IT_HAS, SHOWS_WHAT_IT_HAS_NOT_AS_WELL, KNOWS_THE_TOKEN
    }

    @Property(tries = 3000)
    void nobodyIsMessagedAgainstTheRules(@ForAll("schedules") List<Step> schedule, @ForAll boolean autumn,
            @ForAll Lookup lookup) {
        World world = new World(autumn, lookup);
        schedule.forEach(world::take);
        world.settle();
        world.check();
        Statistics.label("texts").collect(Math.min(world.provider.accepted.size(), 3));
        Statistics.label("texts").coverage(coverage -> coverage.check(3).percentage(share -> share > 25));
    }

    /** The process ends: nothing after it runs. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** A customer as this test knows it, with the zones in which it must be day, looked up by hand. */
    private static final class Person {

        final long id;
        final long location;
        final String state;
        final String zip;
        final Map<String, Set<ZoneId>> zones;
        String number;
        boolean doNotText;
        long membership;

        Person(long id, long location, String state, String zip, Map<String, Set<ZoneId>> zones, String number) {
            this.id = id;
            this.location = location;
            this.state = state;
            this.zip = zip;
            this.zones = zones;
            this.number = number;
        }
    }

    /** What ServiceTitan said when it was asked about a message for the last time. */
    private record Read(String number, boolean doNotText, boolean stopped, Set<String> optedOut, Set<String> agreed) {}

    /** One call of the provider. */
    private record Call(OutgoingMessage message, Instant at, boolean has, boolean mayBeRepeated) {}

    private static final class World {

        private Instant now;
        private final List<Person> people = List.of(
                new Person(1, 10, "IL", "60601",
                        Map.of("+13125550101", Set.of(CHICAGO), "+12125550101", Set.of(CHICAGO, NEW_YORK)),
                        "+13125550101"),
                new Person(2, 20, "CO", "80202",
                        Map.of("+16025550102", Set.of(DENVER, PHOENIX), "+13035550102", Set.of(DENVER)),
                        "+16025550102"),
                new Person(3, 20, "CO", "80202",
                        Map.of("+13035550103", Set.of(DENVER), "+12125550103", Set.of(DENVER, NEW_YORK)),
                        "+13035550103"));
        private final Map<String, Person> byNumber = new HashMap<>();
        private final Map<Long, Person> jobs = new HashMap<>();
        private final Set<Long> cancelledJobs = new HashSet<>();
        private final Set<Long> takenBack = new HashSet<>();
        private final Set<Long> renewedMemberships = new HashSet<>();
        private final Set<Long> stoppedMemberships = new HashSet<>();
        private final Set<String> optedOut = new HashSet<>();
        private final Set<String> everOptedOut = new HashSet<>();
        private final Set<String> unreachable = new HashSet<>();
        private final Set<String> everUnreachable = new HashSet<>();
        private final Set<String> agreed = new HashSet<>();
        private final Map<String, Read> read = new HashMap<>();
        private final Map<String, MessageRequest> wanted = new HashMap<>();

        private final InMemoryOutboxStore kept = new InMemoryOutboxStore();
        private final InMemoryBlockedRecipients blocked = new InMemoryBlockedRecipients();
        private final InMemoryWrittenConsents consents = new InMemoryWrittenConsents();
        private final InMemorySequenceStore sequences = new InMemorySequenceStore();
        private final OutboxStore outbox = Troubled.of(OutboxStore.class, kept, this::before, this::after);
        private final TestProvider provider = new TestProvider();
        private final SequenceDefinition renewal = new SequenceDefinition(RENEWAL, MessageKind.MARKETING,
                List.of(new SequenceStep(Duration.ZERO, ChannelKind.SMS, "twilio", "renewal"),
                        new SequenceStep(Duration.ofHours(20), ChannelKind.SMS, "twilio", "renewal"),
                        new SequenceStep(Duration.ofDays(2), ChannelKind.SMS, "twilio", "renewal")),
                Set.of("renewed"), 2);
        private Step trouble;
        private int operations;
        private int lives;
        private long ids = 100;
        private boolean inUnit;
        private boolean interrupted;

        World(boolean autumn, Lookup lookup) {
            provider.lookup = lookup;
            now = Instant.parse(autumn ? "2026-10-30T16:00:00Z" : "2026-03-06T17:00:00Z");
            people.forEach(person -> person.zones.keySet().forEach(number -> {
                byNumber.put(number, person);
                agree(person, number);
            }));
        }

        void take(Step step) {
            now = now.plusSeconds(1);
            trouble = null;
            switch (step.what()) {
                case WAIT -> now = now.plus(Duration.ofMinutes(List.of(1, 5, 20, 90, 240, 660).get(step.amount())));
                case WAIT_LONG -> now = now.plus(Duration.ofHours(12L * (step.amount() + 1)));
                case CLOCK_BACK -> now = now.minus(Duration.ofMinutes(13L * step.amount()));
                case SEND -> troubled(step, () -> dispatcher().run(5));
                case LOOK_AGAIN -> troubled(step, () -> dispatcher().lookAgain(5));
                case SEQUENCES -> troubled(step, () -> engine().advance(5));
                default -> troubled(step, () -> happen(step.what(), people.get(step.who())));
            }
        }

        private void troubled(Step step, Runnable run) {
            trouble = step;
            operations = 0;
            provider.mode = step.provider();
            lives++;
            interrupted = false;
            try {
                run.run();
            } catch (Killed | RetryLaterException end) {
                // What was being done is not done again by itself; others of its kind come with later steps.
                inUnit = false;
            } finally {
                trouble = null;
            }
            learn();
        }

        /** After an interruption, also one that the sender got over, what the provider answered may be known or not. */
        private void learn() {
            if (!interrupted) {
                unreachable.addAll(provider.unreachable);
                optedOut.addAll(provider.stopped);
                agreed.removeAll(provider.withdrawn);
            }
            provider.unreachable.clear();
            provider.stopped.clear();
            provider.withdrawn.clear();
        }

        private void happen(What what, Person person) {
            switch (what) {
                case COMPLETE -> plan(request(REVIEW, "review-request", MessageKind.MARKETING, newJob(person), person));
                case BOOK -> plan(request(VISITS, "job-booked", MessageKind.VISIT, newJob(person), person));
                case CANCEL ->
                    jobs.entrySet().stream().filter(job -> job.getValue() == person).mapToLong(Map.Entry::getKey).max()
                            .ifPresent(this::cancel);
                case STOP -> stop(person);
                case START -> start(person);
                case CONSENT -> agree(person, person.number);
                case DO_NOT_TEXT -> person.doNotText = !person.doNotText;
                case NEW_NUMBER -> person.number = person.zones.keySet().stream().filter(other -> !other.equals(person.number))
                        .findFirst().orElseThrow();
                case ENROL -> {
                    person.membership = ++ids;
                    engine().enrol("acme", renewal, Subject.of("membership", person.membership), person.id,
                            OptionalLong.of(person.location), Map.of());
                }
                case RENEW -> renew(person);
                default -> throw new IllegalArgumentException("not by itself: " + what);
            }
        }

        private long newJob(Person person) {
            jobs.put(++ids, person);
            return ids;
        }

        private void plan(MessageRequest request) {
            wanted.put(request.key().token(), request);
            new MessagePlanner(gate(), outbox, () -> now).plan(request, rules(request.key().flow()), facts(person(request)));
        }

        private void cancel(long job) {
            cancelledJobs.add(job);
            unit(() -> {
                outbox.cancel(MessageSelection.subject("acme", Subject.of("job", job)), "job-cancelled", now);
                return takenBack.add(job);
            });
        }

        private void stop(Person person) {
            unit(() -> {
                optOuts().answered("acme", new InboundReply(person.number, "+15125550000", "STOP", "SM", now));
                optedOut.add(person.number);
                everOptedOut.add(person.number);
                return agreed.remove(person.number);
            });
        }

        private void start(Person person) {
            unit(() -> {
                optOuts().answered("acme", new InboundReply(person.number, "+15125550000", "START", "SM", now));
                return optedOut.remove(person.number);
            });
        }

        private void agree(Person person, String number) {
            agreed.add(number);
            provider.withdrawn.remove(number);
            consents.record(new WrittenConsent("acme", number, person.id, "booking page", now));
        }

        private void renew(Person person) {
            if (person.membership != 0) {
                renewedMemberships.add(person.membership);
                unit(() -> {
                    engine().stop("acme", renewal, Subject.of("membership", person.membership), "renewed");
                    return stoppedMemberships.add(person.membership);
                });
            }
        }

        private MessageRequest request(String flow, String event, MessageKind kind, long job, Person person) {
            return new MessageRequest(new MessageKey("acme", flow, event, Subject.of("job", job)), kind, ChannelKind.SMS,
                    "twilio",
                    event, person.id, OptionalLong.of(person.location), now,
                    flow.equals(REVIEW) ? now.plus(Duration.ofMinutes(30)) : now, Map.of());
        }

        private Person person(MessageRequest request) {
            return people.get((int) request.customerId() - 1);
        }

        private ContactFacts facts(Person person) {
            Map<String, Object> mobile = new HashMap<>(Messages.mobile(person.number));
            mobile.put("phoneSettings", Map.of("doNotText", person.doNotText));
            return new ContactFacts(ContactFacts.Customer.of(Messages.customer(person.id), Optional.of(List.of(mobile))),
                    Optional.of(ContactFacts.Location.of(Map.of("id", person.location, "address",
                            Map.of("state", person.state, "zip", person.zip)), Optional.of(List.of()))),
                    Optional.of(ContactFacts.Job.of(Map.of("id", 1L, "notificationsEnabled", true))), Map.of());
        }

        private Standing look(MessageRequest request) {
            before("look", true);
            Person person = person(request);
            Subject subject = request.key().subject();
            boolean stopped = subject.kind().equals("job")
                    ? cancelledJobs.contains(subject.id())
                    : renewedMemberships.contains(subject.id());
            wanted.put(request.key().token(), request);
            read.put(request.key().token(), new Read(person.number, person.doNotText, stopped,
                    Set.copyOf(optedOut), Set.copyOf(agreed)));
            Standing standing = stopped
                    ? new Standing.Stopped(subject.kind().equals("job") ? "job-cancelled" : "renewed", "")
                    : new Standing.Stands(facts(person), Map.of());
            after("look");
            return standing;
        }

        private MessageRules rules(String flow) {
            Optional<Frequency> acrossFlows = Optional.of(Frequency.ofMarketing(MOST_MARKETING, MARKETING_WITHIN));
            return Messages.live().with(flow.equals(REVIEW)
                    ? new Caps(acrossFlows, Optional.of(REVIEW_AGAIN), OptionalInt.of(REVIEWS_A_DAY), Optional.of(HOUSEHOLD))
                    : new Caps(acrossFlows, Optional.empty(), OptionalInt.empty(), Optional.empty()));
        }

        private ConsentGate gate() {
            return new ConsentGate(Troubled.of(BlockedRecipients.class, blocked, this::before, this::after), consents, outbox);
        }

        private Dispatcher dispatcher() {
            SendingPorts ports = new SendingPorts(outbox, optOuts(), (tenant, flow) -> Optional.of(rules(flow)), this::look,
                    (message, facts, values) -> {
                        before("write", true);
                        return MessageText.plain("Hi " + message.token());
                    }, (tenant, connection) -> provider, () -> now);
            return new Dispatcher(ports, gate(), "life " + lives, LEASE);
        }

        private SequenceEngine engine() {
            return new SequenceEngine(sequences, outbox, new MessagePlanner(gate(), outbox, () -> now), this::look,
                    (tenant, flow) -> Optional.of(rules(flow)), (tenant, flow) -> Optional.of(renewal), this::unit, () -> now);
        }

        private OptOuts optOuts() {
            return new OptOuts(blocked, consents, outbox, this::unit, () -> now);
        }

        /** A database does all of it or nothing, and nobody sees half of it. */
        private <T> T unit(Supplier<T> work) {
            before("unit", true);
            boolean outer = inUnit;
            inUnit = true;
            T result = work.get();
            inUnit = outer;
            after("unit");
            return result;
        }

        private void before(String operation) {
            before(operation, true);
        }

        /** @param others whether something else may happen before it */
        private void before(String operation, boolean others) {
            if (inUnit || trouble == null || operations++ != trouble.trouble()) {
                return;
            }
            Step step = trouble;
            if (step.kind() == 0) {
                interrupted = true;
                throw new Killed();
            }
            if (step.kind() == 2 && others) {
                interrupted = true;
                throw new RetryLaterException(operation + " did not happen", null);
            }
            if (step.kind() > 3 && others) {
                trouble = null;
                happen(step.meanwhile(), people.get(step.who()));
                trouble = step;
            }
        }

        private void after(String operation) {
            if (inUnit || trouble == null || operations != trouble.trouble() + 1) {
                return;
            }
            operations++;
            if (trouble.kind() == 1) {
                interrupted = true;
                throw new Killed();
            }
            if (trouble.kind() == 3 && !operation.equals("handOver")) {
                interrupted = true;
                throw new RetryLaterException("no answer came to " + operation, null);
            }
        }

        /** Days without trouble, so that everything comes to its end. */
        void settle() {
            provider.mode = Provider.ACCEPTS;
            lives++;
            for (int hour = 0; hour < 24 * 6; hour += 3) {
                now = now.plus(Duration.ofHours(3));
                engine().advance(50);
                while (dispatcher().run(50) > 0) {
                    now = now.plusSeconds(1);
                }
                dispatcher().lookAgain(50);
            }
        }

        void check() {
            List<OutboxMessage> all = kept.list("acme", null, null, null, 10_000);
            assertThat(all).as("nothing is left half done").allMatch(message -> message.state().ended());
            all.forEach(this::isWellFounded);
            checkCaps();
            for (OutboxMessage message : all) {
                boolean has = provider.accepted.stream().anyMatch(sent -> sent.token().equals(message.token()));
                if (message.state() == OutboxState.ACCEPTED) {
                    assertThat(has).as("accepted means that the provider has it").isTrue();
                } else if (message.state() != OutboxState.UNCERTAIN) {
                    assertThat(has).as("%s means that it has not", message.state()).isFalse();
                }
            }
        }

        /** Who was left out, was left out for something that this test did. */
        private void isWellFounded(OutboxMessage message) {
            Person person = person(message.request());
            switch (message.reason()) {
                case "OPTED_OUT" -> assertThat(person.zones.keySet()).as("%s opted out", person.id)
                        .anyMatch(everOptedOut::contains);
                case "NO_WRITTEN_CONSENT" -> assertThat(person.zones.keySet()).anyMatch(everOptedOut::contains);
                case "SUPPRESSED" -> assertThat(person.zones.keySet()).anyMatch(everUnreachable::contains);
                case "job-cancelled" -> assertThat(cancelledJobs).contains(message.request().key().subject().id());
                case "renewed" -> assertThat(renewedMemberships).contains(message.request().key().subject().id());
                case "CUSTOMER_CAP", "TOO_SOON_AGAIN", "DAILY_CAP", "HOUSEHOLD" -> assertThat(wanted.size())
                        .as("a cap needs another message").isGreaterThan(1);
                case "", "TOO_LATE", "DO_NOT_TEXT", "UNCERTAIN", "21614", "21610" -> {
                }
                default -> throw new AssertionError("nothing here makes a reason " + message.reason());
            }
        }

        private void checkCaps() {
            List<Call> has = provider.calls.stream().filter(Call::has).toList();
            for (Call call : has) {
                List<Call> before = has.stream().filter(other -> other != call && !other.at().isAfter(call.at())).toList();
                MessageRequest request = request(call);
                if (request.kind() == MessageKind.MARKETING) {
                    assertThat(before.stream().filter(other -> request(other).kind() == MessageKind.MARKETING
                            && request(other).customerId() == request.customerId()
                            && other.at().isAfter(call.at().minus(MARKETING_WITHIN))).count()).as("marketing to one customer")
                            .isLessThan(MOST_MARKETING);
                }
                if (request.key().flow().equals(REVIEW)) {
                    checkReview(call, before.stream().filter(other -> request(other).key().flow().equals(REVIEW)).toList());
                }
            }
        }

        private void checkReview(Call call, List<Call> before) {
            MessageRequest request = request(call);
            assertThat(before).as("a customer is asked again")
                    .noneMatch(other -> request(other).customerId() == request.customerId()
                            && other.at().isAfter(call.at().minus(REVIEW_AGAIN)));
            assertThat(before).as("a household is asked twice").noneMatch(
                    other -> request(other).locationId().equals(request.locationId())
                            && other.at().isAfter(call.at().minus(HOUSEHOLD)));
            assertThat(before.stream().filter(other -> other.at().atZone(CHICAGO).toLocalDate()
                    .equals(call.at().atZone(CHICAGO).toLocalDate())).count()).as("reviews on a day").isLessThan(REVIEWS_A_DAY);
        }

        private MessageRequest request(Call call) {
            return wanted.get(call.message().token());
        }

        /** Looks at each message at the moment at which it arrives. */
        private final class TestProvider implements MessageChannel {

            private final List<OutgoingMessage> accepted = new ArrayList<>();
            private final List<Call> calls = new ArrayList<>();
            private final Set<String> unreachable = new HashSet<>();
            private final Set<String> stopped = new HashSet<>();
            /** Of the stopped, those who did not agree anew since. */
            private final Set<String> withdrawn = new HashSet<>();
            /** Tokens that it was handed and of which it did not say since that it does not have them. */
            private final Set<String> mayHave = new HashSet<>();
            private Provider mode = Provider.ACCEPTS;
            private Lookup lookup;

            @Override
            public ChannelKind kind() {
                return ChannelKind.SMS;
            }

            @Override
            public LostAnswer lostAnswer() {
                return switch (lookup) {
                    case NONE -> LostAnswer.STAYS_OPEN;
                    case SHOWS_WHAT_IT_HAS, SHOWS_WHAT_IT_HAS_NOT_AS_WELL -> LostAnswer.IS_LOOKED_FOR;
                    case KNOWS_THE_TOKEN -> LostAnswer.IS_REPEATED;
                };
            }

            @Override
            public Duration longest() {
                return Duration.ofSeconds(30);
            }

            @Override
            public Handover handOver(OutgoingMessage message) {
                before("handOver", false);
                boolean repeated = calls.stream().anyMatch(call -> call.message().token().equals(message.token())
                        && !call.mayBeRepeated());
                boolean had = has(message.token());
                arrived(message, repeated);
                mayHave.add(message.token());
                Handover answer = answer(message);
                if (answer instanceof Handover.NotTaken) {
                    mayHave.remove(message.token());
                }
                calls.add(new Call(message, now, !had && has(message.token()), answer instanceof Handover.NotTaken));
                after("handOver");
                if (mode == Provider.BREAKS) {
                    throw new IllegalStateException("a defect");
                }
                return answer;
            }

            private Handover answer(OutgoingMessage message) {
                switch (mode) {
                    case IS_BUSY -> {
                        return new Handover.NotTaken("20429", Optional.empty());
                    }
                    case BREAKS_OFF_BEFORE -> {
                        return new Handover.Uncertain("no answer");
                    }
                    case REFUSES -> {
                        unreachable.add(message.recipient());
                        everUnreachable.add(message.recipient());
                        return new Handover.Refused("21614", "no mobile", Suppression.RECIPIENT);
                    }
                    case HEARS_OF_OPT_OUT -> {
                        stopped.add(message.recipient());
                        withdrawn.add(message.recipient());
                        everOptedOut.add(message.recipient());
                        return new Handover.Refused("21610", "opted out", Suppression.OPTED_OUT);
                    }
                    default -> {
                        if (lookup != Lookup.KNOWS_THE_TOKEN || !has(message.token())) {
                            accepted.add(message);
                        }
                        return mode == Provider.BREAKS_OFF_AFTER
                                ? new Handover.Uncertain("no answer")
                                : new Handover.Accepted("SM-" + message.token());
                    }
                }
            }

            private boolean has(String token) {
                return accepted.stream().anyMatch(one -> one.token().equals(token));
            }

            /** @param repeated then it counted as sent before, and what happens since the last look comes too late */
            private void arrived(OutgoingMessage message, boolean repeated) {
                MessageRequest request = wanted.get(message.token());
                Person person = byNumber.get(message.recipient());
                Subject subject = request.key().subject();
                Read then = read.get(message.token());
                assertThat(person.id).as("whose number it is").isEqualTo(request.customerId());
                assertThat(then.stopped()).as("its reason had ended when it was looked at").isFalse();
                assertThat(then.doNotText()).as("the number was marked when it was looked at").isFalse();
                assertThat(message.recipient()).as("the number when it was looked at").isEqualTo(then.number());
                assertThat(repeated ? then.optedOut() : optedOut).as("opted out").doesNotContain(message.recipient());
                assertThat(World.this.unreachable).as("nothing reaches it").doesNotContain(message.recipient());
                if (!repeated) {
                    assertThat(subject.kind().equals("job") ? takenBack : stoppedMemberships).as("was taken back")
                            .doesNotContain(subject.id());
                }
                if (request.kind() == MessageKind.MARKETING) {
                    assertThat(repeated ? then.agreed() : agreed).as("agreed in writing").contains(message.recipient());
                }
                person.zones.get(message.recipient()).forEach(zone -> assertThat(now.atZone(zone).toLocalTime())
                        .as("the time in %s", zone).isBetween(LocalTime.of(9, 0), LocalTime.of(19, 59, 59, 999_999_999)));
                Duration age = Duration.between(request.notBefore(), now);
                assertThat(age).as("its age when it was to be sent").isLessThanOrEqualTo(
                        Duration.ofHours(request.key().event().equals("job-booked") ? 2 : 24));
                assertThat(lookup != Lookup.KNOWS_THE_TOKEN && mayHave.contains(message.token()))
                        .as("a message that the provider may have is handed over again").isFalse();
            }

            @Override
            public Optional<Handover> find(OutgoingMessage message) {
                before("find", true);
                if (has(message.token())) {
                    return Optional.of(new Handover.Accepted("SM-" + message.token()));
                }
                if (lookup == Lookup.SHOWS_WHAT_IT_HAS) {
                    return Optional.empty();
                }
                mayHave.remove(message.token());
                return Optional.of(new Handover.NotTaken("it is not there", Optional.empty()));
            }
        }
    }
}
