package io.fieldline.cli;

import static io.fieldline.cli.DemoOutbox.SENT;
import static io.fieldline.cli.DemoOutbox.WAITS;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ops.Operator;

/**
 * Three weeks at lakeside in a few seconds: jobs are completed and customers asked for a review, or not; memberships come to
 * their end and customers are reminded, until one of them renews.
 */
final class DemoMessageDays {

    private static final String REVIEW = "review-request";
    private static final String REMINDER = "membership-renewal-sequence-";
    private static final Duration DELAY = Duration.ofMinutes(30);
    private static final Duration BETWEEN_REMINDERS = Duration.ofDays(10);
    private static final Duration LEFT_OF_MEMBERSHIP = Duration.ofDays(25);
    private static final int PEOPLE = 9;

    private final SandboxControl control;
    private final DemoMessages lakeside;
    private final DemoOutbox outbox;
    private final Operator operator;
    private final List<Person> people;
    private final List<Long> jobs = new ArrayList<>();
    private final List<Long> memberships = new ArrayList<>();
    private final Instant began;

    private record Person(JsonNode customer, JsonNode mobile, long location) {

        long id() {
            return customer.path("id").asLong();
        }

        String name() {
            return customer.path("name").asText();
        }

        String number() {
            return "+1" + mobile.path("value").asText();
        }
    }

    DemoMessageDays(DemoMessages lakeside, DemoOutbox outbox, Operator operator) {
        this.control = lakeside.control();
        this.lakeside = lakeside;
        this.outbox = outbox;
        this.operator = operator;
        this.people = people();
        this.began = lakeside.time().instant();
    }

    /** Everybody has a number of their own, and nothing speaks against messages to them. */
    private List<Person> people() {
        Map<Long, JsonNode> mobiles = new HashMap<>();
        rows("crm/customers/contacts").stream().filter(row -> row.path("type").asText().equals("MobilePhone"))
                .forEach(row -> mobiles.putIfAbsent(row.path("customerId").asLong(), row));
        Map<Long, Long> locations = new HashMap<>();
        rows("crm/locations")
                .forEach(row -> locations.putIfAbsent(row.path("customerId").asLong(), row.path("id").asLong()));
        Set<String> numbers = new HashSet<>();
        return rows("crm/customers").stream()
                .filter(row -> row.path("active").asBoolean() && row.path("type").asText().equals("Residential")
                        && !row.path("doNotMail").asBoolean() && !row.path("doNotService").asBoolean())
                .map(row -> new Person(row, mobiles.get(row.path("id").asLong()), locations.get(row.path("id").asLong())))
                .filter(person -> !person.mobile().path("phoneSettings").path("doNotText").asBoolean()
                        && person.mobile().path("preferences").path("marketingUpdatesEnabled").asBoolean())
                .filter(person -> numbers.add(person.number())).limit(PEOPLE).toList();
    }

    /** Before anything is followed: who does not want to be messaged, whose job it is, and which memberships end. */
    void prepare() {
        for (int index = 0; index < PEOPLE; index++) {
            if (index != 2) {
                operator.run("add-consent",
                        OutputOptions.arguments().put("tenant", DemoMessages.TENANT).put("number", people.get(index).number())
                                .put("source", "booking page").put("date", "2026-01-31")
                                .put("customer", people.get(index).id()),
                        line -> {
                        });
            }
        }
        contact(people.get(3), row -> row.putObject("phoneSettings").put("phoneNumber", row.path("value").asText())
                .put("doNotText", true));
        contact(people.get(4), row -> row.put("type", "Phone"));
        List<JsonNode> open = rows("jpm/jobs").stream().filter(job -> job.path("jobStatus").asText().equals("Scheduled"))
                .toList();
        for (int job = 0; job < 8; job++) {
            jobs.add(open.get(job).path("id").asLong());
            Person person = people.get(job == 7 ? 1 : job);
            change("jpm/jobs", fields(jobs.get(job)).put("customerId", person.id()).put("locationId", person.location())
                    .put("noCharge", job == 5));
        }
        memberships();
    }

    private void contact(Person person, Consumer<ObjectNode> edit) {
        ObjectNode row = person.mobile().deepCopy();
        edit.accept(row);
        change("crm/customers/contacts", row);
    }

    private void memberships() {
        List<JsonNode> all = rows("memberships/memberships");
        for (int index = 0; index < all.size(); index++) {
            ObjectNode fields = fields(all.get(index).path("id").asLong());
            if (index < 2) {
                Person person = people.get(7 + index);
                memberships.add(fields.path("id").asLong());
                fields.put("customerId", person.id()).put("locationId", person.location()).put("status", "Active")
                        .put("to", now().plus(LEFT_OF_MEMBERSHIP).toString());
            } else {
                fields.put("status", "Canceled");
            }
            change("memberships/memberships", fields);
        }
    }

    /** What happens, with a line about each thing that is seen. */
    void play() throws InterruptedException {
        reminder(1, 0);
        reminder(1, 1);
        outbox.await();
        pass(Duration.ofMinutes(2));
        afternoon();
        evening();
        pass(untilReminder(1));
        reminder(2, 0);
        reminder(2, 1);
        outbox.await();
        pass(Duration.ofDays(2));
        renew();
        pass(untilReminder(2));
        reminder(3, 1);
        outbox.await();
        outbox.say("no reminder 3 to " + people.get(7).name() + ": renewed");
    }

    private void afternoon() throws InterruptedException {
        outbox.say("six jobs are completed");
        List<String> outcomes = List.of(WAITS, WAITS, "NO_WRITTEN_CONSENT", "DO_NOT_TEXT", "NO_RECIPIENT", "no-charge");
        for (int job = 0; job < outcomes.size(); job++) {
            complete(job);
            outbox.expect(jobs.get(job), REVIEW, outcomes.get(job));
        }
        outbox.await();
        pass(DELAY);
        outbox.expect(jobs.get(0), REVIEW, SENT);
        outbox.expect(jobs.get(1), REVIEW, SENT);
        outbox.await();
        pass(Duration.ofMinutes(8));
        boolean taken = lakeside.reply(people.get(1).number(), "STOP");
        outbox.say(people.get(1).name() + " answers STOP" + (taken ? "" : ", and nobody took it"));
    }

    /** Half an hour later it is too late to text anybody. */
    private void evening() throws InterruptedException {
        ZonedDateTime today = now().atZone(DemoMessages.ZONE);
        pass(Duration.between(today, today.with(LocalTime.of(20, 5))));
        outbox.say("a job of " + people.get(6).name() + " and another one of " + people.get(1).name() + " are completed");
        complete(6);
        complete(7);
        outbox.expect(jobs.get(6), REVIEW, WAITS);
        outbox.expect(jobs.get(7), REVIEW, "OPTED_OUT");
        outbox.await();
        pass(Duration.between(now(), today.plusDays(1).with(LocalTime.of(9, 0)).toInstant()));
        outbox.expect(jobs.get(6), REVIEW, SENT);
        outbox.await();
    }

    private void renew() {
        Person person = people.get(7);
        outbox.say(person.name() + " renews");
        JsonNode old = rows("memberships/memberships").stream()
                .filter(row -> row.path("id").asLong() == memberships.get(0)).findFirst().orElseThrow();
        ObjectNode next = old.deepCopy();
        next.remove(List.of("id", "createdOn", "modifiedOn"));
        next.put("from", old.path("to").asText()).put("to",
                Instant.parse(old.path("to").asText()).plus(Duration.ofDays(365)).toString());
        long renewal = change("memberships/memberships", next).path("id").asLong();
        change("memberships/memberships", fields(memberships.get(0)).put("renewedById", renewal));
    }

    private void reminder(int number, int membership) {
        outbox.expect(memberships.get(membership), REMINDER + number, SENT);
    }

    /** Counted from the first one, at the hour of which the others come. */
    private Duration untilReminder(int after) {
        return Duration.between(now(), began.plus(BETWEEN_REMINDERS.multipliedBy(after)).plus(Duration.ofMinutes(1)));
    }

    private void complete(int job) {
        change("jpm/jobs", fields(jobs.get(job)).put("jobStatus", "Completed").put("completedOn", now().toString()));
    }

    private void pass(Duration time) {
        control.step(time);
    }

    private Instant now() {
        return lakeside.time().instant();
    }

    private List<JsonNode> rows(String collection) {
        return control.rows(DemoMessages.ACCOUNT, collection);
    }

    private JsonNode change(String collection, JsonNode fields) {
        return control.change(DemoMessages.ACCOUNT, collection, fields);
    }

    private static ObjectNode fields(long id) {
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }
}
