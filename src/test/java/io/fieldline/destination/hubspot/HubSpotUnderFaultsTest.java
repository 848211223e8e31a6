package io.fieldline.destination.hubspot;

import static io.fieldline.destination.hubspot.LocalHubSpot.creates;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sync.pair.Crm.Activity;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Later;
import io.fieldline.sync.pair.WriteOutcome.Written;

class HubSpotUnderFaultsTest {

    private static final int TRIES = 200;

    private final LocalHubSpot local = LocalHubSpot.withCompanies();

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void repeatingWhatFailedEndsInOneRecordEachHoweverItFailed() {
        local.standIn().faults(FaultRates.parse("server-error=0.15,html-unavailable=0.05,html-body=0.05,"
                + "connection-reset=0.1,truncated-body=0.1,too-many-requests=0.05"));
        List<SideWrite> open = new ArrayList<>(IntStream.range(0, 350).mapToObj(number -> creates("c" + number,
                Map.of("company.name", "Company " + number, "contact.lastname", "Person " + number))).toList());

        for (int attempt = 0; attempt < TRIES && !open.isEmpty(); attempt++) {
            List<WriteOutcome> outcomes = tried(open);
            for (int index = outcomes.size() - 1; index >= 0; index--) {
                assertThat(outcomes.get(index)).isInstanceOfAny(Written.class, Later.class);
                if (outcomes.get(index) instanceof Written) {
                    open.remove(index);
                }
            }
        }
        local.standIn().faults(FaultRates.NONE);

        assertThat(open).isEmpty();
        assertThat(local.standIn().rows("companies").values()).extracting(row -> row.get("st_customer_id"))
                .doesNotHaveDuplicates().hasSize(350);
        assertThat(local.standIn().rows("contacts").values()).extracting(row -> row.get("st_customer_id"))
                .doesNotHaveDuplicates().hasSize(350);
        assertThat(local.standIn().rows("companies").keySet())
                .allSatisfy(id -> assertThat(local.standIn().associated("companies", id, "contacts")).hasSize(1));
    }

    @Test
    void anActivityThatIsRepeatedAfterALostAnswerIsOneNote() {
        String company = local.created("1", Map.of("company.name", "Ada Ltd"));
        List<Activity> activities = List.of(new Activity("job-7", company, "1", local.now(),
                Map.of("note.hs_note_body", "Boiler fixed")));
        local.standIn().faults(FaultRates.parse("truncated-body=0.5,connection-reset=0.2"));
        boolean written = false;
        for (int attempt = 0; attempt < TRIES && !written; attempt++) {
            try {
                written = local.adapter().writeActivities(activities).get(0) instanceof Written;
            } catch (RetryLaterException e) {
                assertThat(e).hasMessageContaining("HubSpot");
            }
        }

        assertThat(written).isTrue();
        assertThat(local.standIn().rows("notes")).hasSize(1);
        assertThat(local.standIn().associated("companies", company, "notes")).hasSize(1);
    }

    /** No outcomes where the whole was put off. */
    private List<WriteOutcome> tried(List<SideWrite> writes) {
        try {
            return local.adapter().write(writes);
        } catch (RetryLaterException e) {
            return List.of();
        }
    }
}
