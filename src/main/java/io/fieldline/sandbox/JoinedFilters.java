package io.fieldline.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.data.Table;
import io.fieldline.sandbox.data.Timestamps;
import io.fieldline.servicetitan.catalog.Parameter;

/** Filters whose answer does not stand in a field of that name: in rows of other collections, in parts of a value. */
final class JoinedFilters {

    private final ContractorData data;
    private final Arguments arguments;

    JoinedFilters(ContractorData data, Arguments arguments) {
        this.data = data;
        this.arguments = arguments;
    }

    /** Empty where the name says which field is meant. */
    Optional<Predicate<ObjectNode>> of(Parameter parameter) {
        String collection = arguments.operation().module() + "/" + arguments.operation().collection();
        String name = parameter.name();
        Optional<Predicate<ObjectNode>> common = anywhere(parameter);
        if (common.isPresent()) {
            return common;
        }
        return Optional.ofNullable(switch (collection) {
            case "jpm/jobs" -> job(name);
            case "jpm/appointments" -> appointment(name);
            case "crm/customers" -> name.equals("phone") ? contact("crm/customers/contacts", "customerId") : null;
            case "crm/locations" -> name.equals("phone") ? contact("crm/locations/contacts", "locationId") : null;
            case "accounting/invoices" -> invoice(name);
            case "accounting/payments" -> payment(name);
            case "accounting/credit-memos" -> creditMemo(name);
            case "sales/estimates" -> estimate(name);
            case "telecom/calls" -> call(name);
            case "memberships/recurring-service-events" -> name.equals("locationId")
                    ? row -> data.table("memberships/recurring-services")
                            .row(row.path("locationRecurringServiceId").longValue())
                            .filter(service -> text(service, name).equals(text(name))).isPresent()
                    : null;
            case "jpm/job-types" -> duration(name);
            case "memberships/membership-types" -> name.equals("duration")
                    ? row -> row.path("durationBilling").valueStream()
                            .anyMatch(term -> text(term, "duration").equals(text(name)))
                    : null;
            default -> null;
        });
    }

    private Optional<Predicate<ObjectNode>> anywhere(Parameter parameter) {
        return Optional.ofNullable(switch (parameter.name()) {
            case "externalDataKey" ->
                row -> kept(row).stream().anyMatch(one -> text(one, "key").equals(text("externalDataKey")));
            case "externalDataValues" -> {
                Set<String> wanted = Set.copyOf(arguments.values(parameter));
                yield row -> kept(row).stream().anyMatch(one -> wanted.contains(text(one, "value")));
            }
            case "searchText" -> row -> List.of("code", "displayName", "description").stream()
                    .anyMatch(field -> contains(text(row, field), text("searchText")));
            case "titleContains" -> row -> contains(text(row, "title"), text("titleContains"));
            case "noteContains" -> row -> contains(text(row, "note"), text("noteContains"));
            case "customField.Fields" -> this::customFields;
            case "totalFilter.Amount" ->
                row -> compared(text(row, "total"), text("totalFilter.Amount"), text("totalFilter.Comparer"));
            case "balanceFilter.Balance" -> row -> compared(text(row, "balance"), text("balanceFilter.Balance"),
                    text("balanceFilter.Comparer"));
            case "balanceFilter.Amount" -> row -> compared(text(row, "balance"), text("balanceFilter.Amount"),
                    text("balanceFilter.Comparer"));
            default -> null;
        });
    }

    private Predicate<ObjectNode> job(String name) {
        return switch (name) {
            case "technicianId" -> among(owners("dispatch/appointment-assignments", "jobId",
                    row -> text(row, "technicianId").equals(text(name)) && row.path("active").asBoolean(true)));
            case "appointmentStatus" -> among(
                    owners("jpm/appointments", "jobId", row -> text(row, "status").equalsIgnoreCase(text(name))));
            case "appointmentStartsOnOrAfter", "appointmentStartsBefore" -> among(
                    owners("jpm/appointments", "jobId", row -> within(name, row)));
            case "firstAppointmentStartsOnOrAfter", "firstAppointmentStartsBefore" -> row -> data.table("jpm/appointments")
                    .row(row.path("firstAppointmentId").longValue()).filter(first -> within(name, first)).isPresent();
            case "hasUnusedAppointments" -> {
                Set<Long> unused = owners("jpm/appointments", "jobId", row -> row.path("unused").asBoolean());
                yield row -> unused.contains(row.path("id").longValue()) == arguments.flag(name);
            }
            default -> null;
        };
    }

    private Predicate<ObjectNode> appointment(String name) {
        return switch (name) {
            case "technicianId" -> among(owners("dispatch/appointment-assignments", "appointmentId",
                    row -> text(row, "technicianId").equals(text(name)) && row.path("active").asBoolean(true)));
            case "projectId" -> row -> data.table("jpm/jobs").row(row.path("jobId").longValue())
                    .filter(job -> text(job, "projectId").equals(text(name))).isPresent();
            case "number" -> row -> text(row, "appointmentNumber").equals(text(name));
            default -> null;
        };
    }

    private Predicate<ObjectNode> contact(String contacts, String owner) {
        String digits = text("phone").replaceAll("\\D", "");
        return among(owners(contacts, owner,
                row -> !digits.isEmpty() && text(row, "value").replaceAll("\\D", "").endsWith(digits)));
    }

    private Predicate<ObjectNode> invoice(String name) {
        return switch (name) {
            case "number" -> row -> text(row, "referenceNumber").equals(text(name));
            case "jobNumber" -> row -> text(row.path("job"), "number").equals(text(name));
            default -> null;
        };
    }

    private Predicate<ObjectNode> payment(String name) {
        return switch (name) {
            case "paidOnAfter" -> row -> after(text(row, "date"), name);
            // Every payment here is one that was received.
            case "transactionType" -> row -> text(name).equalsIgnoreCase("ReceivePayment");
            default -> null;
        };
    }

    /** Days without a time. */
    private Predicate<ObjectNode> creditMemo(String name) {
        Predicate<String> within = name.endsWith("Before")
                ? day -> day.compareTo(text(name)) < 0
                : day -> day.compareTo(text(name)) >= 0;
        return switch (name) {
            case "dateBefore", "dateOnOrAfter" -> row -> within.test(text(row, "date"));
            case "appliedBefore", "appliedOnOrAfter" -> row -> row.path("appliedTo").valueStream()
                    .anyMatch(one -> within.test(text(one, "appliedOn")));
            default -> null;
        };
    }

    private Predicate<ObjectNode> estimate(String name) {
        return switch (name) {
            case "totalGreater" -> row -> total(row).compareTo(new BigDecimal(text(name))) > 0;
            case "totalLess" -> row -> total(row).compareTo(new BigDecimal(text(name))) < 0;
            default -> null;
        };
    }

    private static BigDecimal total(ObjectNode estimate) {
        return estimate.path("subtotal").decimalValue().add(estimate.path("tax").decimalValue());
    }

    private Predicate<ObjectNode> call(String name) {
        return switch (name) {
            case "minDuration" -> row -> seconds(text(row, "duration")) >= Long.parseLong(text(name));
            case "agentIsExternal" -> row -> row.path("agent").hasNonNull("externalId") == arguments.flag(name);
            default -> null;
        };
    }

    private static long seconds(String text) {
        String[] parts = text.split(":");
        return parts.length != 3
                ? 0
                : Duration.ofHours(Long.parseLong(parts[0])).plusMinutes(Long.parseLong(parts[1])).toSeconds()
                        + (long) Double.parseDouble(parts[2]);
    }

    private Predicate<ObjectNode> duration(String name) {
        return switch (name) {
            case "minDuration" -> row -> row.path("duration").longValue() >= Long.parseLong(text(name));
            case "maxDuration" -> row -> row.path("duration").longValue() <= Long.parseLong(text(name));
            default -> null;
        };
    }

    /** customField.Fields[Gate code]=4711; all of them, or with customField.Operator=Or any of them. */
    private boolean customFields(ObjectNode row) {
        Predicate<Map.Entry<String, String>> has = wanted -> row.path("customFields").valueStream()
                .anyMatch(field -> text(field, "name").equalsIgnoreCase(wanted.getKey())
                        && text(field, "value").equalsIgnoreCase(wanted.getValue()));
        var wanted = arguments.bracketed("customField.Fields").entrySet();
        return text("customField.Operator").equalsIgnoreCase("Or")
                ? wanted.stream().anyMatch(has)
                : wanted.stream().allMatch(has);
    }

    private List<JsonNode> kept(ObjectNode row) {
        return arguments.text("externalDataApplicationGuid").map(guid -> ExternalData.of(row, guid).valueStream().toList())
                .orElse(List.of());
    }

    private static Predicate<ObjectNode> among(Set<Long> ids) {
        return row -> ids.contains(row.path("id").longValue());
    }

    /** The records that rows of another collection name, of those rows that are as wanted. */
    private Set<Long> owners(String collection, String field, Predicate<ObjectNode> wanted) {
        Set<Long> owners = new HashSet<>();
        Table table = data.table(collection);
        table.heads(head -> table.row(head.id()).filter(wanted).ifPresent(row -> owners.add(row.path(field).longValue())));
        return owners;
    }

    private boolean within(String name, ObjectNode appointment) {
        Optional<Instant> start = Timestamps.parse(text(appointment, "start"));
        Optional<Instant> bound = arguments.time(name);
        return bound.isEmpty() || start.isPresent() && start.get().isBefore(bound.get()) != name.contains("After");
    }

    private boolean after(String value, String name) {
        Optional<Instant> bound = arguments.time(name);
        return bound.isEmpty() || Timestamps.parse(value).filter(time -> time.isAfter(bound.get())).isPresent();
    }

    private static boolean compared(String value, String bound, String comparer) {
        int order = new BigDecimal(value.isEmpty() ? "0" : value).compareTo(new BigDecimal(bound));
        return switch (comparer.toLowerCase(Locale.ROOT)) {
            case "notequal", "notequals" -> order != 0;
            case "greater", "greaterthan" -> order > 0;
            case "greaterthanorequal" -> order >= 0;
            case "less", "lessthan" -> order < 0;
            case "lessthanorequal" -> order <= 0;
            default -> order == 0;
        };
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private String text(String name) {
        return arguments.text(name).orElse("");
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() ? "" : value.asText();
    }
}
