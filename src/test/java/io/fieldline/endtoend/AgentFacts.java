package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is true in the local ServiceTitan, worked out of its rows. */
final class AgentFacts {

    private static final int PAGE = 25;
    private static final String JOBS = "jpm/jobs";
    private static final String APPOINTMENTS = "jpm/appointments";
    private static final String ASSIGNMENTS = "dispatch/appointment-assignments";
    private static final String ESTIMATES = "sales/estimates";
    private static final String DANA = "703";

    private final AgentOffice office;
    private final AgentRecords records;
    private final Map<String, Supplier<Fact>> facts = new HashMap<>();
    private final LocalDate today = LocalDate.now(AgentRecords.zone());

    /**
     * @param holds what an answer holds
     * @param total how many there are in all, where the answer says that
     */
    record Fact(List<String> holds, OptionalInt total) {}

    AgentFacts(AgentOffice office, AgentRecords records) {
        this.office = office;
        this.records = records;
        facts.put("overdue", () -> newest("accounting/invoices", row -> overdue(row, today)));
        facts.put("long overdue", () -> some(rows("accounting/invoices").filter(row -> overdue(row, today.minusDays(30))
                && number(row, "balance").compareTo(new BigDecimal(500)) > 0)));
        facts.put("alvarez", () -> some(rows("crm/customers").filter(row -> row.path("name").asText().contains("Alvarez"))));
        facts.put("today", () -> day(today, false));
        facts.put("tomorrow", () -> day(today.plusDays(1), false));
        facts.put("unassigned tomorrow", () -> day(today.plusDays(1), true));
        facts.put("technicians with nothing to do in two days", () -> idle(today.plusDays(2)));
        facts.put("days of Dana Kim", () -> new Fact(rows("dispatch/technician-shifts")
                .filter(row -> row.path("technicianId").asText().equals(DANA)).map(row -> local(row, "start"))
                .filter(day -> !day.isBefore(today) && day.isBefore(today.plusDays(7))).map(LocalDate::toString).distinct()
                .toList(), OptionalInt.empty()));
        facts.put("jobs of the customer of q1", () -> newest(JOBS,
                row -> row.path("customerId").equals(records.job("q1").path("customerId"))));
        facts.put("canceled jobs", () -> newest(JOBS, row -> row.path("jobStatus").asText().equals("Canceled")));
        facts.put("scheduled drain cleanings", () -> newest(JOBS, row -> row.path("jobStatus").asText().equals("Scheduled")
                && row.path("jobTypeId").equals(named("jpm/job-types", "Drain Cleaning").path("id"))));
        facts.put("open estimates", () -> newest(ESTIMATES, AgentFacts::open));
        facts.put("large open estimates", () -> newest(ESTIMATES,
                row -> open(row) && number(row, "subtotal").add(number(row, "tax")).compareTo(new BigDecimal(1000)) > 0));
        facts.put("ending memberships", () -> some(rows("memberships/memberships")
                .filter(row -> row.path("status").asText().equals("Active")).filter(row -> row.hasNonNull("to")).filter(row -> {
                    String to = row.path("to").asText().substring(0, 10);
                    return to.compareTo(today.toString()) >= 0 && to.compareTo(today.plusDays(60).toString()) < 0;
                })));
        facts.put("price of SVC-101", () -> new Fact(rows("pricebook/services")
                .filter(row -> row.path("code").asText().equals("SVC-101")).map(row -> AgentRecords.plain(row.path("price")))
                .toList(), OptionalInt.empty()));
        facts.put("cancel reasons", () -> names("jpm/job-cancel-reasons"));
        facts.put("campaigns", () -> names("marketing/campaigns"));
        facts.put("membership types", () -> names("memberships/membership-types"));
        facts.put("business units with invoices", () -> new Fact(rows("accounting/invoices")
                .map(row -> row.at("/businessUnit/name").asText()).filter(name -> !name.isEmpty()).distinct().toList(),
                OptionalInt.empty()));
        facts.put("tax zones", () -> some(rows("accounting/tax-zones")));
        facts.put("Dana Kim is sent to q3", this::sent);
        facts.put("a drain cleaning is booked for q4", this::booked);
    }

    /** Visits of today and tomorrow, one of them without anybody, and a large estimate. */
    void plant() {
        visit("today", 0);
        visit("tomorrow", 1);
        String lonely = visit("lonely", 1);
        rows(ASSIGNMENTS).filter(row -> row.path("appointmentId").asText().equals(lonely)).forEach(row -> office.office(
                AgentOffice.TENANT, ASSIGNMENTS, row.objectNode().<ObjectNode>set("id", row.get("id")).put("active", false)));
        office.office(AgentOffice.TENANT, ESTIMATES, JsonNodeFactory.instance.objectNode()
                .put("id", Long.parseLong(records.filled("${estimate:large}"))).put("subtotal", 5_000));
    }

    private String visit(String job, int days) {
        long id = records.job(job).path("firstAppointmentId").longValue();
        Instant noon = today.plusDays(days).atTime(LocalTime.NOON).atZone(AgentRecords.zone()).toInstant();
        office.office(AgentOffice.TENANT, APPOINTMENTS, JsonNodeFactory.instance.objectNode().put("id", id)
                .put("start", noon.toString()).put("end", noon.plus(Duration.ofHours(1)).toString()));
        return Long.toString(id);
    }

    Fact of(String name) {
        return facts.get(name).get();
    }

    private Stream<ObjectNode> rows(String collection) {
        return office.rows(collection).stream().filter(row -> row.path("active").asBoolean(true));
    }

    private ObjectNode named(String collection, String name) {
        return rows(collection).filter(row -> row.path("name").asText().equals(name)).findFirst().orElseThrow();
    }

    private static BigDecimal number(JsonNode row, String field) {
        return new BigDecimal(row.path(field).asText("0"));
    }

    private static boolean open(JsonNode row) {
        return row.at("/status/name").asText().equals("Open");
    }

    /** Days of invoices are midnight in no time zone. */
    private static boolean overdue(JsonNode row, LocalDate day) {
        return number(row, "balance").signum() > 0 && row.hasNonNull("dueDate")
                && row.path("dueDate").asText().substring(0, 10).compareTo(day.toString()) < 0;
    }

    private static LocalDate local(JsonNode row, String field) {
        return Instant.parse(row.path(field).asText()).atZone(AgentRecords.zone()).toLocalDate();
    }

    private static Fact some(Stream<ObjectNode> rows) {
        return new Fact(rows.map(row -> row.path("id").asText()).toList(), OptionalInt.empty());
    }

    private Fact names(String collection) {
        return new Fact(rows(collection).map(row -> row.path("name").asText()).toList(),
                OptionalInt.of((int) rows(collection).count()));
    }

    /** A list's first page, and how many there are in all. */
    private Fact newest(String collection, Predicate<ObjectNode> which) {
        List<Long> ids = rows(collection).filter(which).map(row -> row.path("id").longValue())
                .sorted(Comparator.reverseOrder()).toList();
        return new Fact(ids.stream().limit(PAGE).map(String::valueOf).toList(), OptionalInt.of(ids.size()));
    }

    private boolean assigned(JsonNode appointment) {
        return rows(ASSIGNMENTS).anyMatch(row -> row.path("appointmentId").equals(appointment.path("id")));
    }

    private Fact day(LocalDate day, boolean unassigned) {
        List<String> ids = rows(APPOINTMENTS).filter(row -> local(row, "start").equals(day))
                .filter(row -> !unassigned || !assigned(row)).sorted(Comparator.comparing(row -> row.path("start").asText()))
                .map(row -> row.path("id").asText()).toList();
        return new Fact(ids.stream().limit(PAGE).toList(), OptionalInt.of(ids.size()));
    }

    /** Who has a shift and no visit. */
    private Fact idle(LocalDate day) {
        List<JsonNode> visits = rows(APPOINTMENTS).filter(row -> local(row, "start").equals(day)).map(row -> row.path("id"))
                .toList();
        List<JsonNode> busy = rows(ASSIGNMENTS).filter(row -> visits.contains(row.path("appointmentId")))
                .map(row -> row.path("technicianId")).toList();
        List<JsonNode> working = rows("dispatch/technician-shifts").filter(row -> local(row, "start").equals(day))
                .map(row -> row.path("technicianId")).toList();
        return new Fact(rows("settings/technicians")
                .filter(row -> working.contains(row.path("id")) && !busy.contains(row.path("id")))
                .map(row -> row.path("name").asText()).toList(), OptionalInt.empty());
    }

    private Fact sent() {
        String visit = records.job("q3").path("firstAppointmentId").asText();
        assertThat(rows(ASSIGNMENTS).filter(row -> row.path("appointmentId").asText().equals(visit))
                .map(row -> row.path("technicianId").asText())).contains(DANA);
        return new Fact(List.of(DANA), OptionalInt.empty());
    }

    private Fact booked() {
        String nine = records.filled("${utc:3:09:00}");
        ObjectNode job = rows(JOBS).filter(row -> row.path("customerId").equals(records.customer("q4").path("id")))
                .max(Comparator.comparingLong(row -> row.path("id").longValue())).orElseThrow();
        assertThat(at(APPOINTMENTS + "/" + job.path("firstAppointmentId").asText() + "/start")).isEqualTo(nine);
        return new Fact(List.of(job.path("id").asText()), OptionalInt.empty());
    }

    /** @param place <code>jpm/jobs/50000001/summary</code>, or deeper */
    String at(String place) {
        int digits = place.replaceFirst("/\\d+/.*", "").length();
        String[] rest = place.substring(digits + 1).split("/", 2);
        return AgentRecords.plain(office.row(place.substring(0, digits), Long.parseLong(rest[0])).at("/" + rest[1]));
    }
}
