package io.fieldline.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.pair.Crm.Activity;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.WriteOutcome;

class JobActivitiesTest {

    private final JobBench bench = new JobBench();

    @Test
    void everyCompletedJobIsAnActivityOfItsOwn() {
        bench.link("7", "c7");

        Counts counts = bench.handOn(JobBench.job(1, 7, "Completed"), JobBench.job(2, 7, "Completed"));

        assertThat(counts).isEqualTo(new Counts(2, 2, 0, 0, 0));
        assertThat(bench.crm.activities).containsOnlyKeys("job-1", "job-2");
        Activity activity = bench.crm.activities.get("job-1");
        assertThat(activity.recordId()).isEqualTo("c7");
        assertThat(activity.otherId()).isEqualTo("7");
        assertThat(activity.happenedOn()).isEqualTo(JobBench.COMPLETED);
        assertThat(activity.fields()).containsEntry("note.hs_timestamp", "2026-03-01T12:00:00Z");
        assertThat(activity.fields().get("note.hs_note_body")).asString().contains("Job N1 completed", "Tune-up", "Ann Lee");
    }

    @Test
    void aJobThatComesAgainChangesItsOwnActivityOnly() {
        bench.link("7", "c7");
        bench.handOn(JobBench.job(1, 7, "Completed"), JobBench.job(2, 7, "Completed"));
        Map<String, Object> again = JobBench.job(1, 7, "Completed");
        again.put("completedOn", "2026-03-09T08:00:00Z");

        bench.handOn(again);

        assertThat(bench.crm.activities).hasSize(2);
        assertThat(bench.crm.activities.get("job-1").fields()).containsEntry("note.hs_timestamp", "2026-03-09T08:00:00Z");
        assertThat(bench.crm.activities.get("job-2").fields()).containsEntry("note.hs_timestamp", "2026-03-01T12:00:00Z");
    }

    @Test
    void onlyTheStatusTellsThatAJobWasDone() {
        bench.link("7", "c7");
        Map<String, Object> deleted = JobBench.job(4, 7, "Completed");
        deleted.put("active", false);

        Counts counts = bench.handOn(JobBench.job(1, 7, "Canceled"), JobBench.job(2, 7, "Hold"), deleted);

        assertThat(counts).isEqualTo(new Counts(3, 0, 3, 0, 0));
        assertThat(bench.crm.activities).isEmpty();
    }

    @Test
    void ofAJobThatIsTwiceInAPageTheLastRowCounts() {
        bench.link("7", "c7");

        assertThat(bench.handOn(JobBench.job(1, 7, "Completed"), JobBench.job(1, 7, "InProgress")))
                .isEqualTo(new Counts(2, 0, 2, 0, 0));
        assertThat(bench.handOn(JobBench.job(1, 7, "InProgress"), JobBench.job(1, 7, "Completed")))
                .isEqualTo(new Counts(2, 1, 1, 0, 0));
    }

    @Test
    void whatWasCompletedBeforeTheFlowBeganIsPast() {
        bench.link("7", "c7");
        bench.horizon = JobBench.COMPLETED.plusSeconds(1);

        assertThat(bench.handOn(JobBench.job(1, 7, "Completed"))).isEqualTo(new Counts(1, 0, 1, 0, 0));
        bench.horizon = JobBench.COMPLETED;
        assertThat(bench.handOn(JobBench.job(1, 7, "Completed"))).isEqualTo(new Counts(1, 1, 0, 0, 0));
    }

    @Test
    void aJobWaitsForItsCustomersRecordAndIsWrittenAsItIsThen() {
        bench.link("8", "c8");
        bench.customer("7", SideRecord.State.ACTIVE, null);

        assertThat(bench.handOn(JobBench.job(1, 7, "Completed"))).isEqualTo(new Counts(1, 0, 0, 1, 0));
        DeadLetter letter = bench.letters().get(0);
        assertThat(letter.recordId()).isEqualTo("1");
        assertThat(letter.reason()).isEqualTo("Customer 7 has no record in the CRM yet");
        assertThat(letter.payload()).contains("\"customerId\":7");
        bench.handOn(JobBench.job(2, 8, "Completed"));
        assertThat(bench.letters()).hasSize(1);

        bench.link("7", "c7");
        Map<String, Object> corrected = JobBench.job(1, 7, "Completed");
        corrected.put("jobNumber", "N1b");
        bench.jobs.put("1", corrected);
        assertThat(bench.handOn(JobBench.job(3, 8, "Completed"))).isEqualTo(new Counts(1, 1, 0, 0, 0));

        assertThat(bench.letters()).isEmpty();
        assertThat(bench.crm.activities.get("job-1").recordId()).isEqualTo("c7");
        assertThat(bench.crm.activities.get("job-1").fields().get("note.hs_note_body")).asString()
                .contains("Job N1b completed");
    }

    @Test
    void aParkedJobThatWasReopenedWaitsNoLonger() {
        bench.link("8", "c8");
        bench.customer("7", SideRecord.State.ACTIVE, null);
        bench.handOn(JobBench.job(1, 7, "Completed"));
        bench.link("7", "c7");
        bench.jobs.put("1", JobBench.job(1, 7, "InProgress"));

        bench.handOn(JobBench.job(3, 8, "Completed"));

        assertThat(bench.letters()).isEmpty();
        assertThat(bench.crm.activities).containsOnlyKeys("job-3");
    }

    @Test
    void aReplayedJobLeavesTheDeadLettersWhenItIsWritten() {
        bench.customer("7", SideRecord.State.ACTIVE, null);
        bench.handOn(JobBench.job(1, 7, "Completed"));
        assertThat(bench.handOn(JobBench.job(1, 7, "Completed"))).isEqualTo(new Counts(1, 0, 0, 1, 0));
        assertThat(bench.letters()).singleElement().extracting(DeadLetter::attempts).isEqualTo(2);
        bench.link("7", "c7");

        assertThat(bench.handOn(JobBench.job(1, 7, "Completed"))).isEqualTo(new Counts(1, 1, 0, 0, 0));
        assertThat(bench.letters()).isEmpty();
    }

    @Test
    void aCustomerThatIsNotInUseAndHasNoRecordNeedsNoActivity() {
        bench.customer("7", SideRecord.State.INACTIVE, null);

        assertThat(bench.handOn(JobBench.job(1, 7, "Completed"), JobBench.job(2, 9, "Completed")))
                .isEqualTo(new Counts(2, 0, 2, 0, 0));
    }

    @Test
    void aMergedCustomersJobIsWrittenOnTheRecordOfTheOneThatIsLeft() {
        bench.customer("7", SideRecord.State.INACTIVE, "8");
        bench.link("8", "c8");

        bench.handOn(JobBench.job(1, 7, "Completed"));

        assertThat(bench.crm.activities.get("job-1").recordId()).isEqualTo("c8");
        assertThat(bench.crm.activities.get("job-1").otherId()).isEqualTo("8");
    }

    @Test
    void oneOddJobDoesNotHoldUpTheOthers() {
        bench.link("7", "c7");
        bench.link("8", "c8");
        bench.crm.outcomes.put("job-1", new WriteOutcome.Refused("the body is too long", List.of("note.hs_note_body")));
        bench.crm.outcomes.put("job-2", new WriteOutcome.Gone());
        Map<String, Object> undated = JobBench.job(3, 7, "Completed");
        undated.put("completedOn", null);

        Counts counts = bench.handOn(JobBench.job(1, 7, "Completed"), JobBench.job(2, 8, "Completed"), undated,
                JobBench.job(4, 7, "Completed"));

        assertThat(counts).isEqualTo(new Counts(4, 1, 0, 3, 0));
        assertThat(bench.letters()).extracting(DeadLetter::reason).containsExactlyInAnyOrder(
                "The CRM refused the activity: the body is too long", "The record c8 of customer 8 is not in the CRM any more",
                "The job is completed and has no completedOn that can be read");
    }

    @Test
    void aBusyCrmHoldsThePageUntilAllOfItIsWritten() {
        bench.link("7", "c7");
        bench.crm.outcomes.put("job-1", new WriteOutcome.Later("locked"));

        assertThatThrownBy(() -> bench.handOn(JobBench.job(1, 7, "Completed"), JobBench.job(2, 7, "Completed")))
                .isInstanceOf(RetryLaterException.class)
                .hasMessage("1 of 2 activities could not be written now: locked");
        bench.crm.outcomes.clear();

        assertThat(bench.handOn(JobBench.job(1, 7, "Completed"), JobBench.job(2, 7, "Completed")))
                .isEqualTo(new Counts(2, 2, 0, 0, 0));
        assertThat(bench.crm.activities).hasSize(2);
    }

    @Test
    void nothingIsAskedForAPageWithoutCompletedJobs() {
        bench.handOn(JobBench.job(1, 7, "Scheduled"));

        assertThat(bench.requests).isEmpty();
    }

    @Test
    void nothingIsWrittenBeforeAllCustomersWereReadOnce() {
        bench.link("7", "c7");
        bench.runs.removeEndedBefore(Instant.MAX);

        assertThatThrownBy(() -> bench.handOn(JobBench.job(1, 7, "Completed"))).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("job-to-hubspot begins when customer-to-hubspot has read all customers once");
    }

    @Test
    void theFlowNeedsTheOneThatMakesTheRecords() {
        bench.settings(Map.of("connection", "hubspot", "mapping", "job-hubspot", "country", "US"),
                Map.of("connection", "other"));

        assertThatThrownBy(() -> bench.handOn(JobBench.job(1, 7, "Completed"))).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("needs the flow customer-to-hubspot with the same connection");
        assertThat(bench.step.problem(bench.tenant(), "hubspot")).get().asString().contains("customer-to-hubspot");
    }

    @Test
    void anAccountThatLacksSomethingIsNotWrittenTo() {
        bench.crm.lacking = List.of("The note has no property st_activity_id.");

        assertThatThrownBy(() -> bench.handOn(JobBench.job(1, 7, "Completed"))).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("connection hubspot: The note has no property st_activity_id.");
    }
}
