package io.fieldline.destination.hubspot;

import static io.fieldline.destination.hubspot.LocalHubSpot.creates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sync.pair.Crm.Changes;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;

class HubSpotChangesTest {

    private LocalHubSpot local = LocalHubSpot.withContacts();
    private String position;

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void everythingThereIsComesFirstByTheList() {
        create(250);

        assertThat(look()).hasSize(250).extracting(SideRecord::otherId).doesNotHaveDuplicates();
        assertThat(local.standIn().calls()).containsEntry("GET contacts", 3L).doesNotContainKey("POST contacts/search");
    }

    @Test
    void afterwardsOnlyWhatChangedComes() {
        create(3);
        String id = local.created("x", Map.of("contact.lastname", "Ada"));
        look();
        local.passes(Duration.ofMinutes(10));
        look();
        local.passes(Duration.ofMinutes(10));
        local.standIn().edit("contacts", id, Map.of("lastname", "Lovelace"));

        assertThat(look()).singleElement().satisfies(record -> {
            assertThat(record.id()).isEqualTo(id);
            assertThat(record.fields()).containsEntry("contact.lastname", "Lovelace");
        });
        local.passes(Duration.ofMinutes(10));
        assertThat(look()).extracting(SideRecord::id).containsExactly(id);
        local.passes(Duration.ofMinutes(10));
        assertThat(look()).isEmpty();
    }

    @Test
    void strangersAreTheRecordsThatBearNoCustomersId() {
        String position = local.adapter().changes(null).next();
        create(3);
        String stranger = local.standIn().create("contacts", Map.of("lastname", "Ada"));

        Changes changes = local.adapter().changesOfStrangers(position);

        assertThat(changes.records()).extracting(SideRecord::id).containsExactly(stranger);
    }

    @Test
    void aChangeThatTheIndexShowsLateIsFoundLater() {
        String id = local.created("x", Map.of("contact.lastname", "Ada"));
        look();
        local.passes(Duration.ofMinutes(10));
        look();
        local.standIn().searchLag(Duration.ofMinutes(2));
        local.standIn().edit("contacts", id, Map.of("lastname", "Lovelace"));
        assertThat(look()).isEmpty();
        local.passes(Duration.ofMinutes(1));
        assertThat(look()).isEmpty();
        local.passes(Duration.ofMinutes(1));

        assertThat(look()).extracting(SideRecord::id).containsExactly(id);
    }

    @Test
    void whatTheIndexStillShowsOfTheTimeBeforeIsNotBelieved() {
        String id = local.created("x", Map.of("contact.lastname", "Ada"));
        look();
        local.standIn().searchLag(Duration.ofSeconds(30));
        local.passes(Duration.ofMinutes(1));
        local.standIn().edit("contacts", id, Map.of("lastname", "Lovelace"));

        assertThat(look()).singleElement().extracting(SideRecord::fields).asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.MAP).containsEntry("contact.lastname", "Lovelace");
    }

    @Test
    void moreRecordsOfOneMomentThanAPageHoldsAreAllFound() {
        look();
        local.passes(Duration.ofMinutes(10));
        create(450);
        local.passes(Duration.ofSeconds(1));
        create("later", 3);

        assertThat(look().stream().map(SideRecord::otherId).distinct()).hasSize(453);
    }

    @Test
    void aDeletedRecordComesAsDeleted() {
        String id = local.created("x", Map.of("contact.lastname", "Ada"));
        look();
        local.standIn().archive("contacts", id);
        local.passes(Duration.ofMinutes(6));

        assertThat(look()).singleElement().satisfies(record -> {
            assertThat(record.id()).isEqualTo(id);
            assertThat(record.state()).isEqualTo(State.DELETED);
            assertThat(record.mergedInto()).isNull();
        });
    }

    @Test
    void deletedRecordsAreListedAtAnIntervalOnly() {
        look();
        look();
        local.passes(Duration.ofMinutes(1));
        look();

        assertThat(local.standIn().calls()).containsEntry("GET contacts", 1L);
    }

    @Test
    void mergedRecordsComeAsDeletedWithWhatTheyBecame() {
        String one = local.created("1", Map.of("contact.lastname", "Ada"));
        String other = local.created("2", Map.of("contact.lastname", "Ada L."));
        look();
        local.passes(Duration.ofMinutes(1));
        String survivor = local.standIn().merge("contacts", one, other);

        List<SideRecord> seen = look();

        assertThat(seen).filteredOn(record -> record.state() == State.DELETED).extracting(SideRecord::id)
                .containsExactlyInAnyOrder(one, other);
        assertThat(seen).filteredOn(record -> record.state() == State.DELETED).extracting(SideRecord::mergedInto)
                .containsOnly(survivor);
        assertThat(seen).filteredOn(record -> record.id().equals(survivor)).singleElement()
                .extracting(SideRecord::otherId).isEqualTo("1");
    }

    @Test
    void aMergeThatKeepsThePrimaryRecordIsUnderstoodToo() {
        local.close();
        local = LocalHubSpot.with(HubSpotSettings.usual().withoutLimits().withMergeMakesNewId(false));
        String one = local.created("1", Map.of("contact.lastname", "Ada"));
        String other = local.created("2", Map.of("contact.lastname", "Ada L."));
        local.standIn().merge("contacts", one, other);

        assertThat(local.read(one).state()).isEqualTo(State.ACTIVE);
        assertThat(local.read(other)).extracting(SideRecord::state, SideRecord::mergedInto).containsExactly(State.DELETED, one);
    }

    @Test
    void aRecordThatNeverWasDoesNotCome() {
        assertThat(local.adapter().read(List.of("4711"))).isEmpty();
    }

    @Test
    void aPositionOfSomethingElseIsRefused() {
        assertThatThrownBy(() -> local.adapter().changes("row 7")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("row 7");
    }

    /** Reads until there is no more. */
    private List<SideRecord> look() {
        List<SideRecord> seen = new ArrayList<>();
        Changes changes;
        do {
            changes = local.adapter().changes(position);
            position = changes.next();
            seen.addAll(changes.records());
        } while (changes.more());
        return seen;
    }

    private void create(int number) {
        create("c", number);
    }

    private void create(String prefix, int number) {
        local.adapter().write(IntStream.range(0, number)
                .mapToObj(one -> creates(prefix + one, Map.of("contact.lastname", "Ada"))).toList());
    }
}
