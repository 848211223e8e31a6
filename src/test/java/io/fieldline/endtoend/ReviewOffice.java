package io.fieldline.endtoend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Customers of tenant 1001 of a local ServiceTitan, and jobs that are booked and completed for them. */
final class ReviewOffice {

    private final LocalServiceTitan serviceTitan;
    private final Map<Long, JsonNode> mobiles = new LinkedHashMap<>();
    private final Map<Long, Long> locations = new LinkedHashMap<>();
    private final Map<Long, List<JsonNode>> places = new LinkedHashMap<>();
    private final ObjectNode model;

    /**
     * A customer.
     *
     * @param contact the id of the contact that is a phone
     * @param number ten digits
     */
    record Person(long id, long location, long contact, String number) {

        String e164() {
            return "+1" + number;
        }
    }

    ReviewOffice(LocalServiceTitan serviceTitan) {
        this.serviceTitan = serviceTitan;
        rows("crm/customers/contacts").stream().filter(row -> row.path("type").asText().equals("MobilePhone"))
                .forEach(row -> mobiles.putIfAbsent(row.path("customerId").asLong(), row));
        rows("crm/locations").forEach(row -> locations.putIfAbsent(row.path("customerId").asLong(), row.path("id").asLong()));
        rows("crm/locations/contacts")
                .forEach(row -> places.computeIfAbsent(row.path("locationId").asLong(), none -> new ArrayList<>()).add(row));
        List<JsonNode> jobs = rows("jpm/jobs");
        model = jobs.get(jobs.size() - 1).deepCopy();
        model.remove(List.of("id", "createdOn", "modifiedOn", "tagTypeIds", "recallForId"));
    }

    /** Customers, in the order of their ids, of whom nothing speaks against a message, each with a number of its own. */
    List<Person> reachable() {
        Set<String> numbers = new HashSet<>();
        return rows("crm/customers").stream().filter(row -> row.path("active").asBoolean() && !row.path("doNotMail").asBoolean()
                && !row.path("doNotService").asBoolean()).map(row -> row.path("id").asLong())
                .filter(id -> mobiles.containsKey(id) && locations.containsKey(id))
                .filter(id -> allows(mobiles.get(id)) && places.get(locations.get(id)).stream().allMatch(ReviewOffice::allows))
                .filter(id -> numbers.add(mobiles.get(id).path("value").asText())).map(this::person).toList();
    }

    private static boolean allows(JsonNode contact) {
        return !contact.path("phoneSettings").path("doNotText").asBoolean()
                && contact.path("preferences").path("marketingUpdatesEnabled").asBoolean(true);
    }

    private Person person(long id) {
        JsonNode mobile = mobiles.get(id);
        return new Person(id, locations.get(id), mobile.path("id").asLong(), mobile.path("value").asText());
    }

    /** @return its id */
    long book(Person person) {
        ObjectNode job = model.deepCopy().put("jobStatus", "Scheduled").put("customerId", person.id()).put("locationId",
                person.location());
        return change("jpm/jobs", job.toString()).path("id").asLong();
    }

    void complete(long job) {
        change("jpm/jobs", "{\"id\": " + job + ", \"jobStatus\": \"Completed\", \"completedOn\": \""
                + serviceTitan.control("GET", "clock").path("now").asText() + "\"}");
    }

    /** Changes a row, or adds one where the fields have no id; the row as it is then. */
    JsonNode change(String collection, String fields) {
        return serviceTitan.control("POST", "rows?tenant=1001&collection=" + collection, fields);
    }

    /** A collection whole. */
    List<JsonNode> rows(String collection) {
        List<JsonNode> rows = new ArrayList<>();
        serviceTitan.control("GET", "rows?tenant=1001&limit=1000000&collection=" + collection).forEach(rows::add);
        return rows;
    }
}
