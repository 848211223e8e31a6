package io.fieldline.destination.hubspot;

import static io.fieldline.destination.hubspot.LocalHubSpot.changes;
import static io.fieldline.destination.hubspot.LocalHubSpot.creates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Duplicate;
import io.fieldline.sync.pair.WriteOutcome.Gone;
import io.fieldline.sync.pair.WriteOutcome.Refused;
import io.fieldline.sync.pair.WriteOutcome.Stale;
import io.fieldline.sync.pair.WriteOutcome.Written;

class HubSpotWritesTest {

    private LocalHubSpot local = LocalHubSpot.withContacts();

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void createsContactsAHundredACallAndReadsNothingBack() {
        List<SideWrite> writes = IntStream.range(0, 250)
                .mapToObj(number -> creates("c" + number, Map.of("contact.lastname", "Ada " + number))).toList();

        List<WriteOutcome> outcomes = local.adapter().write(writes);

        assertThat(outcomes).hasSize(250).allMatch(Written.class::isInstance);
        assertThat(local.standIn().rows("contacts")).hasSize(250);
        assertThat(local.standIn().calls()).containsEntry("POST contacts/batch/upsert", 3L)
                .doesNotContainKey("POST contacts/batch/read");
    }

    @Test
    void mergesTwoRecordsAndTheIdsOfBothLeadToWhatIsLeft() {
        String loser = local.created("1", Map.of("contact.lastname", "Ada", "contact.phone", "+15125550142"));
        String winner = local.created("2", Map.of("contact.lastname", "Lovelace"));

        Written merged = (Written) local.adapter().merge(winner, loser);

        assertThat(local.read(merged.id()).otherId()).isEqualTo("2");
        assertThat(local.read(merged.id()).fields()).containsEntry("contact.lastname", "Lovelace")
                .containsEntry("contact.phone", "+15125550142");
        assertThat(local.read(winner).mergedInto()).isEqualTo(merged.id());
        assertThat(local.read(loser).mergedInto()).isEqualTo(merged.id());
        assertThat(local.adapter().merge(merged.id(), "987654321")).isInstanceOf(Refused.class);
    }

    @Test
    void aRepeatedCreateFindsWhatTheFirstOneMade() {
        String first = local.created("77", Map.of("contact.lastname", "Ada"));
        String second = local.created("77", Map.of("contact.lastname", "Ada"));

        assertThat(second).isEqualTo(first);
        assertThat(local.standIn().rows("contacts")).hasSize(1);
    }

    @Test
    void aCreateWhoseAnswerIsLostIsRepeatedWithoutADouble() {
        local.standIn().faults(FaultRates.parse("truncated-body=1"));
        assertThatThrownBy(() -> local.created("77", Map.of("contact.lastname", "Ada")))
                .isInstanceOf(RetryLaterException.class);
        assertThat(local.standIn().rows("contacts")).hasSize(1);

        local.standIn().faults(FaultRates.NONE);
        local.created("77", Map.of("contact.lastname", "Ada"));

        assertThat(local.standIn().rows("contacts")).hasSize(1);
    }

    @Test
    void theSecondCustomerWithAnEmailIsRefusedThatFieldAndOverwritesNobody() {
        String first = local.created("1", Map.of("contact.email", "info@smith.example", "contact.lastname", "Smith"));

        WriteOutcome second = local.write(creates("2", Map.of("contact.email", "Info@Smith.example", "contact.lastname",
                "Jones")));

        assertThat(second).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactly("contact.email"));
        String other = local.created("2", Map.of("contact.lastname", "Jones"));
        assertThat(other).isNotEqualTo(first);
        assertThat(local.read(first).fields()).containsEntry("contact.lastname", "Smith");
        assertThat(local.read(other).otherId()).isEqualTo("2");
    }

    @Test
    void twoCustomersOfOneBatchThatShareAnEmailAreToldApartToo() {
        List<WriteOutcome> outcomes = local.adapter().write(List.of(
                creates("1", Map.of("contact.email", "info@smith.example")),
                creates("2", Map.of("contact.email", "info@smith.example"))));

        assertThat(outcomes.get(0)).isInstanceOf(Written.class);
        assertThat(outcomes.get(1)).isInstanceOf(Refused.class);
    }

    @Test
    void anEmailOfAContactThatIsNoCustomerIsADuplicateWithThatContact() {
        String known = local.standIn().create("contacts", Map.of("email", "ada@example.com"));

        WriteOutcome outcome = local.write(creates("1", Map.of("contact.email", "ada@example.com")));

        assertThat(outcome).isInstanceOfSatisfying(Duplicate.class,
                duplicate -> assertThat(duplicate.candidates()).containsExactly(known));
    }

    @Test
    void aContactThatWasThereIsAdoptedByItsId() {
        String known = local.standIn().create("contacts", Map.of("email", "ada@example.com"));

        WriteOutcome outcome = local.write(new SideWrite(known, "1", Map.of("contact.firstname", "Ada"), null, null));

        assertThat(outcome).isInstanceOf(Written.class);
        assertThat(local.standIn().rows("contacts").get(known)).containsEntry("st_customer_id", "1")
                .containsEntry("firstname", "Ada").containsEntry("email", "ada@example.com");
    }

    @Test
    void oneBadRecordOfABatchIsNamedAndTheOthersAreWritten() {
        List<WriteOutcome> outcomes = local.adapter().write(List.of(creates("1", Map.of("contact.lastname", "Ada")),
                creates("2", Map.of("contact.lifecyclestage", "friend", "contact.email", "no address")),
                creates("3", Map.of("contact.lastname", "Bob"))));

        assertThat(outcomes.get(0)).isInstanceOf(Written.class);
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.fields()).containsExactlyInAnyOrder("contact.lifecyclestage", "contact.email");
            assertThat(refused.reason()).contains("friend was not one of the allowed options");
        });
        assertThat(outcomes.get(2)).isInstanceOf(Written.class);
    }

    @Test
    void aBatchThatIsRefusedAsAWholeIsHalvedUntilTheBadRecordIsAlone() {
        local.close();
        local = LocalHubSpot.with(HubSpotSettings.usual().withoutLimits().withPartialFailures(false));
        List<SideWrite> writes = IntStream.range(0, 16).mapToObj(number -> creates("c" + number,
                Map.of("contact.lifecyclestage", number == 11 ? "friend" : "customer"))).toList();

        List<WriteOutcome> outcomes = local.adapter().write(writes);

        assertThat(outcomes.get(11)).isInstanceOf(Refused.class);
        assertThat(outcomes).filteredOn(Written.class::isInstance).hasSize(15);
        assertThat(local.standIn().rows("contacts")).hasSize(15);
    }

    @Test
    void aChangeSetsTheNamedFieldsAndEmptiesThoseWithoutAValue() {
        String id = local.created("1", Map.of("contact.lastname", "Ada", "contact.phone", "+13125550100"));
        local.passes(Duration.ofMinutes(1));

        WriteOutcome outcome = local.write(changes(local.read(id), "1", LocalHubSpot.emptied("contact.phone")));

        assertThat(outcome).as("an edit may have slipped in that nobody saw").isEqualTo(new Written(id, null));
        assertThat(local.read(id).fields()).containsEntry("contact.phone", null).containsEntry("contact.lastname", "Ada");
    }

    @Test
    void aChangeWorkedOutAgainstAnOlderVersionIsStaleAndWritesNothing() {
        String id = local.created("1", Map.of("contact.lastname", "Ada"));
        SideRecord old = local.read(id);
        local.passes(Duration.ofSeconds(1));
        local.standIn().edit("contacts", id, Map.of("lastname", "Lovelace"));

        WriteOutcome outcome = local.write(changes(old, "1", Map.of("contact.lastname", "Byron")));

        assertThat(outcome).isEqualTo(new Stale());
        assertThat(local.read(id).fields()).containsEntry("contact.lastname", "Lovelace");
    }

    @Test
    void anEditThatSlipsInBetweenReadAndWriteIsPutBack() {
        String id = local.created("1", Map.of("contact.lastname", "Ada"));
        local.passes(Duration.ofSeconds(1));
        SideRecord read = local.read(id);
        local.standIn().before("POST contacts/batch/update", () -> {
            local.passes(Duration.ofSeconds(1));
            local.standIn().edit("contacts", id, Map.of("lastname", "Lovelace"));
            local.passes(Duration.ofSeconds(1));
        });

        WriteOutcome outcome = local.write(changes(read, "1", Map.of("contact.lastname", "Byron", "contact.firstname", "A")));

        assertThat(outcome).isEqualTo(new Stale());
        assertThat(local.read(id).fields()).containsEntry("contact.lastname", "Lovelace");
    }

    @Test
    void anEditOfAnotherFieldInBetweenIsLeftAlone() {
        String id = local.created("1", Map.of("contact.lastname", "Ada"));
        local.passes(Duration.ofSeconds(1));
        SideRecord read = local.read(id);
        local.standIn().before("POST contacts/batch/update", () -> {
            local.passes(Duration.ofSeconds(1));
            local.standIn().edit("contacts", id, Map.of("phone", "5"));
        });

        assertThat(local.write(changes(read, "1", Map.of("contact.lastname", "Byron")))).isInstanceOf(Written.class);
        assertThat(local.read(id).fields()).containsEntry("contact.lastname", "Byron").containsEntry("contact.phone", "5");
    }

    @Test
    void aHundredChangesTakeFiveCalls() {
        List<SideWrite> creates = IntStream.range(0, 100).mapToObj(number -> creates("c" + number,
                Map.of("contact.lastname", "Ada"))).toList();
        List<String> ids = local.adapter().write(creates).stream().map(outcome -> ((Written) outcome).id()).toList();
        List<SideRecord> read = local.adapter().read(ids);
        local.standIn().forgetCalls();

        List<WriteOutcome> outcomes = local.adapter().write(read.stream()
                .map(record -> changes(record, record.otherId(), Map.of("contact.lastname", "Bob"))).toList());

        assertThat(outcomes).allMatch(Written.class::isInstance);
        // One read before, one write, and two with history, which HubSpot gives for fifty at most.
        assertThat(local.standIn().calls()).containsEntry("POST contacts/batch/read", 3L)
                .containsEntry("POST contacts/batch/update", 1L).hasSize(2);
    }

    @Test
    void aDeletedRecordIsGone() {
        String id = local.created("1", Map.of("contact.lastname", "Ada"));
        SideRecord read = local.read(id);
        local.standIn().archive("contacts", id);

        assertThat(local.write(changes(read, "1", Map.of("contact.lastname", "Bob")))).isEqualTo(new Gone());
    }

    @Test
    void aMergedRecordIsGoneAndWhatItBecameIsNotTouched() {
        String id = local.created("1", Map.of("contact.lastname", "Ada"));
        String other = local.created("2", Map.of("contact.lastname", "Lovelace"));
        SideRecord read = local.read(id);
        String survivor = local.standIn().merge("contacts", other, id);

        assertThat(local.write(changes(read, "1", Map.of("contact.lastname", "Bob")))).isEqualTo(new Gone());
        assertThat(local.read(survivor).fields()).containsEntry("contact.lastname", "Lovelace");
    }

    @Test
    void aStateIsKeptInItsOwnPropertyAndADeleteArchives() {
        String id = local.created("1", Map.of("contact.lastname", "Ada"));

        local.write(new SideWrite(id, "1", Map.of(), null, State.INACTIVE));
        assertThat(local.read(id).state()).isEqualTo(State.INACTIVE);

        local.write(new SideWrite(id, "1", Map.of(), null, State.DELETED));
        assertThat(local.read(id).state()).isEqualTo(State.DELETED);
    }

    @Test
    void whatWasNotGotToIsPutOffOnceSomethingWasWritten() {
        String id = local.created("1", Map.of("contact.lastname", "Ada"));
        local.standIn().before("POST contacts/batch/read", () -> local.standIn().dayUsedUp(true));

        List<WriteOutcome> outcomes = local.adapter().write(List.of(creates("2", Map.of("contact.lastname", "Bob")),
                new SideWrite(id, "1", Map.of("contact.lastname", "Byron"), null, null)));

        assertThat(outcomes.get(0)).isInstanceOf(Written.class);
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Later.class);
    }

    @Test
    void aDaysCallsUsedUpWaitForTheNextMidnightOfTheAccount() {
        local.adapter().describe();
        local.standIn().dayUsedUp(true);

        // It is ten in the morning where the account is.
        assertThatThrownBy(() -> local.adapter().read(List.of("1"))).isInstanceOfSatisfying(RetryLaterException.class,
                failure -> assertThat(failure.retryAfter()).contains(Duration.ofHours(14)));
    }

    @Test
    void aRevokedTokenIsTheAccountsFailure() {
        local.standIn().tokenRevoked(true);

        assertThatThrownBy(() -> local.created("1", Map.of("contact.lastname", "Ada")))
                .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("token");
    }

    @Test
    void namesInAnyScriptComeBackAsTheyWereWritten() {
        String id = local.created("1", Map.of("contact.firstname", "👩‍🔧 Zoë", "contact.lastname", "مريم الخوارزمي"));

        assertThat(local.read(id).fields()).containsEntry("contact.firstname", "👩‍🔧 Zoë").containsEntry("contact.lastname",
                "مريم الخوارزمي");
    }

    @Test
    void aFieldOfAnObjectThatIsNotInUseIsRefused() {
        assertThat(local.write(creates("1", Map.of("company.name", "Ada Ltd")))).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactly("company.name"));
    }
}
