package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a contractor is organised: business units, job types, staff and their shifts, tags, zones, reasons. */
final class OfficeRows {

    static final int ZIPS = 12;
    private static final int OLD_JOB_TYPES = 2;
    private static final int SHIFT_DAYS = 14;
    private static final List<String> UNITS = List.of("Service", "Install", "Maintenance", "Commercial");
    private static final List<String> TAGS = List.of("VIP", "Warranty", "Financing", "Dog on site", "Do not disturb",
            "Referral", "New construction", "Retired tag");
    private static final List<String> STAFF = List.of("Jordan Reyes", "Casey Morgan", "Riley Sutton", "Avery Blake",
            "Quinn Harper", "Morgan Ellis");
    private static final List<String> CREW = List.of("Luis Ortega", "Sam Whitfield", "Dana Kim", "Marcus Boyd", "Tessa Novak",
            "Andre Coleman", "Nina Petrov", "Will Hanson", "Former Tech One", "Former Tech Two");

    private final Plan plan;

    OfficeRows(Plan plan) {
        this.plan = plan;
    }

    static String businessUnit(Plan plan, int index) {
        return UNITS.get(index) + " " + plan.contractor().city();
    }

    static String technician(int index) {
        return CREW.get(index);
    }

    RowSource businessUnits() {
        return rows(Ids.BUSINESS_UNITS, UNITS.size(), index -> {
            ObjectNode row = named(businessUnit(plan, index));
            row.put("officialName", plan.contractor().name());
            row.put("currency", "USD");
            row.put("defaultTaxRate", JobMoney.TAX_RATE);
            row.putObject("tenant").put("id", plan.contractor().tenantId()).put("name", plan.contractor().name())
                    .put("modifiedOn", Timestamps.text(plan.historyStart()));
            return row;
        });
    }

    RowSource jobTypes() {
        List<JobKind> kinds = JobKind.of(plan.trade());
        return rows(Ids.JOB_TYPES, kinds.size() + OLD_JOB_TYPES, index -> jobType(kinds, index))
                .inactiveWhere(index -> index >= kinds.size());
    }

    private ObjectNode jobType(List<JobKind> kinds, int index) {
        JobKind kind = kinds.get(index % kinds.size());
        ObjectNode row = named(index < kinds.size() ? kind.name() : kind.name() + " (old)");
        row.putArray("businessUnitIds").add(Ids.BUSINESS_UNITS + index % UNITS.size());
        row.put("priority", kind.priority());
        row.put("duration", kind.minutes() * 60);
        row.put("soldThreshold", BigDecimal.valueOf(kind.low()));
        row.put("class", "Service");
        row.put("defaultEstimateSoldAction", "None");
        return row;
    }

    RowSource technicians() {
        return rows(Ids.TECHNICIANS, Plan.TECHNICIANS, this::technicianRow)
                .inactiveWhere(index -> index >= Plan.WORKING_TECHNICIANS);
    }

    private ObjectNode technicianRow(int index) {
        String[] names = CREW.get(index).split(" ", 2);
        ObjectNode row = named(CREW.get(index));
        row.put("userId", 9_000 + index);
        row.put("firstName", names[0]);
        row.put("lastName", names[1]);
        row.put("businessUnitId", Ids.BUSINESS_UNITS + index % UNITS.size());
        row.put("mainZoneId", Ids.ZONES + index % Plan.ZONES);
        row.put("email", names[0].toLowerCase(Locale.ROOT) + "." + index + "@example.com");
        row.put("phoneNumber", "555010" + (1000 + index));
        row.put("dailyGoal", BigDecimal.valueOf(2_500));
        row.put("isManagedTech", true);
        row.put("licenseType", "ManagedTech");
        row.put("burdenRate", new BigDecimal("12.5"));
        row.put("hourlyRate", BigDecimal.valueOf(28 + index));
        row.put("status", "Idle");
        row.putArray("positions").add(index % 3 == 0 ? "Installer" : "Service");
        return row;
    }

    /** Two weeks of working days around the start. */
    RowSource shifts() {
        int size = SHIFT_DAYS * Plan.WORKING_TECHNICIANS;
        return rows(Ids.SHIFTS, size, index -> {
            Instant begin = plan.start().atZone(plan.contractor().zone()).toLocalDate()
                    .plusDays(index / Plan.WORKING_TECHNICIANS - SHIFT_DAYS / 2).atTime(LocalTime.of(8, 0))
                    .atZone(plan.contractor().zone()).toInstant();
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            row.put("shiftType", index % 11 == 10 ? "OnCall" : "Normal");
            row.put("title", "Day shift");
            row.put("technicianId", Ids.TECHNICIANS + index % Plan.WORKING_TECHNICIANS);
            row.put("start", Timestamps.text(begin));
            row.put("end", Timestamps.text(begin.plus(Duration.ofHours(9))));
            return row;
        });
    }

    RowSource employees() {
        return rows(Ids.EMPLOYEES, Plan.EMPLOYEES, index -> {
            ObjectNode row = named(STAFF.get(index));
            row.put("userId", 9_500 + index);
            row.put("role", index < 4 ? "CSR" : "Dispatch");
            row.put("email", "office" + index + "@example.com");
            row.put("businessUnitId", Ids.BUSINESS_UNITS);
            row.put("hourlyRate", BigDecimal.valueOf(22));
            return row;
        });
    }

    RowSource tagTypes() {
        return rows(Ids.TAG_TYPES, TAGS.size(), index -> named(TAGS.get(index)).put("color", "#1B6EC2").put("code", "T" + index)
                .put("importance", index == 0 ? "High" : "Medium"))
                .inactiveWhere(index -> index == TAGS.size() - 1);
    }

    RowSource zones() {
        return rows(Ids.ZONES, Plan.ZONES, index -> {
            ObjectNode row = named("Zone " + (char) ('A' + index));
            ArrayNode zips = row.putArray("zips");
            for (int zip = index; zip < ZIPS; zip += Plan.ZONES) {
                zips.add(String.format(Locale.ROOT, "%05d", plan.contractor().zip() + zip));
            }
            row.putArray("cities").add(plan.contractor().city());
            row.put("createdBy", Ids.EMPLOYEES);
            return row;
        });
    }

    RowSource taxZones() {
        return rows(Ids.TAX_ZONES, 1, index -> {
            ObjectNode row = named("Tax of " + plan.contractor().city());
            row.put("color", 1).put("isTaxRateSeparated", false).put("isMultipleTaxZone", false);
            ObjectNode rate = row.putArray("rates").addObject().put("id", 1).put("taxName", "Local").put("taxRate",
                    JobMoney.TAX_RATE);
            rate.putArray("taxBaseType").add("Material");
            return row;
        });
    }

    RowSource cancelReasons() {
        List<String> names = List.of("Customer rescheduled elsewhere", "Price", "No longer needed", "Duplicate", "Weather");
        return rows(Ids.CANCEL_REASONS, names.size(), index -> named(names.get(index)));
    }

    /** What payments are made with. */
    RowSource paymentTypes() {
        List<String> names = List.of("Check", "Credit Card");
        return rows(Ids.PAYMENT_TYPES, names.size(), index -> named(names.get(index)));
    }

    RowSource holdReasons() {
        List<String> names = List.of("Waiting for parts", "Waiting for permit", "Customer not home");
        return rows(Ids.HOLD_REASONS, names.size(), index -> named(names.get(index)));
    }

    private Generated rows(long firstId, int size, IntFunction<ObjectNode> fields) {
        return Generated.of(firstId, size, plan.timeline(size), fields);
    }

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }
}
