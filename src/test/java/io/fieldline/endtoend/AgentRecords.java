package io.fieldline.endtoend;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Records of the local ServiceTitan by what they are needed for: <code>${job:a}</code> is always the same scheduled job. */
final class AgentRecords {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([\\w ]+):([^}]+)}");
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String JOBS = "jpm/jobs";
    private static final String APPOINTMENTS = "jpm/appointments";
    private static final String ESTIMATES = "sales/estimates";
    private static final String INVOICES = "accounting/invoices";
    private static final String CUSTOMERS = "crm/customers";

    private final AgentOffice office;
    private final Map<String, ObjectNode> chosen = new HashMap<>();
    private final Map<String, Iterator<ObjectNode>> unused = new HashMap<>();
    private final Map<String, Function<String, String>> kinds = new HashMap<>();

    AgentRecords(AgentOffice office) {
        this.office = office;
        kinds.put("customer", name -> id(customer(name)));
        kinds.put("location", name -> id(location(name)));
        kinds.put("contact", name -> id(office.rows("crm/customers/contacts").stream()
                .filter(row -> row.path("customerId").asText().equals(id(customer(name)))
                        && row.path("type").asText().endsWith("Phone"))
                .findFirst().orElseThrow()));
        kinds.put("tag", name -> Map.of("vip", "501", "second", "502").get(name));
        kinds.put("job", name -> job(name).path("jobNumber").asText());
        kinds.put("technician", this::technician);
        kinds.put("letter", name -> letter());
        kinds.put("estimate", name -> id(estimate(name)));
        kinds.put("template", name -> id(chosen("template:" + name, this::template)));
        kinds.put("line", name -> id(estimate(name).path("items").get(0)));
        kinds.put("membership", name -> id(chosen("membership:" + name, () -> next("memberships/memberships",
                row -> row.path("status").asText().equals("Active") && serviced(row)))));
        kinds.put("invoice", name -> id(invoice(name)));
        kinds.put("credit", name -> id(office.rows("accounting/credit-memos").get(0)));
        kinds.put("of", which -> {
            String[] parts = which.split(":", 3);
            kinds.get(parts[0]).apply(parts[1]);
            return plain(chosen.get(parts[0] + ":" + parts[1]).at(parts[2]));
        });
        kinds.put("phone", name -> office.row("crm/customers/contacts", Long.parseLong(kinds.get("contact").apply(name)))
                .path("value").asText());
        kinds.put("customer of job", name -> office.row(CUSTOMERS, job(name).path("customerId").longValue()).path("name")
                .asText());
        kinds.put("utc", when -> LocalDate.now(ZONE).plusDays(Long.parseLong(when.substring(0, 1)))
                .atTime(LocalTime.parse(when.substring(2))).atZone(ZONE).toInstant().toString());
        kinds.put("day", days -> LocalDate.now(ZONE).plusDays(Long.parseLong(days)).toString());
    }

    static ZoneId zone() {
        return ZONE;
    }

    /** As an answer has it: 12.50 and 12.5 are the same. */
    static String plain(JsonNode value) {
        return value.isNumber() ? value.decimalValue().stripTrailingZeros().toPlainString() : value.asText();
    }

    private static String id(JsonNode row) {
        return row.path("id").asText();
    }

    private ObjectNode chosen(String key, Supplier<ObjectNode> choice) {
        ObjectNode known = chosen.get(key);
        if (known == null) {
            known = choice.get();
            chosen.put(key, known);
        }
        return known;
    }

    /** A row that nobody was given before. */
    private ObjectNode next(String collection, Predicate<ObjectNode> fits) {
        Iterator<ObjectNode> rows = unused.computeIfAbsent(collection, name -> office.rows(name).iterator());
        while (rows.hasNext()) {
            ObjectNode row = rows.next();
            if (row.path("active").asBoolean(true) && fits.test(row)) {
                return row;
            }
        }
        throw new AssertionError(collection + " has no such row any more");
    }

    ObjectNode customer(String name) {
        return chosen("customer:" + name, () -> {
            ObjectNode row = next(CUSTOMERS, one -> locations(one).size() == 1 && one.path("tagTypeIds").isEmpty());
            if (name.equals("mailed")) {
                put(CUSTOMERS, row.objectNode().<ObjectNode>set("id", row.get("id")).put("doNotMail", false));
            }
            if (name.equals("tagged")) {
                ArrayNode tags = JsonNodeFactory.instance.arrayNode().add(501).add(502);
                office.office(AgentOffice.TENANT, CUSTOMERS, row.objectNode().<ObjectNode>set("id", row.get("id"))
                        .set("tagTypeIds", tags));
            }
            return row;
        });
    }

    private List<ObjectNode> locations(ObjectNode customer) {
        return office.rows("crm/locations").stream().filter(row -> row.path("customerId").equals(customer.path("id"))).toList();
    }

    private ObjectNode location(String name) {
        return locations(customer(name)).get(0);
    }

    /** One that is scheduled, with one appointment. */
    ObjectNode job(String name) {
        return chosen("job:" + name, () -> {
            ObjectNode row = next(JOBS, one -> one.path("jobStatus").asText().equals("Scheduled")
                    && one.path("appointmentCount").asInt() == 1 && (!name.equals("c") || one.path("tagTypeIds").isEmpty()));
            ObjectNode visit = row.objectNode().set("id", row.get("firstAppointmentId"));
            ObjectNode job = row.objectNode().set("id", row.get("id"));
            switch (name) {
                case "confirmed", "unconfirmed" -> put(APPOINTMENTS, visit.put("isConfirmed", name.equals("confirmed")));
                case "held" -> put(APPOINTMENTS, visit.put("status", "Hold"));
                case "canceled" -> {
                    put(APPOINTMENTS, visit.put("status", "Canceled"));
                    put(JOBS, job.put("jobStatus", "Canceled"));
                }
                case "tagged" -> put(JOBS, job.set("tagTypeIds", JsonNodeFactory.instance.arrayNode().add(501).add(502)));
                default -> {
                    // As it is.
                }
            }
            return office.row(JOBS, row.path("id").longValue());
        });
    }

    private void put(String collection, ObjectNode fields) {
        office.office(AgentOffice.TENANT, collection, fields);
    }

    /** @param which <code>on:a</code> is one who is assigned to the job a, <code>free:a</code> one who is not */
    private String technician(String which) {
        String[] parts = which.split(":");
        String visit = job(parts[1]).path("firstAppointmentId").asText();
        List<String> on = office.rows("dispatch/appointment-assignments").stream()
                .filter(row -> row.path("appointmentId").asText().equals(visit) && row.path("active").asBoolean(true))
                .map(row -> row.path("technicianId").asText()).toList();
        return office.rows("settings/technicians").stream().filter(row -> row.path("active").asBoolean(true))
                .map(AgentRecords::id).filter(id -> on.contains(id) == parts[0].equals("on")).findFirst().orElseThrow();
    }

    /** A dead letter of a job at a location that was not there; it is by now. */
    private String letter() {
        return chosen("letter", () -> {
            List<ObjectNode> locations = office.rows("crm/locations");
            ObjectNode last = locations.get(locations.size() - 1);
            ObjectNode job = office.rows(JOBS).get(0).without(List.of("id"));
            put(JOBS, job.put("locationId", last.path("id").longValue() + 1));
            ObjectNode parked = Awaitility.await("the dead letter").atMost(Duration.ofSeconds(60))
                    .until(() -> office.installation().verb("dead-letters", JSON.createObjectNode()), letters -> letters
                            .path("rows").size() > 0)
                    .path("rows").get(0).deepCopy();
            put("crm/locations", last.without(List.of("id")));
            return parked;
        }).path("id").asText();
    }

    private ObjectNode estimate(String name) {
        return chosen("estimate:" + name, () -> {
            String status = name.equals("sold") ? "Sold" : "Open";
            ObjectNode like = office.rows(ESTIMATES).stream().filter(row -> row.at("/status/name").asText().equals(status)
                    && !row.path("items").isEmpty()).findFirst().orElseThrow();
            return (ObjectNode) office.office(AgentOffice.TENANT, ESTIMATES, like.deepCopy().without(List.of("id")));
        });
    }

    private boolean serviced(ObjectNode membership) {
        return office.rows("memberships/recurring-services").stream()
                .anyMatch(row -> row.path("membershipId").equals(membership.path("id")));
    }

    /** One with 100 to pay. */
    private ObjectNode invoice(String name) {
        return chosen("invoice:" + name, () -> {
            JsonNode memo = office.rows("accounting/credit-memos").get(0);
            ObjectNode row = name.equals("credited")
                    ? office.row(INVOICES, memo.at("/appliedTo/0/appliedTo").longValue())
                    : next(INVOICES, one -> one.at("/customer/id").longValue() > 0 && !one.hasNonNull("adjustmentToId")
                            && one.path("total").decimalValue().signum() > 0);
            put(INVOICES, row.objectNode().<ObjectNode>set("id", row.get("id")).put("balance", 100));
            put("accounting/credit-memos", row.objectNode().<ObjectNode>set("id", memo.get("id")).put("balance", 80));
            return row;
        });
    }

    /** Puts records in the places of a structure; of <code>${long:customer:a}</code> a number, of flip the other truth value. */
    /** An estimate's template with two of a service, of which the price book says the price. */
    private ObjectNode template() {
        ObjectNode service = next("pricebook/services", row -> true);
        ObjectNode template = JSON.createObjectNode().put("name", "Two of one").put("internalName", "two")
                .put("mode", "Dynamic")
                .put("active", true).put("summary", "As agreed").put("totalCost", 0).put("totalPrice", 0);
        template.putArray("items").addObject().put("id", 1).put("skuId", service.path("id").longValue())
                .put("skuType", "Service").put("skuName", service.path("code").asText()).put("quantity", 2)
                .put("unitPrice", 1).put("totalPrice", 2).put("unitCost", 0).put("isAddOn", false).put("order", 0);
        return (ObjectNode) office.office(AgentOffice.TENANT, "sales/estimate-templates", template);
    }

    Map<String, Object> filled(Map<String, Object> arguments) {
        @SuppressWarnings("unchecked")
        Map<String, Object> filled = JSON.convertValue(replaced(JSON.valueToTree(arguments)), Map.class);
        return filled;
    }

    private JsonNode replaced(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode filled = object.objectNode();
            object.properties().forEach(field -> filled.set(field.getKey(), replaced(field.getValue())));
            return filled;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode filled = array.arrayNode();
            array.forEach(item -> filled.add(replaced(item)));
            return filled;
        }
        Matcher whole = PLACE.matcher(node.asText());
        if (node.isTextual() && whole.matches() && whole.group(1).equals("long")) {
            String[] of = whole.group(2).split(":", 2);
            return JsonNodeFactory.instance.numberNode(Long.parseLong(kinds.get(of[0]).apply(of[1])));
        }
        if (node.isTextual() && whole.matches() && whole.group(1).equals("flip")) {
            String[] of = whole.group(2).split(":");
            return JsonNodeFactory.instance.booleanNode(
                    !office.row(of[0], customer(of[1]).path("id").longValue()).path(of[2]).asBoolean());
        }
        return node.isTextual() ? TextNode.valueOf(filled(node.asText())) : node;
    }

    String filled(String text) {
        return PLACE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(kinds.get(found.group(1)).apply(found.group(2))));
    }
}
