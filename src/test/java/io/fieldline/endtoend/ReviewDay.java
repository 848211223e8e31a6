package io.fieldline.endtoend;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.endtoend.ReviewOffice.Person;
import io.fieldline.outreach.InboundReply;
import io.fieldline.outreach.OptOuts;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import io.fieldline.store.StateStore;

/**
 * The jobs of a day and who should be asked for a review after them. Of a hundred jobs five are of customers who opted out, each
 * in another way, ten of customers without a mobile number, six are of a kind that nobody is asked about, two are a customer's
 * second one, and two are of somebody with the number of another customer.
 */
final class ReviewDay {

    static final String EXCLUDED_TYPE = "Warranty check";
    static final String EXCLUDED_TAG = "Do not ask";
    private static final Instant AGREED = Instant.parse("2026-01-01T00:00:00Z");

    private final ReviewOffice office;
    private final List<Long> jobs = new ArrayList<>();
    private final Set<String> consents = new LinkedHashSet<>();
    private final Set<String> stopped = new HashSet<>();
    private final long excludedType;
    private final long excludedTag;

    /** @param count of jobs */
    ReviewDay(ReviewOffice office, int count, Random random) {
        this.office = office;
        this.excludedType = office.change("jpm/job-types", "{\"name\": \"" + EXCLUDED_TYPE + "\"}").path("id").asLong();
        this.excludedTag = office.change("settings/tag-types", "{\"name\": \"" + EXCLUDED_TAG + "\"}").path("id").asLong();
        List<Person> people = office.reachable();
        Person before = null;
        for (int index = 0; index < count; index++) {
            Person person = index % 100 == 9 || index % 100 == 49 ? before : people.get(index);
            jobs.add(office.book(person));
            consents.add(person.e164());
            seed(index % 100, person, before, jobs.get(index));
            before = person;
        }
        Collections.shuffle(jobs, random);
    }

    private void seed(int place, Person person, Person before, long job) {
        switch (place) {
            case 3 -> stopped.add(person.e164());
            case 13 -> consents.remove(person.e164());
            case 23 ->
                contact(person, "\"phoneSettings\": {\"phoneNumber\": \"" + person.number() + "\", \"doNotText\": true}");
            case 33 -> customer(person, "\"doNotMail\": true");
            case 43 -> contact(person, "\"preferences\": {\"jobRemindersEnabled\": true, \"marketingUpdatesEnabled\": false}");
            case 5, 15, 25, 35, 45, 55, 65, 75, 85, 95 -> contact(person, "\"type\": \"Phone\"");
            case 7 -> job(job, "\"recallForId\": 1");
            case 17 -> job(job, "\"noCharge\": true");
            case 27 -> job(job, "\"jobTypeId\": " + excludedType);
            case 37 -> job(job, "\"tagTypeIds\": [" + excludedTag + "]");
            case 47 -> job(job, "\"notificationsEnabled\": false");
            case 57 -> customer(person, "\"doNotService\": true");
            case 19, 59 -> contact(person, "\"value\": \"" + before.number() + "\"");
            default -> {
                // Nothing speaks against it.
            }
        }
    }

    private void contact(Person person, String field) {
        office.change("crm/customers/contacts", "{\"id\": " + person.contact() + ", " + field + "}");
    }

    private void customer(Person person, String field) {
        office.change("crm/customers", "{\"id\": " + person.id() + ", " + field + "}");
    }

    private void job(long job, String field) {
        office.change("jpm/jobs", "{\"id\": " + job + ", " + field + "}");
    }

    /** Their ids, in the order in which they are completed. */
    List<Long> jobs() {
        return jobs;
    }

    /** What was agreed to and what was said before the day. */
    void record(StateStore store) {
        OutreachStores stores = store.outreach();
        consents.forEach(number -> stores.consents().record(new WrittenConsent("acme", number, 0, "booking page", AGREED)));
        OptOuts optOuts = new OptOuts(stores.blocked(), stores.consents(), stores.outbox(), store.unitOfWork(),
                Clock.systemUTC());
        stopped.forEach(number -> optOuts.answered("acme",
                new InboundReply(number, "+15005550006", "Please stop texting me", "SM1", Instant.now())));
    }

    /**
     * Whom the rows of the local ServiceTitan, as they are now, let be asked.
     *
     * @param asked by number, jobs after which that number may be asked, once for all of them
     * @param reasons by job, why nobody is asked
     * @param customers of every job
     */
    record Expected(Map<String, Set<Long>> asked, Map<Long, String> reasons, Map<Long, Long> customers) {}

    Expected expected() {
        Map<Long, JsonNode> customers = byId(office.rows("crm/customers"));
        Map<Long, JsonNode> rows = byId(office.rows("jpm/jobs"));
        Map<Long, List<JsonNode>> contacts = new HashMap<>();
        office.rows("crm/customers/contacts").forEach(
                row -> contacts.computeIfAbsent(row.path("customerId").asLong(), none -> new ArrayList<>()).add(row));
        Expected expected = new Expected(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        for (long id : jobs) {
            JsonNode job = rows.get(id);
            long customer = job.path("customerId").asLong();
            JsonNode mobile = contacts.get(customer).stream().filter(row -> row.path("type").asText().equals("MobilePhone"))
                    .findFirst().orElse(null);
            String number = mobile == null ? "" : "+1" + mobile.path("value").asText();
            String reason = reason(job, customers.get(customer), mobile, number);
            expected.customers().put(id, customer);
            if (reason.isEmpty()) {
                expected.asked().computeIfAbsent(number, none -> new HashSet<>()).add(id);
            } else {
                expected.reasons().put(id, reason);
            }
        }
        return expected;
    }

    private String reason(JsonNode job, JsonNode customer, JsonNode mobile, String number) {
        List<Long> tags = new ArrayList<>();
        job.path("tagTypeIds").forEach(tag -> tags.add(tag.asLong()));
        if (!job.path("recallForId").isMissingNode() && !job.path("recallForId").isNull()) {
            return "recall";
        } else if (job.path("noCharge").asBoolean()) {
            return "no-charge";
        } else if (job.path("jobTypeId").asLong() == excludedType) {
            return "excluded-job-type";
        } else if (tags.contains(excludedTag)) {
            return "excluded-tag";
        } else if (!job.path("notificationsEnabled").asBoolean()) {
            return "NOTIFICATIONS_OFF";
        } else if (customer.path("doNotService").asBoolean()) {
            return "DO_NOT_SERVICE";
        } else if (customer.path("doNotMail").asBoolean()) {
            return "DO_NOT_MAIL";
        } else if (mobile == null) {
            return "NO_RECIPIENT";
        } else if (stopped.contains(number)) {
            return "OPTED_OUT";
        } else if (mobile.path("phoneSettings").path("doNotText").asBoolean()) {
            return "DO_NOT_TEXT";
        } else if (!mobile.path("preferences").path("marketingUpdatesEnabled").asBoolean()) {
            return "PREFERENCE_OFF";
        }
        return consents.contains(number) ? "" : "NO_WRITTEN_CONSENT";
    }

    private static Map<Long, JsonNode> byId(List<JsonNode> rows) {
        Map<Long, JsonNode> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.path("id").asLong(), row));
        return byId;
    }
}
