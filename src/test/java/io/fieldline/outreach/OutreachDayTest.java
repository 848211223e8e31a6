package io.fieldline.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;

/**
 * A day of completed jobs, on a store in a file, with a provider that fails one call in ten and a process that is killed again
 * and again: whoever may be asked for a review is asked once. Who may is seeded here, and the gate is not consulted about it.
 */
class OutreachDayTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final Instant SEVEN = Instant.parse("2026-06-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(2);

    @TempDir
    Path temporary;

    @Test
    void everybodyWhoMayBeAskedIsAskedOnceAndNobodyElse() {
        new Day(temporary, 150, 50, 1).run();
    }

    @Test
    @Tag("endurance")
    void everybodyOfTwoThousandWhoMayBeAskedIsAskedOnceAndNobodyElse() {
        new Day(temporary, 2_000, 50, 2).run();
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Why a customer is left out, in the words of this test. */
    private enum Seed {
        MAY_BE_ASKED(null), SAID_STOP("OPTED_OUT"), DO_NOT_TEXT("DO_NOT_TEXT"), NO_MOBILE("NO_RECIPIENT"), NEVER_AGREED(
                "NO_WRITTEN_CONSENT");

        private final String reason;

        Seed(String reason) {
            this.reason = reason;
        }
    }

    private static final class Day implements MessageChannel {

        private final Random random;
        private final int jobs;
        private final Map<Long, Seed> seeds = new HashMap<>();
        private final Map<Integer, List<Long>> completions = new HashMap<>();
        private final Set<Integer> deaths = new HashSet<>();
        private final Map<String, Integer> accepted = new HashMap<>();
        private final List<Instant> times = new ArrayList<>();
        private final StateStoreSettings settings;
        private StateStore store;
        private Instant now = SEVEN;
        private int operations;
        private int lives;

        Day(Path folder, int jobs, int kills, long seed) {
            this.jobs = jobs;
            this.random = new Random(seed);
            this.settings = StateStoreSettings.sqlite(folder);
            open();
            for (long customer = 1; customer <= jobs; customer++) {
                Seed one = seed(customer);
                seeds.put(customer, one);
                completions.computeIfAbsent(random.nextInt(12 * 60), unseen -> new ArrayList<>()).add(customer);
                if (one != Seed.NEVER_AGREED) {
                    store.outreach().consents().record(
                            new WrittenConsent("acme", number(customer), customer, "booking page", SEVEN));
                }
                if (one == Seed.SAID_STOP) {
                    optOuts().answered("acme", new InboundReply(number(customer), "+15125550000", "Stop", "SM", SEVEN));
                }
            }
            while (deaths.size() < kills) {
                deaths.add(random.nextInt(jobs * 8));
            }
        }

        /** Five in a hundred opted out, ten have no mobile, three never agreed in writing. */
        private static Seed seed(long customer) {
            return switch ((int) (customer % 100)) {
                case 3, 23, 43 -> Seed.SAID_STOP;
                case 63, 83 -> Seed.DO_NOT_TEXT;
                case 5, 15, 25, 35, 45, 55, 65, 75, 85, 95 -> Seed.NO_MOBILE;
                case 7, 37, 67 -> Seed.NEVER_AGREED;
                default -> Seed.MAY_BE_ASKED;
            };
        }

        void run() {
            for (int minute = 0; minute < 26 * 60; minute++) {
                now = SEVEN.plus(Duration.ofMinutes(minute));
                completions.getOrDefault(minute, List.of()).forEach(customer -> survive(() -> {
                    complete(customer);
                    return false;
                }));
                survive(() -> dispatcher().run(20) > 0);
            }
            check();
            store.close();
        }

        /** A process that was killed is started again on the same store, and does again what it was not done with. */
        private void survive(BooleanSupplier work) {
            boolean more = true;
            while (more) {
                try {
                    more = work.getAsBoolean();
                } catch (Killed end) {
                    store.close();
                    open();
                }
            }
        }

        private void open() {
            store = StateStore.open(settings, StateStore.Access.OWNER, () -> now);
            lives++;
        }

        private void complete(long customer) {
            MessageRequest request = new MessageRequest(
                    new MessageKey("acme", "review-request-sms", "review-request", Subject.of("job", customer)),
                    MessageKind.MARKETING, ChannelKind.SMS, "twilio", "review-request", customer, OptionalLong.empty(), now,
                    now.plus(Duration.ofHours(1)), Map.of());
            new MessagePlanner(gate(), outbox(), () -> now).plan(request, rules(), facts(customer));
        }

        private ContactFacts facts(long customer) {
            Seed seed = seeds.get(customer);
            Map<String, Object> phone = new HashMap<>(Messages.mobile(number(customer)));
            phone.put("phoneSettings", Map.of("doNotText", seed == Seed.DO_NOT_TEXT));
            phone.put("type", seed == Seed.NO_MOBILE ? "Phone" : "MobilePhone");
            return Messages.facts(customer, List.of(phone));
        }

        private static String number(long customer) {
            return "+1312555%04d".formatted(customer);
        }

        private OutboxStore outbox() {
            return Troubled.of(OutboxStore.class, store.outreach().outbox(), operation -> operation(),
                    operation -> operation());
        }

        private void operation() {
            if (deaths.remove(operations++)) {
                throw new Killed();
            }
        }

        private MessageRules rules() {
            return Messages.live().with(new Caps(Optional.of(Frequency.ofMarketing(1, Duration.ofDays(30))),
                    Optional.of(Duration.ofDays(90)), OptionalInt.of(jobs), Optional.empty()));
        }

        private ConsentGate gate() {
            OutreachStores stores = store.outreach();
            return new ConsentGate(stores.blocked(), stores.consents(), stores.outbox());
        }

        private OptOuts optOuts() {
            OutreachStores stores = store.outreach();
            return new OptOuts(stores.blocked(), stores.consents(), stores.outbox(), store.unitOfWork(), () -> now);
        }

        private Dispatcher dispatcher() {
            return new Dispatcher(
                    new SendingPorts(outbox(), optOuts(), (tenant, flow) -> Optional.of(rules()),
                            request -> new Standing.Stands(facts(request.customerId()), Map.of()),
                            (message, facts, values) -> MessageText.plain("How was it?"), (tenant, connection) -> this,
                            () -> now),
                    gate(), "life " + lives + " operation " + operations, LEASE);
        }

        @Override
        public ChannelKind kind() {
            return ChannelKind.SMS;
        }

        @Override
        public LostAnswer lostAnswer() {
            return LostAnswer.IS_LOOKED_FOR;
        }

        @Override
        public Duration longest() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Handover handOver(OutgoingMessage message) {
            operation();
            int luck = random.nextInt(100);
            if (luck < 5) {
                return new Handover.NotTaken("20429", Optional.empty());
            }
            if (luck < 7) {
                return new Handover.Uncertain("no answer");
            }
            accepted.merge(message.token(), 1, Integer::sum);
            times.add(now);
            operation();
            return luck < 10 ? new Handover.Uncertain("the answer broke off") : new Handover.Accepted("SM-" + message.token());
        }

        @Override
        public Optional<Handover> find(OutgoingMessage message) {
            return accepted.containsKey(message.token())
                    ? Optional.of(new Handover.Accepted("SM-" + message.token()))
                    : Optional.empty();
        }

        private void check() {
            assertThat(deaths).as("killed at all points").isEmpty();
            Map<Long, OutboxMessage> kept = new HashMap<>();
            store.outreach().outbox().list("acme", null, null, null, 2 * jobs)
                    .forEach(message -> kept.put(message.request().customerId(), message));
            assertThat(kept).hasSize(jobs);
            seeds.forEach((customer, seed) -> check(seed, kept.get(customer)));
            assertThat(accepted.values()).as("nobody twice").allMatch(count -> count == 1);
            assertThat(times).as("by day").allMatch(byDay());
        }

        private void check(Seed seed, OutboxMessage message) {
            int received = accepted.getOrDefault(message.token(), 0);
            if (seed.reason != null) {
                assertThat(message.state()).isEqualTo(OutboxState.REFUSED);
                assertThat(message.reason()).isEqualTo(seed.reason);
                assertThat(received).isZero();
            } else if (message.state() != OutboxState.UNCERTAIN) {
                assertThat(message.state()).isEqualTo(OutboxState.ACCEPTED);
                assertThat(received).isEqualTo(1);
            }
        }

        private static Predicate<Instant> byDay() {
            return at -> {
                LocalTime time = at.atZone(CHICAGO).toLocalTime();
                return !time.isBefore(LocalTime.of(9, 0)) && time.isBefore(LocalTime.of(20, 0));
            };
        }
    }
}
