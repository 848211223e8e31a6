package io.fieldline.sync.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;

/** What becomes of single pairs; {@link ReconcilerPropertyTest} holds the rules of fields against any schedule. */
class ReconcilerTest {

    private static final PairKey KEY = new PairKey("acme", "customer", "crm");
    private static final PlainMapping MAPPING = new PlainMapping(new FieldRule("name", Owner.NEWEST, null),
            new FieldRule("email", Owner.NEWEST, null), new FieldRule("phone", Owner.NEWEST, null),
            new FieldRule("tier", Owner.ASK, null), new FieldRule("source", Owner.CRM, null),
            new FieldRule("doNotMail", Owner.NEWEST, true));

    private Instant now = Instant.parse("2026-05-01T08:00:00Z");
    private final MemorySide serviceTitan = new MemorySide("st", () -> now, false);
    private final MemorySide crm = new MemorySide("crm", () -> now, true);
    private final PairStores stores = new PairStores(new InMemoryPairLinkStore(), new InMemoryConflictStore(),
            new InMemoryMatchIndex());
    private PairRules rules = new PairRules(true, true, any -> true, 50, PairRules.DeletedInCrm.ASK,
            PairRules.MergedInServiceTitan.ASK, Duration.ofMinutes(1));

    @Test
    void createsARecordForANewCustomer() {
        String customer = customer("Ada", "ada@example.com", null);

        assertThat(customersChanged()).isEqualTo(new PairCounts(1, 0, 0, 0, 0));

        assertThat(crm.value("crm1", "name")).isEqualTo("Ada");
        assertThat(crm.records.get("crm1").otherId()).isEqualTo(customer);
        assertThat(customersChanged()).isEqualTo(new PairCounts(0, 0, 1, 0, 0));
    }

    @Test
    void recognisesARecordByItsEmailBeforeItsPhone() {
        customer("Ada", "ada@example.com", "+15125550100");
        now = now.plusSeconds(60);
        String byPhone = record("Somebody", null, "+15125550100");
        String byEmail = record("A. Lovelace", "ada@example.com", null);

        assertThat(customersChanged().updated()).isEqualTo(1);

        assertThat(crm.records.get(byEmail).otherId()).isEqualTo("st1");
        assertThat(crm.value(byEmail, "phone")).isEqualTo("+15125550100");
        assertThat(crm.records.get(byPhone).otherId()).isNull();
    }

    @Test
    void neverGuessesBetweenTwoCandidates() {
        customer("Ada", null, "+15125550100");
        record("Ada", null, "+15125550100");
        record("Ada L.", null, "+15125550100");

        assertThat(customersChanged()).isEqualTo(new PairCounts(0, 0, 0, 1, 0));

        assertThat(crm.writes).isEmpty();
        assertThat(waiting()).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Conflict.Kind.CANDIDATES);
            assertThat(conflict.details()).containsEntry("candidates", List.of("crm1", "crm2"));
        });
    }

    @Test
    void twoCustomersWithOneEmailKeepTwoRecordsAndNeitherOverwritesTheOther() {
        customer("Ada", "family@example.com", null);
        customer("Byron", "family@example.com", null);
        customersChanged();
        index();
        serviceTitan.edit("st2", "name", "Lord Byron");
        customersChanged();

        assertThat(crm.value("crm1", "name")).isEqualTo("Ada");
        assertThat(crm.value("crm2", "name")).isEqualTo("Lord Byron");
    }

    @Test
    void goesWithoutAnEmailThatTheCrmGivesToOneRecordOnly() {
        customer("Ada", "family@example.com", null);
        customersChanged();
        customer("Byron", "family@example.com", null);
        crm.refusals.put("email", new WriteOutcome.Duplicate("Contact already exists", List.of("crm1"), true));

        assertThat(customersChanged().waiting()).isEqualTo(1);

        assertThat(crm.records.get("crm2").fields()).containsEntry("name", "Byron").doesNotContainKey("email");
        assertThat(waiting()).singleElement()
                .satisfies(conflict -> assertThat(conflict.message()).contains("email", "another customer's record has it"));
    }

    @Test
    void aRecordThatIsOnlyAlikeIsForAPersonToJudge() {
        String alike = record("Ada", null, null);
        customer("Ada Lovelace", null, null);
        crm.refusals.put("name", new WriteOutcome.Duplicate("Use one of these records?", List.of(alike), false));

        assertThat(customersChanged().waiting()).isEqualTo(1);

        assertThat(crm.records.get(alike).otherId()).isNull();
        assertThat(waiting()).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Conflict.Kind.CANDIDATES);
            assertThat(conflict.details()).containsEntry("candidates", List.of(alike));
        });
    }

    @Test
    void writesTheRestOfARecordWhenTheCrmRefusesOneField() {
        String customer = customer("Ada", null, null);
        customersChanged();
        serviceTitan.edit(customer, "name", "Countess Ada");
        serviceTitan.edit(customer, "tier", "Platinum");
        crm.refusals.put("tier",
                new WriteOutcome.Refused("bad value for restricted picklist field: Platinum", List.of("tier")));

        assertThat(customersChanged().waiting()).isEqualTo(1);

        assertThat(crm.value("crm1", "name")).isEqualTo("Countess Ada");
        assertThat(waiting()).singleElement()
                .satisfies(conflict -> assertThat(conflict.message())
                        .isEqualTo("tier: bad value for restricted picklist field: Platinum"));
        crm.refusals.clear();
        serviceTitan.edit(customer, "tier", "Gold");
        assertThat(customersChanged().updated()).isEqualTo(1);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aStateThatTheCrmDoesNotTakeIsListedAndTheRestGoesThrough() {
        String customer = customer("Ada", null, null);
        customersChanged();
        serviceTitan.edit(customer, "name", "Countess Ada");
        serviceTitan.state(customer, SideRecord.State.INACTIVE, null);
        crm.stateRefusal = new WriteOutcome.Refused("it owes 12.00", List.of(SideWrite.STATE));

        assertThat(customersChanged().waiting()).isEqualTo(1);
        assertThat(crm.value("crm1", "name")).isEqualTo("Countess Ada");
        assertThat(crm.records.get("crm1").state()).isEqualTo(SideRecord.State.ACTIVE);
        assertThat(waiting()).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Conflict.Kind.INVALID);
            assertThat(conflict.message()).isEqualTo("state: it owes 12.00");
        });

        crm.stateRefusal = null;
        serviceTitan.edit(customer, "name", "Ada L.");
        customersChanged();
        assertThat(crm.records.get("crm1").state()).isEqualTo(SideRecord.State.INACTIVE);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aRecordThatIsGoneWithItsMergedCustomerIsDoneWithThoughTheCrmDoesNotSayIntoWhat() {
        String gone = customer("Ada", null, null);
        String left = customer("Ada L.", null, null);
        customersChanged();
        serviceTitan.state(gone, SideRecord.State.INACTIVE, left);
        customersChanged();
        assertThat(waiting()).singleElement().satisfies(conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.GONE));

        String record = stores.links().byServiceTitan(KEY, List.of(gone)).get(0).crmId();
        crm.state(record, SideRecord.State.DELETED, null);
        recordsChanged();
        assertThat(waiting()).isEmpty();
        assertThat(stores.links().byServiceTitan(KEY, List.of(gone))).isEmpty();
        assertThat(stores.links().byServiceTitan(KEY, List.of(left))).hasSize(1);
    }

    @Test
    void leavesAValueThatMakesNoSenseWhereItIsAndSaysSo() {
        String customer = customer("Ada", "?", null);
        assertThat(customersChanged().waiting()).as("a new record").isEqualTo(1);
        assertThat(waiting()).singleElement()
                .satisfies(conflict -> assertThat(conflict.message()).isEqualTo("email: makes no sense"));
        serviceTitan.edit(customer, "name", "Countess Ada");
        customersChanged();

        assertThat(crm.value("crm1", "name")).isEqualTo("Countess Ada");
        assertThat(waiting()).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Conflict.Kind.INVALID);
            assertThat(conflict.message()).isEqualTo("email: ServiceTitan's value makes no sense");
        });
        serviceTitan.edit(customer, "email", "ada@example.com");
        customersChanged();
        assertThat(crm.value("crm1", "email")).isEqualTo("ada@example.com");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void emptiesAFieldThatWasEmptiedOnTheOtherSide() {
        String customer = customer("Ada", "ada@example.com", "+15125550100");
        customersChanged();
        serviceTitan.edit(customer, "phone", null);
        customersChanged();

        assertThat(crm.value("crm1", "phone")).isNull();
        crm.edit("crm1", "email", "");
        recordsChanged();
        assertThat(serviceTitan.value(customer, "email")).isEqualTo("");
    }

    @Test
    void theMoreRestrictiveConsentWinsWhicheverSideGaveItAndWhenever() {
        String customer = customer("Ada", null, null);
        customersChanged();
        crm.edit("crm1", "doNotMail", true);
        now = now.plusSeconds(60);
        serviceTitan.edit(customer, "doNotMail", false);
        customersChanged();

        assertThat(serviceTitan.value(customer, "doNotMail")).isEqualTo(true);
        assertThat(crm.value("crm1", "doNotMail")).isEqualTo(true);
    }

    @Test
    void asksWhenBothSidesChangedAtTheSameMoment() {
        String customer = customer("Ada", null, null);
        customersChanged();
        serviceTitan.edit(customer, "name", "Ada One");
        crm.edit("crm1", "name", "Ada Two");

        assertThat(customersChanged().waiting()).isEqualTo(1);

        assertThat(waiting()).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Conflict.Kind.FIELDS);
            assertThat(conflict.details().get("name")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsEntry("servicetitan", "Ada One").containsEntry("crm", "Ada Two");
        });
        crm.edit("crm1", "name", "Ada One");
        recordsChanged();
        assertThat(waiting()).as("somebody settled it by hand").isEmpty();
    }

    @Test
    void createsACustomerOnlyWhereTheRuleSaysSo() {
        record("Lead", "lead@example.com", null);
        rules = rules(record -> record.fields().get("name").equals("Customer"), 50);
        assertThat(recordsChanged()).isEqualTo(new PairCounts(0, 0, 0, 0, 1));
        record("Customer", "customer@example.com", null);
        assertThat(recordsChanged().created()).isEqualTo(1);

        assertThat(serviceTitan.records.values()).extracting(record -> record.fields().get("name")).containsExactly("Customer");
        assertThat(crm.records.get("crm2").otherId()).isEqualTo("st1");
        assertThat(recordsChanged().created()).isZero();
    }

    @Test
    void aRecordThatSaysWhoseItIsIsNotGivenOneMoreCustomer() {
        String customer = customer("Ada", null, null);
        customersChanged();
        String survivor = record("Ada", null, null);
        crm.bears(survivor, customer);

        assertThat(reconciler().recordsChanged(List.of(crm.records.get(survivor))).created()).isZero();
        assertThat(serviceTitan.records).hasSize(1);
    }

    @Test
    void createsNoMoreCustomersThanARunMay() {
        record("One", null, null);
        record("Two", null, null);
        record("Three", null, null);
        rules = rules(any -> true, 2);

        assertThat(recordsChanged()).isEqualTo(new PairCounts(2, 0, 0, 1, 0));

        assertThat(waiting()).extracting(Conflict::kind).containsExactly(Conflict.Kind.CAPPED);
        assertThat(recordsChanged()).as("the next run").isEqualTo(new PairCounts(0, 0, 2, 1, 0));
        stores.conflicts().remove(List.of(waiting().get(0).id()));
        assertThat(recordsChanged().created()).as("lifted by a person").isEqualTo(1);
    }

    @Test
    void anIncompleteRecordWaitsInTheListUntilItIsComplete() {
        record("No address", null, null);
        serviceTitan.refusals.put("name", new WriteOutcome.Refused("A customer needs street, city, state and zip", List.of()));
        assertThat(recordsChanged().waiting()).isEqualTo(1);
        assertThat(waiting()).extracting(Conflict::kind).containsExactly(Conflict.Kind.INCOMPLETE);

        serviceTitan.refusals.clear();
        crm.edit("crm1", "name", "With address");
        assertThat(recordsChanged().created()).isEqualTo(1);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aCustomerWhoseCreationWasCutOffIsNotCreatedTwice() {
        record("Ada", null, null);
        serviceTitan.hook = new MemorySide.Hook() {
            @Override
            public void before(String operation) {}

            @Override
            public void after(String operation) {
                if (operation.equals("write")) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatThrownBy(this::recordsChanged).hasMessage("killed");
        serviceTitan.hook = MemorySide.NONE;

        assertThat(recordsChanged().created()).isEqualTo(1);
        assertThat(serviceTitan.records).hasSize(1);
    }

    @Test
    void waitsForACustomerThatMayHaveBeenCreatedAndIsNotFoundYet() {
        record("Ada", null, null);
        stores.links().save(List.of(PairLink.creating(KEY, null, "crm1", Sent.NOTHING, now)));

        assertThatThrownBy(this::recordsChanged).isInstanceOf(RetryLaterException.class);
        assertThat(serviceTitan.records).isEmpty();

        now = now.plus(Duration.ofMinutes(2));
        assertThat(recordsChanged().created()).isEqualTo(1);
    }

    @Test
    void aCustomerMergedInServiceTitanTakesItsRecordAlong() {
        String loser = customer("Ada", null, null);
        customersChanged();
        String winner = customer("Ada Lovelace", null, null);
        serviceTitan.state(loser, SideRecord.State.INACTIVE, winner);
        now = now.plusSeconds(120);
        customersOnly(loser);

        assertThat(crm.records).hasSize(1);
        assertThat(crm.records.get("crm1").otherId()).isEqualTo(winner);
        assertThat(stores.links().byServiceTitan(KEY, List.of(loser))).isEmpty();
        assertThat(customersChanged().created()).isZero();
    }

    @Test
    void twoRecordsOfCustomersMergedInServiceTitanAreForAPersonToMerge() {
        String loser = customer("Ada", null, null);
        String winner = customer("Ada Lovelace", null, null);
        customersChanged();
        serviceTitan.state(loser, SideRecord.State.INACTIVE, winner);
        customersChanged();
        assertThat(waiting()).singleElement()
                .satisfies(conflict -> assertThat(conflict.message()).contains("are still two records"));

        crm.state("crm1", SideRecord.State.DELETED, "crm2");
        recordsChanged();
        assertThat(waiting()).as("merged on both sides").isEmpty();
        assertThat(stores.links().count(KEY)).isEqualTo(1);
    }

    @Test
    void recordsOfCustomersMergedInServiceTitanAreMergedWhereTheTenantSaysSo() {
        String loser = customer("Ada", null, null);
        String winner = customer("Ada Lovelace", null, null);
        customersChanged();
        rules = merging(PairRules.MergedInServiceTitan.MERGE);
        crm.merges = true;
        serviceTitan.state(loser, SideRecord.State.INACTIVE, winner);

        assertThat(customersChanged().updated()).isEqualTo(1);

        assertThat(crm.records.get("crm1").mergedInto()).isEqualTo("crm2");
        assertThat(stores.links().byServiceTitan(KEY, List.of(loser, winner))).extracting(PairLink::crmId)
                .containsExactly("crm2");
        assertThat(waiting()).isEmpty();
        assertThat(recordsChanged().waiting()).isZero();
    }

    @Test
    void recordsThatTheCrmCannotMergeAreForAPersonToMerge() {
        String loser = customer("Ada", null, null);
        String winner = customer("Ada Lovelace", null, null);
        customersChanged();
        rules = merging(PairRules.MergedInServiceTitan.MERGE);
        serviceTitan.state(loser, SideRecord.State.INACTIVE, winner);

        customersChanged();

        assertThat(waiting()).singleElement()
                .satisfies(conflict -> assertThat(conflict.message()).contains("no call that merges"));
    }

    @Test
    void recordsOfCustomersMergedInServiceTitanAreNotAskedAboutWhereTheTenantSaysSo() {
        String loser = customer("Ada", null, null);
        String winner = customer("Ada Lovelace", null, null);
        customersChanged();
        rules = merging(PairRules.MergedInServiceTitan.MARK);
        serviceTitan.state(loser, SideRecord.State.INACTIVE, winner);

        customersChanged();

        assertThat(waiting()).isEmpty();
        assertThat(stores.links().count(KEY)).isEqualTo(2);
    }

    private static PairRules merging(PairRules.MergedInServiceTitan merged) {
        return new PairRules(true, true, any -> true, 50, PairRules.DeletedInCrm.ASK, merged, Duration.ofMinutes(1));
    }

    @Test
    void whatWasMergedOnBothSidesIsOnePairAlsoWhereTheCrmsMergeMakesANewRecord() {
        String loser = customer("Ada", null, null);
        String winner = customer("Ada Lovelace", null, null);
        customersChanged();
        serviceTitan.state(loser, SideRecord.State.INACTIVE, winner);
        customersChanged();
        String survivor = record("Ada Lovelace", null, null);
        crm.state("crm1", SideRecord.State.DELETED, survivor);
        crm.state("crm2", SideRecord.State.DELETED, survivor);
        now = now.plusSeconds(120);
        recordsChanged();

        assertThat(waiting()).isEmpty();
        assertThat(stores.links().byCrm(KEY, List.of(survivor))).extracting(PairLink::serviceTitanId).containsExactly(winner);
        assertThat(stores.links().count(KEY)).isEqualTo(1);
    }

    @Test
    void ofTwoCustomersWhoseRecordsWereMergedTheOneKeepsItThatTheRecordNames() {
        String other = customer("Sam", null, null);
        String named = customer("Ned", null, null);
        customersChanged();
        String survivor = record("Ned", null, null);
        crm.bears(survivor, named);
        crm.state("crm1", SideRecord.State.DELETED, survivor);
        crm.state("crm2", SideRecord.State.DELETED, survivor);
        now = now.plusSeconds(120);
        recordsChanged();

        assertThat(stores.links().byCrm(KEY, List.of(survivor))).extracting(PairLink::serviceTitanId).containsExactly(named);
        assertThat(waiting()).singleElement().satisfies(conflict -> {
            assertThat(conflict.serviceTitanId()).isEqualTo(other);
            assertThat(conflict.message()).contains(other + " and " + named + " are still two");
        });
    }

    @Test
    void aRecordMergedInTheCrmTakesItsCustomerAlong() {
        String customer = customer("Ada", null, null);
        customersChanged();
        String winner = record("Ada Lovelace", null, null);
        crm.state("crm1", SideRecord.State.DELETED, winner);
        now = now.plusSeconds(120);
        recordsChanged();

        assertThat(stores.links().byServiceTitan(KEY, List.of(customer))).extracting(PairLink::crmId).containsExactly(winner);
        assertThat(crm.records.get(winner).otherId()).isEqualTo(customer);
        assertThat(serviceTitan.records).hasSize(1);
    }

    @Test
    void aRecordDeletedInTheCrmIsAskedAboutAndNotCreatedAgain() {
        String customer = customer("Ada", null, null);
        customersChanged();
        crm.state("crm1", SideRecord.State.DELETED, null);
        now = now.plusSeconds(120);
        assertThat(recordsChanged().waiting()).isEqualTo(1);
        assertThat(waiting()).extracting(Conflict::kind).containsExactly(Conflict.Kind.GONE);

        serviceTitan.edit(customer, "name", "Ada again");
        assertThat(customersChanged().waiting()).isEqualTo(1);
        assertThat(crm.records).hasSize(1);
        assertThat(serviceTitan.records.get(customer).state()).isEqualTo(SideRecord.State.ACTIVE);
    }

    @Test
    void aRecordThatIsGoneByTheTimeItIsFoundIsNobodysPartner() {
        String deleted = record("Ada", "ada@example.com", null);
        crm.state(deleted, SideRecord.State.DELETED, null);
        String vanished = record("Bob", "bob@example.com", null);
        crm.records.remove(vanished);
        customer("Ada", "ada@example.com", null);
        customer("Bob", "bob@example.com", null);

        assertThat(customersChanged()).isEqualTo(new PairCounts(2, 0, 0, 0, 0));

        assertThat(waiting()).isEmpty();
        assertThat(crm.records.values()).filteredOn(record -> record.state() == SideRecord.State.ACTIVE)
                .extracting(record -> record.fields().get("name")).containsExactlyInAnyOrder("Ada", "Bob");
    }

    @Test
    void aRecordDeletedInTheCrmMakesItsCustomerInactiveWhereTheTenantSaysSo() {
        String customer = customer("Ada", null, null);
        customersChanged();
        rules = new PairRules(true, true, any -> true, 50, PairRules.DeletedInCrm.DEACTIVATE,
                PairRules.MergedInServiceTitan.ASK, Duration.ofMinutes(1));
        crm.state("crm1", SideRecord.State.DELETED, null);
        now = now.plusSeconds(120);
        recordsChanged();

        assertThat(serviceTitan.records.get(customer).state()).isEqualTo(SideRecord.State.INACTIVE);
    }

    @Test
    void aCustomerThatGoesOutOfUseTakesItsRecordAlongAndBringsItBack() {
        String customer = customer("Ada", null, null);
        customersChanged();
        serviceTitan.state(customer, SideRecord.State.INACTIVE, null);
        customersChanged();
        assertThat(crm.records.get("crm1").state()).isEqualTo(SideRecord.State.INACTIVE);

        crm.edit("crm1", "name", "Ada L.");
        recordsChanged();
        assertThat(crm.records.get("crm1").state()).isEqualTo(SideRecord.State.INACTIVE);
        serviceTitan.state(customer, SideRecord.State.ACTIVE, null);
        customersChanged();
        assertThat(crm.records.get("crm1").state()).isEqualTo(SideRecord.State.ACTIVE);
    }

    @Test
    void givesAnEmailToItsNewRecordAfterItWasTakenFromTheFormerOne() {
        String after = customer("Ada", "ada@example.com", null);
        String before = customer("Byron", "house@example.com", null);
        customersChanged();
        crm.writes.clear();
        serviceTitan.edit(after, "email", "house@example.com");
        serviceTitan.edit(before, "email", null);
        customersChanged();

        assertThat(crm.writes).extracting(SideWrite::otherId).containsExactly(before, after);
        assertThat(crm.value("crm1", "email")).isEqualTo("house@example.com");
    }

    @Test
    void writesBothRecordsWhereTwoCustomersChangePlacesWithTheirEmails() {
        String one = customer("Ada", "ada@example.com", null);
        String other = customer("Byron", "byron@example.com", null);
        customersChanged();
        serviceTitan.edit(one, "email", "byron@example.com");
        serviceTitan.edit(other, "email", "ada@example.com");

        assertThat(customersChanged().updated()).isEqualTo(2);
    }

    @Test
    void anEditBetweenTheLookAndTheWriteIsSeenWhereASideWritesWithoutACondition() {
        String customer = customer("Ada", null, "+15125550100");
        customersChanged();
        now = now.plusSeconds(60);
        crm.edit("crm1", "name", "Ada L.");
        serviceTitan.unconditional = true;
        serviceTitan.hook = new MemorySide.Hook() {
            @Override
            public void before(String operation) {
                if (operation.equals("write")) {
                    serviceTitan.hook = MemorySide.NONE;
                    serviceTitan.edit(customer, "phone", "+15125550199");
                }
            }

            @Override
            public void after(String operation) {}
        };
        recordsChanged();
        assertThat(serviceTitan.value(customer, "name")).isEqualTo("Ada L.");

        customersChanged();
        assertThat(crm.value("crm1", "phone")).isEqualTo("+15125550199");
    }

    @Test
    void aValueThatIsChangedAfterItWasRefusedIsNotLeftOutWithTheRefusedOne() {
        String customer = customer("Ada", null, null);
        customersChanged();
        now = now.plusSeconds(60);
        serviceTitan.edit(customer, "name", "Ada, in more words than the CRM takes");
        crm.refusals.put("name", new WriteOutcome.Refused("too long", List.of("name")));
        onceIn(serviceTitan, "read", 2, () -> {
            crm.refusals.clear();
            serviceTitan.edit(customer, "name", "Ada L.");
        });

        customersChanged();
        customersChanged();

        assertThat(crm.value("crm1", "name")).isEqualTo("Ada L.");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aTextThatMustNotBeReplacedAndIsShortenedBeforeTheWriteReachesTheCrm() {
        String customer = customer("Ada", null, null);
        customersChanged();
        now = now.plusSeconds(60);
        serviceTitan.edit(customer, "name", PlainMapping.NOT_TO_BE_REPLACED);
        customersChanged();
        now = now.plusSeconds(60);
        crm.edit("crm1", "name", "Ada L.");
        recordsChanged();
        assertThat(waiting()).singleElement().satisfies(conflict -> assertThat(conflict.message()).contains("name"));
        now = now.plusSeconds(60);
        onceIn(serviceTitan, "write", 1, () -> serviceTitan.edit(customer, "name", "Ada Lovelace"));

        customersChanged();
        customersChanged();

        assertThat(crm.value("crm1", "name")).isEqualTo("Ada Lovelace");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aRefusalThatMovesTheRecordOnIsNotTriedOverAndOver() {
        String customer = customer("Ada", null, null);
        customersChanged();
        serviceTitan.edit(customer, "name", "Ada in many words");
        crm.refusals.put("name", new WriteOutcome.Refused("said it was written, and holds something else", List.of("name")));
        int[] asked = new int[1];
        crm.hook = new MemorySide.Hook() {
            @Override
            public void before(String operation) {
                if (operation.equals("write")) {
                    crm.edit("crm1", "writes", ++asked[0]);
                }
            }

            @Override
            public void after(String operation) {}
        };

        assertThat(customersChanged().waiting()).isEqualTo(1);
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void whatIsRefusedIsNotAskedForOnceMoreWhereNobodyChangedIt() {
        String customer = customer("Ada", null, null);
        customersChanged();
        serviceTitan.edit(customer, "name", "Ada in many words");
        serviceTitan.edit(customer, "tier", "Platinum");
        crm.refusals.put("name", new WriteOutcome.Refused("too long", List.of("name")));
        int[] asked = new int[1];
        crm.hook = new MemorySide.Hook() {
            @Override
            public void before(String operation) {
                asked[0] += operation.equals("write") ? 1 : 0;
            }

            @Override
            public void after(String operation) {}
        };
        customersChanged();
        customersChanged();

        assertThat(asked[0]).as("with the name, and without it").isEqualTo(2);
        assertThat(crm.value("crm1", "tier")).isEqualTo("Platinum");
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void aCustomerThatIsReadAsItWasBeforeTheChangeIsLookedAtAgain() {
        String customer = customer("Ada", null, null);
        customersChanged();
        now = now.plusSeconds(600);
        SideRecord before = serviceTitan.records.get(customer);
        serviceTitan.edit(customer, "name", "Ada L.");
        SideRecord changed = serviceTitan.records.put(customer, before);
        assertThatThrownBy(() -> reconciler().customersChanged(List.of(changed))).isInstanceOf(RetryLaterException.class);
        serviceTitan.records.put(customer, changed);
        reconciler().customersChanged(List.of(changed));
        assertThat(crm.value("crm1", "name")).isEqualTo("Ada L.");

        serviceTitan.edit(customer, "name", "Countess Ada");
        SideRecord neverShown = serviceTitan.records.put(customer, changed);
        now = now.plusSeconds(61);
        assertThat(reconciler().customersChanged(List.of(neverShown))).as("it is not waited for for ever")
                .isEqualTo(new PairCounts(0, 0, 1, 0, 0));
    }

    @Test
    void aRecordThatWasReadBeforeOurOwnWriteBringsNothingBack() {
        String customer = customer("Ada", "ada@example.com", null);
        customersChanged();
        List<SideRecord> readBefore = List.copyOf(crm.records.values());
        now = now.plusSeconds(60);
        serviceTitan.edit(customer, "email", null);
        customersChanged();
        assertThat(crm.value("crm1", "email")).isNull();

        reconciler().recordsChanged(readBefore);
        assertThat(serviceTitan.value(customer, "email")).isNull();
    }

    @Test
    void writesNothingIntoACustomerThatWasMerged() {
        String loser = customer("Ada", null, null);
        String winner = customer("Ada Lovelace", null, null);
        customersChanged();
        serviceTitan.state(loser, SideRecord.State.INACTIVE, winner);
        now = now.plusSeconds(60);
        crm.edit("crm1", "name", "Ada L.");
        recordsChanged();

        assertThat(serviceTitan.writes).isEmpty();
        assertThat(waiting()).extracting(Conflict::kind).containsExactly(Conflict.Kind.GONE);
    }

    @Test
    void writesNothingIntoASideThatIsNotToBeWritten() {
        String customer = customer("Ada", null, null);
        customersChanged();
        rules = new PairRules(true, false, any -> true, 50, PairRules.DeletedInCrm.ASK, PairRules.MergedInServiceTitan.ASK,
                Duration.ofMinutes(1));
        crm.edit("crm1", "source", "Fair");
        record("New", null, null);
        recordsChanged();

        assertThat(serviceTitan.writes).isEmpty();
        rules = rules(any -> false, 0);
        crm.edit("crm1", "name", "Ada L.");
        recordsChanged();
        assertThat(serviceTitan.value(customer, "source")).as("what was held back goes once it may").isEqualTo("Fair");
    }

    /** Makes something happen right before an operation of a side, the one of that number. */
    private static void onceIn(MemorySide side, String operation, int number, Runnable happening) {
        side.hook = new MemorySide.Hook() {
            private int seen;

            @Override
            public void before(String next) {
                if (next.equals(operation) && ++seen == number) {
                    side.hook = MemorySide.NONE;
                    happening.run();
                }
            }

            @Override
            public void after(String next) {}
        };
    }

    private PairRules rules(java.util.function.Predicate<SideRecord> provisions, int most) {
        return new PairRules(true, true, provisions, most, PairRules.DeletedInCrm.ASK, PairRules.MergedInServiceTitan.ASK,
                Duration.ofMinutes(1));
    }

    private String customer(String name, String email, String phone) {
        String id = serviceTitan.seed(fields(name, email, phone));
        index();
        return id;
    }

    private String record(String name, String email, String phone) {
        String id = crm.seed(fields(name, email, phone));
        index();
        return id;
    }

    private static Map<String, Object> fields(String name, String email, String phone) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("name", name);
        fields.put("email", email);
        fields.put("phone", phone);
        fields.values().removeIf(value -> value == null);
        return fields;
    }

    private void index() {
        serviceTitan.records.values().forEach(record -> stores.index().put("acme", MatchIndex.SERVICETITAN,
                Map.of(record.id(), MAPPING.keysOfServiceTitan(record))));
        crm.records.values()
                .forEach(record -> stores.index().put("acme", "crm", Map.of(record.id(), MAPPING.keysOfCrm(record))));
    }

    private PairCounts customersChanged() {
        return reconciler().customersChanged(List.copyOf(serviceTitan.records.values()));
    }

    private PairCounts customersOnly(String id) {
        return reconciler().customersChanged(List.of(serviceTitan.records.get(id)));
    }

    private PairCounts recordsChanged() {
        return reconciler().recordsChanged(List.copyOf(crm.records.values()));
    }

    private Reconciler reconciler() {
        return new Reconciler(KEY, new PairSides(serviceTitan, crm, MAPPING), stores, rules,
                new CreationCap(rules.mostCreations()),
                () -> now);
    }

    private List<Conflict> waiting() {
        return stores.conflicts().list(null, null, 100);
    }
}
