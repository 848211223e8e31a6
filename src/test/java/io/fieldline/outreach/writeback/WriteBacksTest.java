package io.fieldline.outreach.writeback;

import static io.fieldline.outreach.Messages.ADA;
import static io.fieldline.outreach.Messages.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.DeliveryState;
import io.fieldline.outreach.InboundReply;
import io.fieldline.outreach.Lease;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OptOuts;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.Subject;
import io.fieldline.outreach.Suppression;
import io.fieldline.outreach.writeback.WriteBack.Kind;
import io.fieldline.outreach.writeback.WriteBack.State;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.MessageSettings;
import io.fieldline.tenant.Tenant;

class WriteBacksTest {

    private static final String MARKETING = "marketingUpdatesEnabled";
    private static final List<String> NAMES = List.of("jobRemindersEnabled", MARKETING, "invoiceNotification");

    @TempDir
    Path temporary;

    private final Desk desk = new Desk();
    private final Notes notes = new Notes();
    private Instant now = NOON;
    private StateStore store;
    private OutreachStores stores;
    private OptOuts optOuts;

    @BeforeEach
    void open() {
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, () -> now);
        stores = store.outreach();
        optOuts = new OptOuts(stores.blocked(), stores.consents(), stores.outbox(), store.unitOfWork(), () -> now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void run(Map<String, Object> options) {
        run(options, MessageSettings.DEFAULT);
    }

    private void run(Map<String, Object> options, MessageSettings settled) {
        Tenant acme = new Tenant("acme", "Acme", Messages.CHICAGO, null,
                Map.of("twilio", new Connection("twilio", "twilio", options), "mail", new Connection("mail", "mail", options)),
                Map.of(), settled);
        new WriteBacks(new FixedTenants(acme), store.writeBacks(), stores.outbox(), desk, notes, () -> now).run("acme");
    }

    private static MessageSettings redirect(String number) {
        MessageSettings usual = MessageSettings.DEFAULT;
        return new MessageSettings(MessageSettings.Mode.REDIRECT, Map.of("sms", number), usual.country(), usual.from(),
                usual.until(), false, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), "en", Optional.empty(),
                true);
    }

    private void reply(String body) {
        optOuts.answered("acme", new InboundReply(ADA, "+15005550006", body, "SM1", now));
    }

    private WriteBack optOut(String address) {
        return store.writeBacks().find("acme", Kind.OPT_OUT, address).orElseThrow();
    }

    @Test
    void aStopTurnsOffAllPreferencesOfEachContactWithTheNumberAndIsReadBack() {
        desk.contact(7, 1, ADA, true, true, true);
        desk.contact(8, 2, ADA, false, true, true);
        desk.contact(9, 3, "+15125550199", true, true, true);
        reply("STOP");

        run(Map.of());

        assertThat(desk.preferences.get(1L)).isEqualTo(preferences(false, false, false));
        assertThat(desk.preferences.get(2L)).isEqualTo(preferences(false, false, false));
        assertThat(desk.preferences.get(3L)).isEqualTo(preferences(true, true, true));
        assertThat(optOut(ADA).state()).isEqualTo(State.DONE);
        assertThat(desk.writes).isEqualTo(2);
        run(Map.of());
        assertThat(desk.writes).as("once").isEqualTo(2);
    }

    @Test
    void whatServiceTitanTookButDoesNotShowIsNotDone() {
        desk.contact(7, 1, ADA, true, true, true);
        desk.deaf = true;
        reply("STOP");

        run(Map.of());

        assertThat(optOut(ADA).state()).isEqualTo(State.WAITING);
        assertThat(optOut(ADA).problem()).contains("does not show the preferences of contact 1");
        desk.deaf = false;
        now = now.plus(Duration.ofMinutes(1));
        run(Map.of());
        assertThat(optOut(ADA).state()).isEqualTo(State.DONE);
    }

    @Test
    void aServiceTitanThatIsAwayIsToldOnceItIsBack() {
        desk.contact(7, 1, ADA, true, true, true);
        desk.failure = new RetryLaterException("ServiceTitan is away", null);
        reply("STOP");

        for (int turn = 0; turn < 30; turn++) {
            run(Map.of());
            now = now.plus(Duration.ofMinutes(30));
        }
        assertThat(optOut(ADA).state()).isEqualTo(State.WAITING);
        assertThat(desk.asked).as("less and less often").isLessThan(30);
        desk.failure = null;
        now = now.plus(Duration.ofHours(1));
        run(Map.of());

        assertThat(optOut(ADA).state()).isEqualTo(State.DONE);
        assertThat(desk.preferences.get(1L)).isEqualTo(preferences(false, false, false));
    }

    @Test
    void whatASettingOrServiceTitanRefusesIsTriedAgainAfterHoursAndNeverDropped() {
        desk.contact(7, 1, ADA, true, true, true);
        for (SyncException failure : List.of(new MisconfiguredException("no such tag"),
                new RejectedRecordException("refused"))) {
            desk.failure = failure;
            reply("STOP");
            run(Map.of());
            now = now.plus(Duration.ofHours(5));
            run(Map.of());
            assertThat(store.writeBacks().troubled("acme", 9)).singleElement()
                    .satisfies(wish -> assertThat(wish.problem()).isEqualTo(failure.getMessage()));
            now = now.plus(Duration.ofHours(1));
        }
        desk.failure = null;
        run(Map.of());
        assertThat(optOut(ADA).state()).isEqualTo(State.DONE);
        assertThat(store.writeBacks().troubled("acme", 9)).isEmpty();
    }

    @Test
    void aStartBringsBackWhatTheStopTookButNoMarketing() {
        desk.contact(7, 1, ADA, false, true, true);
        reply("STOP");
        run(Map.of());
        reply("START");

        run(Map.of());

        assertThat(desk.preferences.get(1L)).as("what was off before stays off").isEqualTo(preferences(false, false, true));
        assertThat(optOut(ADA)).matches(wish -> !wish.wanted() && wish.state() == State.DONE);
        reply("STOP");
        run(Map.of());
        assertThat(desk.preferences.get(1L)).isEqualTo(preferences(false, false, false));
    }

    @Test
    void aSecondAttemptDoesNotTakeItsOwnDoingForHowThingsWereBefore() {
        desk.contact(7, 1, ADA, true, true, true);
        desk.failAfterWrite = true;
        reply("STOP");
        run(Map.of());
        assertThat(optOut(ADA).state()).isEqualTo(State.WAITING);
        desk.failAfterWrite = false;
        now = now.plus(Duration.ofMinutes(1));
        run(Map.of());
        reply("START");

        run(Map.of());

        assertThat(desk.preferences.get(1L)).isEqualTo(preferences(true, false, true));
    }

    @Test
    void aStartBeforeTheStopWasToldLeavesServiceTitanAsItIs() {
        desk.contact(7, 1, ADA, true, true, true);
        desk.failure = new RetryLaterException("ServiceTitan is away", null);
        reply("STOP");
        run(Map.of());
        reply("START");
        desk.failure = null;

        run(Map.of());

        assertThat(desk.writes).isZero();
        assertThat(optOut(ADA).state()).isEqualTo(State.DONE);
    }

    @Test
    void anEmailAddressLosesMarketingAlone() {
        desk.contact(7, 1, "ada@customer.example", true, true, true);
        optOuts.stop("acme", "ada@customer.example", "link");

        run(Map.of());

        assertThat(desk.preferences.get(1L)).isEqualTo(preferences(true, false, true));
    }

    @Test
    void aTagIsSetWhereItIsMissingAndTakenOffOnlyThere() {
        desk.contact(7, 1, ADA, true, true, true);
        desk.contact(8, 2, ADA, true, true, true);
        desk.tagged.add(8L);
        Map<String, Object> options = Map.of("optOuts", "tag", "optOutTag", "Quiet");
        reply("STOP");

        run(options);

        assertThat(desk.tagged).containsExactly(7L, 8L);
        assertThat(desk.preferences.get(1L)).isEqualTo(preferences(true, true, true));
        reply("ALTA");
        run(options);
        assertThat(desk.tagged).containsExactly(8L);
    }

    @Test
    void aStopOfTheTenantsOwnNumberToWhichMessagesAreRedirectedIsNoCustomers() {
        desk.contact(7, 1, ADA, true, true, true);
        reply("STOP");

        run(Map.of(), redirect(ADA));

        assertThat(desk.writes).isZero();
        assertThat(optOut(ADA)).matches(wish -> wish.state() == State.NOTHING && wish.problem().contains("redirected"));
    }

    @Test
    void aMessageThatWasRedirectedIsNotNotedForItsCustomerGotNone() {
        OutboxMessage message = sent(Messages.request(4711, 7), "+15125550199");

        run(Map.of("jobNotes", true));

        assertThat(notes.texts).isEmpty();
        assertThat(note(message)).matches(wish -> wish.state() == State.NOTHING && wish.problem().contains("redirected"));
    }

    @Test
    void aNumberThatNobodyHasOrATenantThatWantsNothingIsNotPursued() {
        reply("STOP");
        run(Map.of());
        assertThat(optOut(ADA)).matches(wish -> wish.state() == State.NOTHING && wish.problem().contains("no contact"));

        optOuts.stop("acme", "ada@customer.example", "link");
        run(Map.of("optOuts", "none"));
        assertThat(store.writeBacks().find("acme", Kind.OPT_OUT, "ada@customer.example")).isEmpty();
    }

    @Test
    void aSentMessageIsNotedOnceOnItsJobEvenWhenTheAnswerWasLost() {
        OutboxMessage message = sent(Messages.request(4711, 7));
        notes.failAfterWrite = true;

        run(Map.of("jobNotes", true));
        notes.failAfterWrite = false;
        now = now.plus(Duration.ofMinutes(1));
        run(Map.of("jobNotes", true));
        now = now.plus(Duration.ofMinutes(1));
        run(Map.of("jobNotes", true));

        assertThat(notes.texts.get(4711L)).singleElement().asString().contains(message.token(), "…0101", "Thank you",
                "Jun 1, 2026 12:00 PM");
        assertThat(note(message)).matches(wish -> wish.state() == State.DONE);
    }

    @Test
    void aNoteThatIsSeenLateIsNotSentAgain() {
        sent(Messages.request(4711, 7));
        notes.hidden = true;

        for (int minute = 0; minute < 20; minute++) {
            run(Map.of("jobNotes", true));
            now = now.plus(Duration.ofMinutes(1));
        }
        notes.hidden = false;
        now = now.plus(Duration.ofHours(1));
        run(Map.of("jobNotes", true));

        assertThat(notes.texts.get(4711L)).hasSize(1);
    }

    @Test
    void aMessageAboutAnAppointmentIsNotedOnTheJobThatItNames() {
        MessageRequest job = Messages.request(4711, 7);
        MessageKey key = new MessageKey("acme", "job-status-notifications", "technician-on-the-way",
                Subject.of("appointment", 12));
        sent(new MessageRequest(key, job.kind(), job.channel(), job.connection(), job.template(), 7, OptionalLong.empty(), NOON,
                NOON, Map.of("jobId", 4712L)));
        OutboxMessage other = sent(new MessageRequest(new MessageKey("acme", "renewal", "renewal-1",
                Subject.of("membership", 3)), job.kind(), job.channel(), job.connection(), job.template(), 8,
                OptionalLong.empty(), NOON, NOON, Map.of()));

        run(Map.of("jobNotes", true));

        assertThat(notes.texts.keySet()).containsExactly(4712L);
        assertThat(note(other)).matches(wish -> wish.state() == State.NOTHING);
    }

    @Test
    void nothingIsNotedUnlessWantedNorFromBeforeItWas() {
        OutboxMessage message = sent(Messages.request(4711, 7));

        run(Map.of());
        assertThat(store.writeBacks().find("acme", Kind.JOB_NOTE, message.token())).isEmpty();
        now = now.plus(Duration.ofDays(3));
        run(Map.of("jobNotes", true));
        assertThat(notes.texts).isEmpty();
    }

    @Test
    void aJobThatIsGoneIsNotPursued() {
        OutboxMessage message = sent(Messages.request(4711, 7));
        notes.failure = new RejectedRecordException("there is no job 4711");

        run(Map.of("jobNotes", true));

        assertThat(note(message)).matches(wish -> wish.state() == State.REFUSED && wish.problem().contains("no job 4711"));
    }

    private WriteBack note(OutboxMessage message) {
        return store.writeBacks().find("acme", Kind.JOB_NOTE, message.token()).orElseThrow();
    }

    private OutboxMessage sent(MessageRequest request) {
        return sent(request, ADA);
    }

    private OutboxMessage sent(MessageRequest request, String to) {
        OutboxMessage message = Messages.scheduled(request, ADA, NOON);
        stores.outbox().plan(message);
        Lease lease = new Lease("worker", NOON.plusSeconds(90));
        OutboxMessage claimed = stores.outbox().claim(lease, NOON, 1, Set.of()).get(0);
        OutgoingMessage usual = Messages.outgoing(claimed, "Thank you");
        stores.outbox().begin(claimed, new OutgoingMessage(usual.token(), usual.channel(), to, usual.recipientName(),
                usual.subject(), usual.body(), usual.html(), usual.unsubscribe(), usual.event(), usual.properties(),
                usual.validity(), usual.decidedAt()), lease, NOON);
        stores.outbox().report(new DeliveryReport(Optional.of(message.token()), "SM1", DeliveryState.ACCEPTED, "", "",
                Suppression.NONE, NOON));
        return message;
    }

    private static Map<String, Boolean> preferences(boolean reminders, boolean marketing, boolean invoices) {
        return new TreeMap<>(Map.of("jobRemindersEnabled", reminders, MARKETING, marketing, "invoiceNotification", invoices));
    }

    private static final class Desk implements ContactDesk {

        private record Row(long customer, long id, String address) {}

        private final List<Row> rows = new ArrayList<>();
        private final Map<Long, Map<String, Boolean>> preferences = new HashMap<>();
        private final Set<Long> tagged = new TreeSet<>();
        private SyncException failure;
        private boolean failAfterWrite;
        private boolean deaf;
        private int writes;
        private int asked;

        void contact(long customer, long id, String address, boolean reminders, boolean marketing, boolean invoices) {
            rows.add(new Row(customer, id, address));
            preferences.put(id, preferences(reminders, marketing, invoices));
        }

        private static Map<String, Boolean> preferences(boolean reminders, boolean marketing, boolean invoices) {
            return WriteBacksTest.preferences(reminders, marketing, invoices);
        }

        @Override
        public List<String> preferenceNames() {
            return NAMES;
        }

        @Override
        public List<ContactRow> contacts(Tenant tenant, String address, Collection<Long> customers) {
            asked++;
            if (failure != null) {
                throw failure;
            }
            return rows.stream().filter(row -> row.address().equals(address))
                    .map(row -> new ContactRow(row.customer(), OptionalLong.empty(), row.id(), preferences.get(row.id())))
                    .toList();
        }

        @Override
        public void prefer(Tenant tenant, ContactRow contact, Map<String, Boolean> all) {
            writes++;
            if (!deaf) {
                preferences.put(contact.id(), new TreeMap<>(all));
            }
            if (failAfterWrite) {
                throw new RetryLaterException("the answer was lost", null);
            }
        }

        @Override
        public Set<Long> tagged(Tenant tenant, Collection<Long> customers, String tag) {
            assertThat(tag).isEqualTo("Quiet");
            Set<Long> some = new TreeSet<>(tagged);
            some.retainAll(customers);
            return some;
        }

        @Override
        public void tag(Tenant tenant, long customer, String tag, boolean bears) {
            assertThat(bears ? tagged.add(customer) : tagged.remove(customer)).isTrue();
        }
    }

    private static final class Notes implements JobNotes {

        private final Map<Long, List<String>> texts = new TreeMap<>();
        private SyncException failure;
        private boolean failAfterWrite;
        private boolean hidden;

        @Override
        public boolean has(Tenant tenant, long job, String mark) {
            if (failure != null) {
                throw failure;
            }
            return !hidden && texts.getOrDefault(job, List.of()).stream().anyMatch(text -> text.contains(mark));
        }

        @Override
        public void add(Tenant tenant, long job, String text) {
            texts.computeIfAbsent(job, any -> new ArrayList<>()).add(text);
            if (failAfterWrite) {
                throw new RetryLaterException("the answer was lost", null);
            }
        }
    }
}
