package io.fieldline.outreach;

import static io.fieldline.outreach.Messages.ADA;
import static io.fieldline.outreach.Messages.CHICAGO;
import static io.fieldline.outreach.Messages.NOON;
import static io.fieldline.outreach.Messages.as;
import static io.fieldline.outreach.Messages.customer;
import static io.fieldline.outreach.Messages.email;
import static io.fieldline.outreach.Messages.facts;
import static io.fieldline.outreach.Messages.live;
import static io.fieldline.outreach.Messages.mobile;
import static io.fieldline.outreach.Messages.request;
import static io.fieldline.outreach.Messages.scheduled;
import static io.fieldline.outreach.Messages.visit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.ConsentGate.Moment;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;

class ConsentGateTest {

    private static final String OTHER = "+15125550102";

    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    private final InMemoryBlockedRecipients blocked = new InMemoryBlockedRecipients();
    private final InMemoryWrittenConsents consents = new InMemoryWrittenConsents();
    private final ConsentGate gate = new ConsentGate(blocked, consents, outbox);

    @BeforeEach
    void adaAgreedInWriting() {
        consents.record(new WrittenConsent("acme", ADA, 7, "booking page", NOON));
    }

    @Test
    void letsAMessagePassToWhomItIsFor() {
        assertThat(decide(request(1, 7), facts(7, List.of(mobile("(512) 555-0101"))))).isEqualTo(
                new Decision.Allowed(new Recipient(ADA, "Ada Lovelace"), NOON));
    }

    @Test
    void marketingTextsNeedAWrittenConsentAndVisitsDoNot() {
        consents.withdraw("acme", ADA);

        assertThat(refusal(request(1, 7), facts(7, List.of(mobile(ADA))))).isEqualTo(RefusalReason.NO_WRITTEN_CONSENT);
        assertThat(decide(visit(1, 7), facts(7, List.of(mobile(ADA))))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void marketingEmailsNeedAPostalAddressAndAWayToUnsubscribe() {
        MessageRequest request = as(request(1, 7), MessageKind.MARKETING, ChannelKind.EMAIL);
        ContactFacts facts = facts(7, List.of(email("Ada@Example.com")));

        assertThat(refusal(request, selling("", true), facts)).isEqualTo(RefusalReason.NO_POSTAL_ADDRESS);
        assertThat(refusal(request, selling("1 Main St, Austin", false), facts)).isEqualTo(RefusalReason.NO_UNSUBSCRIBE);
        assertThat(gate.decide(request, selling("1 Main St, Austin", true), facts, Moment.PLANNING, NOON))
                .isEqualTo(new Decision.Allowed(new Recipient("ada@example.com", "Ada Lovelace"), NOON));
        assertThat(decide(as(request, MessageKind.INVOICE, ChannelKind.EMAIL), facts)).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void whoeverSaidStopGetsNothingOfAnyKind() {
        blocked.block(new Blocked("acme", ADA, Cause.OPTED_OUT, "reply STOP", NOON));

        for (MessageKind kind : MessageKind.values()) {
            assertThat(refusal(as(request(1, 7), kind, ChannelKind.SMS), facts(7, List.of(mobile(ADA))))).as("%s", kind)
                    .isEqualTo(RefusalReason.OPTED_OUT);
        }
        assertThat(refusal(as(request(1, 7), MessageKind.MARKETING, ChannelKind.ENROLLMENT),
                facts(7, List.of(mobile(ADA), email("ada@example.com"))))).as("by way of a CRM")
                .isEqualTo(RefusalReason.OPTED_OUT);
    }

    @Test
    void anotherNumberIsNotTriedInPlaceOfTheOneThatIsClosed() {
        blocked.block(new Blocked("acme", ADA, Cause.OPTED_OUT, "reply STOP", NOON));

        assertThat(refusal(visit(1, 7), facts(7, List.of(mobile(ADA), mobile(OTHER))))).isEqualTo(RefusalReason.OPTED_OUT);
    }

    @Test
    void whatNothingReachesIsLeftAlone() {
        blocked.block(new Blocked("acme", ADA, Cause.UNREACHABLE, "21614 of twilio", NOON));

        assertThat(refusal(visit(1, 7), facts(7, List.of(mobile(ADA))))).isEqualTo(RefusalReason.SUPPRESSED);
    }

    @Test
    void aNumberMarkedAnywhereAsDoNotTextIsNotTexted() {
        Map<String, Object> marked = with(mobile(ADA), "phoneSettings", Map.of("doNotText", true));

        assertThat(refusal(visit(1, 7), facts(7, List.of(marked)))).isEqualTo(RefusalReason.DO_NOT_TEXT);
        assertThat(refusal(visit(1, 7), facts(7, List.of(mobile(ADA), with(marked, "type", "Phone")))))
                .as("the same number in another row").isEqualTo(RefusalReason.DO_NOT_TEXT);
        assertThat(decide(visit(1, 7), facts(7, List.of(mobile(ADA), with(marked, "value", OTHER)))))
                .isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void anEventThatBearsANumberIsHeldToTheRulesOfTexts() {
        MessageRequest event = as(request(1, 7), MessageKind.VISIT, ChannelKind.EVENT);
        Map<String, Object> marked = with(mobile(ADA), "phoneSettings", Map.of("doNotText", true));

        assertThat(gate.decide(event, live(), facts(7, List.of(mobile(ADA))), Moment.PLANNING, NOON))
                .isEqualTo(new Decision.Allowed(new Recipient(ADA, "Ada Lovelace"), NOON));
        assertThat(refusal(event, facts(7, List.of(marked)))).isEqualTo(RefusalReason.DO_NOT_TEXT);
        assertThat(decide(event, facts(7, List.of(marked, email("ada@example.com"))))).as("by an e-mail address")
                .isInstanceOf(Decision.Allowed.class);
        consents.withdraw("acme", ADA);
        assertThat(refusal(as(request(1, 7), MessageKind.MARKETING, ChannelKind.EVENT), facts(7, List.of(mobile(ADA)))))
                .isEqualTo(RefusalReason.NO_WRITTEN_CONSENT);
    }

    @Test
    void eachKindAsksForItsPreference() {
        assertThat(refusal(visit(1, 7), preference("jobRemindersEnabled"))).isEqualTo(RefusalReason.PREFERENCE_OFF);
        assertThat(refusal(request(1, 7), preference("marketingUpdatesEnabled"))).isEqualTo(RefusalReason.PREFERENCE_OFF);
        assertThat(refusal(as(request(1, 7), MessageKind.INVOICE, ChannelKind.SMS), preference("invoiceNotification")))
                .isEqualTo(RefusalReason.PREFERENCE_OFF);
        assertThat(decide(visit(1, 7), preference("marketingUpdatesEnabled"))).isInstanceOf(Decision.Allowed.class);
        assertThat(decide(visit(1, 7), facts(7, List.of(with(mobile(ADA), "preferences", null)))))
                .as("none were ever set").isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void anOlderFieldStandsForInvoicesWhereTheNewOneIsMissing() {
        MessageRequest invoice = as(request(1, 7), MessageKind.INVOICE, ChannelKind.SMS);

        assertThat(refusal(invoice, facts(7, List.of(with(mobile(ADA), "preferences",
                Map.of("invoiceStatementNotification", false)))))).isEqualTo(RefusalReason.PREFERENCE_OFF);
    }

    @Test
    void marksOnTheCustomerEndWhatTheyAreAbout() {
        assertThat(refusal(request(1, 7), marked("doNotMail"))).isEqualTo(RefusalReason.DO_NOT_MAIL);
        assertThat(decide(visit(1, 7), marked("doNotMail"))).isInstanceOf(Decision.Allowed.class);
        assertThat(refusal(visit(1, 7), marked("doNotService"))).isEqualTo(RefusalReason.DO_NOT_SERVICE);
        assertThat(refusal(request(1, 7), marked("doNotService"))).isEqualTo(RefusalReason.DO_NOT_SERVICE);
        assertThat(decide(as(request(1, 7), MessageKind.INVOICE, ChannelKind.SMS), marked("doNotService")))
                .as("whoever is not served any more still pays").isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aJobWhoseNotificationsAreOffTellsNothing() {
        assertThat(refusal(visit(1, 7), job(Map.of("id", 1L, "notificationsEnabled", false))))
                .isEqualTo(RefusalReason.NOTIFICATIONS_OFF);
        assertThat(refusal(request(1, 7), job(Map.of("id", 1L, "notificationsEnabled", false))))
                .isEqualTo(RefusalReason.NOTIFICATIONS_OFF);
        assertThat(decide(visit(1, 7), job(Map.of("id", 1L, "notificationsEnabled", true))))
                .isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void whatCannotBeReadIsNoConsent() {
        assertThat(refusal(visit(1, 7), job(Map.of("id", 1L)))).isEqualTo(RefusalReason.CONSENT_UNREADABLE);
        assertThat(refusal(visit(1, 7), facts(7, List.of(with(mobile(ADA), "phoneSettings", null)))))
                .isEqualTo(RefusalReason.CONSENT_UNREADABLE);
        assertThat(refusal(visit(1, 7), facts(7, List.of(with(mobile(ADA), "phoneSettings", Map.of("doNotText", "no"))))))
                .isEqualTo(RefusalReason.CONSENT_UNREADABLE);
        assertThat(refusal(visit(1, 7), facts(7, List.of(with(mobile(ADA), "preferences", "all")))))
                .isEqualTo(RefusalReason.CONSENT_UNREADABLE);
        assertThat(refusal(visit(1, 7), facts(7, List.of(with(mobile(ADA), "preferences",
                Map.of("jobRemindersEnabled", "yes")))))).isEqualTo(RefusalReason.CONSENT_UNREADABLE);
        assertThat(refusal(visit(1, 7), of(with(customer(7), "doNotService", null), Optional.of(List.of(mobile(ADA))))))
                .isEqualTo(RefusalReason.CONSENT_UNREADABLE);
        assertThat(refusal(request(1, 7), of(with(customer(7), "doNotMail", null), Optional.of(List.of(mobile(ADA))))))
                .isEqualTo(RefusalReason.CONSENT_UNREADABLE);
        assertThat(refusal(visit(1, 7), of(customer(7), Optional.empty()))).isEqualTo(RefusalReason.CONSENT_UNREADABLE);
        assertThat(refusal(visit(1, 7), at(Optional.empty(), List.of(mobile(ADA))))).as("the location's contacts")
                .isEqualTo(RefusalReason.CONSENT_UNREADABLE);
        ContactFacts facts = facts(7, List.of(mobile(ADA)));
        assertThat(refusal(request(1, 7), new ContactFacts(facts.customer(), Optional.empty(), facts.job(), Map.of())))
                .as("the location").isEqualTo(RefusalReason.CONSENT_UNREADABLE);
        assertThat(refusal(request(1, 7), new ContactFacts(facts.customer(), facts.location(), Optional.empty(), Map.of())))
                .as("the job").isEqualTo(RefusalReason.CONSENT_UNREADABLE);
    }

    @Test
    void aCustomerWhoIsNotThereOrNotInUseIsNotMessaged() {
        assertThat(refusal(visit(1, 8), facts(7, List.of(mobile(ADA))))).isEqualTo(RefusalReason.CUSTOMER_UNKNOWN);
        assertThat(refusal(visit(1, 7), of(with(customer(7), "active", false), Optional.of(List.of(mobile(ADA))))))
                .isEqualTo(RefusalReason.CUSTOMER_INACTIVE);
    }

    @Test
    void aVisitIsToldAtTheLocationAndEverythingElseToTheCustomer() {
        ContactFacts facts = at(Optional.of(List.of(mobile(OTHER))), List.of(mobile(ADA)));

        assertThat(recipient(visit(1, 7), facts)).isEqualTo(OTHER);
        assertThat(recipient(request(1, 7), facts)).isEqualTo(ADA);
        assertThat(recipient(as(request(1, 7), MessageKind.INVOICE, ChannelKind.SMS), facts)).isEqualTo(ADA);
        assertThat(recipient(visit(1, 7), at(Optional.of(List.of(email("home@example.com"))), List.of(mobile(ADA)))))
                .as("nobody at the location has a mobile").isEqualTo(ADA);
    }

    @Test
    void onlyAMobileIsTextedUnlessTheTenantTextsPhonesAsWell() {
        ContactFacts facts = facts(7, List.of(with(mobile(OTHER), "type", "Phone"), email("ada@example.com")));
        MessageRules rules = live();

        assertThat(refusal(visit(1, 7), facts)).isEqualTo(RefusalReason.NO_RECIPIENT);
        assertThat(gate.decide(visit(1, 7), new MessageRules(rules.mode(), Map.of(), rules.zone(), "US", rules.hours(), true,
                rules.caps(), rules.ages(), rules.marketingEmail()), facts, Moment.PLANNING, NOON))
                .isEqualTo(new Decision.Allowed(new Recipient(OTHER, "Ada Lovelace"), NOON));
    }

    @Test
    void aContactThatWasTakenOutOfUseIsNobodys() {
        assertThat(refusal(visit(1, 7), facts(7, List.of(with(mobile(ADA), "active", false)))))
                .isEqualTo(RefusalReason.NO_RECIPIENT);
    }

    @Test
    void whatIsNoNumberIsToldApartFromNone() {
        assertThat(refusal(visit(1, 7), facts(7, List.of(mobile("555-01"))))).isEqualTo(RefusalReason.INVALID_RECIPIENT);
        assertThat(refusal(visit(1, 7), facts(7, List.of(mobile("512-555-0101 ext. 12")))))
                .isEqualTo(RefusalReason.INVALID_RECIPIENT);
        assertThat(refusal(visit(1, 7), facts(7, List.of()))).isEqualTo(RefusalReason.NO_RECIPIENT);
    }

    @Test
    void atNightItIsDueInTheMorningUnlessItIsTooOldByThen() {
        Instant night = Instant.parse("2026-06-02T03:00:00Z");
        MessageRequest review = Messages.at(request(1, 7), night, night.plusSeconds(3600));
        MessageRequest booked = named("job-booked", Messages.at(visit(1, 7), night, night));

        assertThat(gate.decide(review, live(), facts(7, List.of(mobile(ADA))), Moment.PLANNING, night))
                .isEqualTo(new Decision.Allowed(new Recipient(ADA, "Ada Lovelace"), Instant.parse("2026-06-02T14:00:00Z")));
        assertThat(gate.decide(booked, live(), facts(7, List.of(mobile(ADA))), Moment.PLANNING, night))
                .isInstanceOfSatisfying(Decision.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.TOO_LATE));
    }

    @Test
    void theHoursOfTheServiceAddressCountAndThoseOfTheNumber() {
        Instant evening = Instant.parse("2026-06-02T00:30:00Z");
        MessageRequest visit = Messages.at(visit(1, 7), evening, evening);
        ContactFacts newYork = at(Map.of("state", "NY", "zip", "10001"), List.of(mobile(ADA)));
        ContactFacts chicago = at(Map.of("state", "IL", "zip", "60601"), List.of(mobile("+12125550101")));
        ContactFacts both = at(Map.of("state", "IL", "zip", "60601"), List.of(mobile(ADA)));

        assertThat(due(visit, newYork, evening)).as("half past eight where the house stands")
                .isEqualTo("2026-06-02T14:00:00Z");
        assertThat(due(visit, chicago, evening)).as("half past eight where the number is from")
                .isEqualTo("2026-06-02T14:00:00Z");
        assertThat(due(visit, both, evening)).as("half past seven").isEqualTo(evening);
    }

    @Test
    void eachEventHasAnAgeAtWhichItIsTooLate() {
        assertThat(refusalAfter("technician-on-the-way", Duration.ofMinutes(16))).contains(RefusalReason.TOO_LATE);
        assertThat(refusalAfter("technician-on-the-way", Duration.ofMinutes(15))).isEmpty();
        assertThat(refusalAfter("job-booked", Duration.ofMinutes(121))).contains(RefusalReason.TOO_LATE);
        assertThat(refusalAfter("job-booked", Duration.ofHours(2))).isEmpty();
        assertThat(refusalAfter("review-request", Duration.ofHours(25))).contains(RefusalReason.TOO_LATE);
        assertThat(refusalAfter("review-request", Duration.ofHours(24))).isEmpty();
    }

    @Test
    void theAgeCountsFromWhenADelayWantsTheMessageSent() {
        Instant happened = NOON.minus(Duration.ofDays(2));
        MessageRequest delayed = named("review-request", Messages.at(visit(1, 7), happened, NOON));

        assertThat(gate.decide(delayed, live(), facts(7, List.of(mobile(ADA))), Moment.PLANNING, happened))
                .isEqualTo(new Decision.Allowed(new Recipient(ADA, "Ada Lovelace"), NOON));
        assertThat(ConsentGate.expires(delayed, live())).isEqualTo(NOON.plus(Duration.ofHours(24)));
        assertThat(gate.decide(delayed, live(), facts(7, List.of(mobile(ADA))), Moment.SENDING,
                NOON.plus(Duration.ofHours(24)).plusSeconds(1))).isInstanceOfSatisfying(Decision.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.TOO_LATE));
    }

    @Test
    void anAgeIsTheTenantsToSettle() {
        EventAges ages = EventAges.with(Map.of("job-booked", Duration.ofHours(5)));

        assertThat(ages.of("job-booked")).isEqualTo(Duration.ofHours(5));
        assertThat(ages.of("review-request")).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void aCustomerGetsNoMoreThanTheTenantsCapAcrossFlows() {
        MessageRules rules = live().with(new Caps(Optional.of(Frequency.ofMarketing(1, Duration.ofDays(7))), Optional.empty(),
                OptionalInt.empty(), Optional.empty()));
        outbox.plan(scheduled(inFlow("winback", request(9, 7)), ADA, NOON.plus(Duration.ofDays(6))));

        assertThat(refusal(request(1, 7), rules, facts(7, List.of(mobile(ADA))))).isEqualTo(RefusalReason.CUSTOMER_CAP);
        assertThat(gate.decide(visit(1, 7), rules, facts(7, List.of(mobile(ADA))), Moment.PLANNING, NOON))
                .as("visits are not counted").isInstanceOf(Decision.Allowed.class);
        assertThat(gate.decide(request(1, 7), rules, facts(7, List.of(mobile(ADA))), Moment.SENDING, NOON))
                .as("the other waits and goes later").isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aCustomerIsNotAskedAgainSoon() {
        MessageRules rules = live().with(new Caps(Optional.empty(), Optional.of(Duration.ofDays(90)), OptionalInt.empty(),
                Optional.empty()));
        outbox.plan(scheduled(request(9, 7), ADA, NOON.minus(Duration.ofDays(89))));

        assertThat(refusal(request(1, 7), rules, facts(7, List.of(mobile(ADA))))).isEqualTo(RefusalReason.TOO_SOON_AGAIN);
        assertThat(gate.decide(inFlow("winback", request(1, 7)), rules, facts(7, List.of(mobile(ADA))), Moment.PLANNING, NOON))
                .isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aFlowHasACapForEachDayOfTheTenants() {
        MessageRules rules = live().with(Messages.perDay(1));
        outbox.plan(scheduled(request(9, 8), OTHER, Instant.parse("2026-06-02T00:59:00Z")));

        assertThat(refusal(request(1, 7), rules, facts(7, List.of(mobile(ADA))))).as("still the first of June in Chicago")
                .isEqualTo(RefusalReason.DAILY_CAP);
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        assertThat(gate.decide(Messages.at(request(1, 7), tomorrow, tomorrow), rules, facts(7, List.of(mobile(ADA))),
                Moment.PLANNING, tomorrow)).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aHouseholdIsToldOnce() {
        MessageRules rules = live().with(new Caps(Optional.empty(), Optional.empty(), OptionalInt.empty(),
                Optional.of(Duration.ofDays(1))));
        outbox.plan(scheduled(request(9, 8), ADA, NOON));

        assertThat(refusal(request(1, 7), rules, facts(7, List.of(mobile(ADA))))).as("another customer with the same number")
                .isEqualTo(RefusalReason.HOUSEHOLD);
        consents.record(new WrittenConsent("acme", OTHER, 7, "booking page", NOON));
        assertThat(gate.decide(request(1, 7), rules, facts(7, List.of(mobile(OTHER))), Moment.PLANNING, NOON))
                .as("another number, another location").isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aTenantWhoRedirectsSaysWhereTo() {
        assertThat(refusal(visit(1, 7), live().with(Mode.REDIRECT), facts(7, List.of(mobile(ADA)))))
                .isEqualTo(RefusalReason.NO_REDIRECT);
    }

    @Test
    void whoGetsRedirectedMessagesCanStopThemAndNoCustomerIsOptedOutByThat() {
        MessageRules usual = live();
        MessageRules redirecting = new MessageRules(Mode.REDIRECT, Map.of(ChannelKind.SMS, "+15125550199"), usual.zone(),
                usual.country(), usual.hours(), false, Caps.NONE, usual.ages(), usual.marketingEmail());
        ContactFacts facts = facts(7, List.of(mobile(ADA)));
        assertThat(gate.decide(visit(1, 7), redirecting, facts, Moment.PLANNING, NOON)).isInstanceOf(Decision.Allowed.class);

        blocked.block(new Blocked("acme", "+15125550199", Cause.OPTED_OUT, "reply STOP", NOON));

        assertThat(refusal(visit(1, 7), redirecting, facts)).isEqualTo(RefusalReason.NO_REDIRECT);
        assertThat(decide(visit(1, 7), facts)).as("live").isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void noRefusalNamesANumberOrAnAddress() {
        blocked.block(new Blocked("acme", ADA, Cause.OPTED_OUT, "reply STOP", NOON));

        assertThat(decide(visit(1, 7), facts(7, List.of(mobile(ADA)))).toString()).doesNotContain("5550101");
        assertThat(new Recipient(ADA, "Ada").toString()).doesNotContain("5125550101");
    }

    private Decision decide(MessageRequest request, ContactFacts facts) {
        return gate.decide(request, live(), facts, Moment.PLANNING, NOON);
    }

    private RefusalReason refusal(MessageRequest request, ContactFacts facts) {
        return refusal(request, live(), facts);
    }

    private RefusalReason refusal(MessageRequest request, MessageRules rules, ContactFacts facts) {
        Decision decision = gate.decide(request, rules, facts, Moment.PLANNING, NOON);
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).reason();
    }

    private Optional<RefusalReason> refusalAfter(String event, Duration age) {
        MessageRequest request = named(event, Messages.at(request(1, 7), NOON.minus(age), NOON.minus(age)));
        return gate.decide(request, live(), facts(7, List.of(mobile(ADA))), Moment.SENDING,
                NOON) instanceof Decision.Refused refused ? Optional.of(refused.reason()) : Optional.empty();
    }

    private String recipient(MessageRequest request, ContactFacts facts) {
        return ((Decision.Allowed) decide(request, facts)).recipient().address();
    }

    private Instant due(MessageRequest request, ContactFacts facts, Instant now) {
        return ((Decision.Allowed) gate.decide(request, live(), facts, Moment.PLANNING, now)).due();
    }

    private static MessageRequest named(String event, MessageRequest request) {
        MessageKey key = request.key();
        return keyed(new MessageKey(key.tenant(), key.flow(), event, key.subject()), request);
    }

    private static MessageRequest inFlow(String flow, MessageRequest request) {
        MessageKey key = request.key();
        return keyed(new MessageKey(key.tenant(), flow, key.event(), key.subject()), request);
    }

    private static MessageRequest keyed(MessageKey key, MessageRequest request) {
        return new MessageRequest(key, request.kind(), request.channel(), request.connection(), request.template(),
                request.customerId(), request.locationId(), request.happenedAt(), request.notBefore(), request.values());
    }

    private static MessageRules selling(String postalAddress, boolean unsubscribe) {
        MessageRules rules = live();
        return new MessageRules(rules.mode(), Map.of(), CHICAGO, "US", rules.hours(), false, rules.caps(), rules.ages(),
                new MarketingEmail(postalAddress, unsubscribe));
    }

    private static ContactFacts preference(String off) {
        return facts(7, List.of(with(mobile(ADA), "preferences", with(Messages.preferences(true), off, false))));
    }

    private static ContactFacts marked(String mark) {
        return of(with(customer(7), mark, true), Optional.of(List.of(mobile(ADA))));
    }

    private static ContactFacts job(Map<String, Object> row) {
        ContactFacts facts = facts(7, List.of(mobile(ADA)));
        return new ContactFacts(facts.customer(), facts.location(), Optional.of(ContactFacts.Job.of(row)), Map.of());
    }

    private static ContactFacts of(Map<String, Object> customer, Optional<List<Map<String, Object>>> contacts) {
        ContactFacts facts = facts(7, List.of());
        return new ContactFacts(ContactFacts.Customer.of(customer, contacts), facts.location(), facts.job(), Map.of());
    }

    private static ContactFacts at(Optional<List<Map<String, Object>>> locationContacts, List<Map<String, Object>> contacts) {
        return new ContactFacts(ContactFacts.Customer.of(customer(7), Optional.of(contacts)),
                Optional.of(ContactFacts.Location.of(Map.of("id", 70L, "name", "Home", "address",
                        Map.of("state", "TX", "zip", "78701")), locationContacts)),
                facts(7, List.of()).job(), Map.of());
    }

    private static ContactFacts at(Map<String, Object> address, List<Map<String, Object>> contacts) {
        return new ContactFacts(ContactFacts.Customer.of(customer(7), Optional.of(contacts)),
                Optional.of(ContactFacts.Location.of(Map.of("id", 70L, "address", address), Optional.of(List.of()))),
                facts(7, List.of()).job(), Map.of());
    }

    private static Map<String, Object> with(Map<String, Object> row, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(row);
        changed.put(field, value);
        return changed;
    }
}
