package io.fieldline.servicetitan.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobRecordsTest {

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ZERO);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void namesWhatAJobKnowsByIdOnly() {
        Map<String, Object> job = sandbox.rows("jpm", "jobs", "50000002").get(0);
        Object total = sandbox.rows("accounting", "invoices", job.get("invoiceId").toString()).get(0).get("total");

        Map<String, Object> record = sandbox.jobs().records(List.of(job)).get(0);

        assertThat(record).containsAllEntriesOf(job).containsEntry("invoiceTotal", new BigDecimal(total.toString()));
        assertThat(record.get("jobTypeName")).isEqualTo(sandbox.rows("jpm", "job-types", job.get("jobTypeId").toString())
                .get(0).get("name"));
        assertThat(record.get("businessUnitName")).isEqualTo(
                sandbox.rows("settings", "business-units", job.get("businessUnitId").toString()).get(0).get("name"));
        assertThat((List<?>) record.get("technicianNames")).isNotEmpty().allMatch(String.class::isInstance);
    }

    @Test
    void asksForManyJobsTogether() {
        String ids = LongStream.range(50_000_001, 50_000_051).mapToObj(Long::toString).collect(Collectors.joining(","));
        List<Map<String, Object>> jobs = sandbox.rows("jpm", "jobs", ids);
        sandbox.requests();

        assertThat(sandbox.jobs().records(jobs)).hasSize(50).noneMatch(record -> record.get("jobTypeName") == null);
        Map<String, Integer> requests = sandbox.requests();
        assertThat(requests.get("accounting/invoices list")).isEqualTo(1);
        assertThat(requests.get("dispatch/appointment-assignments list")).isLessThanOrEqualTo(2);
        assertThat(requests).containsEntry("jpm/job-types list", 1).containsEntry("settings/business-units list", 1);
    }

    @Test
    void leavesOpenWhatIsNotThere() {
        Map<String, Object> job = new LinkedHashMap<>(sandbox.rows("jpm", "jobs", "50000002").get(0));
        job.put("invoiceId", null);
        job.put("jobTypeId", 7L);
        job.put("firstAppointmentId", null);
        job.put("lastAppointmentId", null);

        assertThat(sandbox.jobs().records(List.of(job)).get(0)).containsEntry("invoiceTotal", null)
                .containsEntry("jobTypeName", null).containsEntry("technicianNames", List.of());
        assertThat(sandbox.jobs().records(List.of())).isEmpty();
    }

    @Test
    void readsJobsAsTheyAreNow() {
        assertThat(sandbox.jobs().read(List.of("50000002", "50000003", "7"))).extracting(job -> job.get("id"))
                .containsExactlyInAnyOrder(50_000_002L, 50_000_003L);
        assertThat(sandbox.jobs().read(List.of())).isEmpty();
    }
}
