package io.fieldline.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.pair.Crm.Changes;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;

class SalesforceChangesTest {

    private static final Duration LONG = Duration.ofMinutes(20);

    private final SalesforceOrg org = SalesforceOrg.usual();

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void theFirstTimeBringsEverythingThatIsThereAndNothingDeleted() {
        String kept = org.standIn.create("Account", Map.of("Name", "Kept"));
        org.standIn.delete(org.standIn.create("Account", Map.of("Name", "Deleted")));

        Changes changes = org.crm.changes(null);

        assertThat(changes.records()).extracting(SideRecord::id).containsExactly(kept);
        assertThat(changes.more()).isFalse();
    }

    @Test
    void nothingNewCostsTwoCallsAndBringsNothing() {
        org.standIn.create("Account", Map.of("Name", "Old"));
        org.pass(LONG);
        String position = org.crm.changes(null).next();
        org.standIn.forgetCalls();

        for (int i = 0; i < 5; i++) {
            Changes changes = org.crm.changes(position);
            assertThat(changes.records()).isEmpty();
            position = changes.next();
            org.pass(Duration.ofMinutes(1));
        }
        assertThat(org.standIn.calls()).containsExactly(Map.entry("GET queryAll", 10));
    }

    @Test
    void aChangedAccountAChangedContactADeletionAndAMergeAreSeenOldestFirst() {
        String edited = org.standIn.create("Account", Map.of("Name", "Edited"));
        String byContact = org.standIn.create("Account", Map.of("Name", "By contact"));
        String contact = org.standIn.create("Contact", Map.of("LastName", "C", "AccountId", byContact));
        String deleted = org.standIn.create("Account", Map.of("Name", "Deleted"));
        String loser = org.standIn.create("Account", Map.of("Name", "Loser"));
        org.pass(LONG);
        String position = org.crm.changes(null).next();
        org.pass(LONG);
        org.standIn.edit(contact, Map.of("Phone", "1"));
        org.pass(Duration.ofSeconds(5));
        org.standIn.edit(edited, Map.of("Phone", "2"));
        org.pass(Duration.ofSeconds(5));
        org.standIn.delete(deleted);
        org.pass(Duration.ofSeconds(5));
        org.standIn.merge(edited, loser);

        List<SideRecord> records = org.crm.changes(position).records();

        assertThat(records).extracting(SideRecord::id).containsExactly(byContact, deleted, edited, loser);
        assertThat(records.get(0).fields()).containsEntry("Contact.Phone", "1").containsEntry("Account.Name", "By contact");
        assertThat(records.get(1).state()).isEqualTo(State.DELETED);
        assertThat(records.get(3).mergedInto()).isEqualTo(edited);
    }

    @Test
    void strangersAreTheRecordsThatBearNoCustomersId() {
        org.pass(LONG);
        String position = org.crm.changes(null).next();
        org.standIn.create("Account", Map.of("Name", "Ours", "ST_Customer_Id__c", "1"));
        String stranger = org.standIn.create("Account", Map.of("Name", "Stranger"));
        String deleted = org.standIn.create("Account", Map.of("Name", "Deleted stranger"));
        org.standIn.delete(deleted);

        assertThat(org.crm.changesOfStrangers(position).records()).extracting(SideRecord::id)
                .containsExactlyInAnyOrder(stranger, deleted);
    }

    @Test
    void aRowThatIsCommittedLaterThanItsStampIsSeenAllTheSame() {
        String late = org.standIn.create("Account", Map.of("Name", "Late"));
        String other = org.standIn.create("Account", Map.of("Name", "Other"));
        org.pass(LONG);
        String position = org.crm.changes(null).next();
        org.pass(LONG);
        Runnable commit = org.standIn.editUncommitted(late, Map.of("Phone", "1"));
        org.pass(Duration.ofSeconds(30));
        org.standIn.edit(other, Map.of("Phone", "2"));
        Changes first = org.crm.changes(position);
        org.pass(Duration.ofMinutes(2));
        commit.run();

        Changes second = org.crm.changes(first.next());

        assertThat(first.records()).extracting(SideRecord::id).containsExactly(other);
        assertThat(second.records()).extracting(SideRecord::id).contains(late);
        org.pass(LONG);
        Changes third = org.crm.changes(second.next());
        assertThat(org.crm.changes(third.next()).records()).isEmpty();
    }

    @Test
    void moreThanAPageOfOneStampIsReadWithoutGapOrDouble() {
        for (int i = 0; i < 2_300; i++) {
            org.standIn.create("Account", Map.of("Name", "A" + i));
        }
        org.pass(LONG);

        Changes first = org.crm.changes(null);
        Changes second = org.crm.changes(first.next());

        assertThat(first.records()).hasSize(2_000);
        assertThat(first.more()).isTrue();
        assertThat(second.more()).isFalse();
        List<String> ids = new ArrayList<>(first.records().stream().map(SideRecord::id).toList());
        second.records().forEach(record -> ids.add(record.id()));
        assertThat(ids).hasSize(2_300).doesNotHaveDuplicates();
    }

    @Test
    void aPositionThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> org.crm.changes("yesterday")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("yesterday");
    }
}
