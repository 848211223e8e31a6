package io.fieldline.agent.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Quoted;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.ToolDescription;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a client may not see of a person is in nothing that it, or the audit, gets; however it is written, and wherever. */
class PersonalDataPropertyTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final PersonalTokens TOKENS = new PersonalTokens(() -> new byte[32]);

    /** Somebody whose data cannot be mistaken for anything else. */
    record Person(String first, String last, String digits, String local, String street) {

        String name() {
            return first + " " + last;
        }

        String email() {
            return local + "@example.com";
        }

        List<String> phones() {
            return List.of(digits, "+1" + digits, "(" + digits.substring(0, 3) + ") " + digits.substring(3, 6) + "-"
                    + digits.substring(6), digits.substring(0, 3) + "." + digits.substring(3, 6) + "." + digits.substring(6),
                    digits.substring(0, 3) + " " + digits.substring(3, 6) + " " + digits.substring(6),
                    digits.substring(0, 3) + "-" + digits.substring(3, 6) + "-" + digits.substring(6));
        }
    }

    @Provide
    Arbitrary<Person> persons() {
        Arbitrary<String> word = Arbitraries.strings().withCharRange('a', 'z').ofLength(8);
        Arbitrary<String> digits = Combinators.combine(Arbitraries.integers().between(200, 999),
                Arbitraries.integers().between(200, 999), Arbitraries.integers().between(1000, 9999))
                .as((area, office, line) -> "" + area + office + line);
        return Combinators.combine(word, word, digits, word, word).as((first, last, number, local, street) -> new Person(
                "V" + first, "W" + last, number, "x" + local, "12 Y" + street + " Street"));
    }

    @Provide
    Arbitrary<Map<String, Treatment>> treatments() {
        Arbitrary<Treatment> any = Arbitraries.of(Treatment.class);
        return Combinators.combine(any, any, any, any)
                .as((name, phone, email, address) -> Map.of("name", name, "phone", phone, "email", email, "address", address));
    }

    private static ToolDescription tool() {
        ObjectNode output = JSON.objectNode().put("type", "object");
        ObjectNode properties = output.putObject("properties");
        properties.putObject("title").put("type", "string");
        properties.putObject("who").put("type", "string").put("x-personal", "name");
        ObjectNode contact = properties.putObject("contacts").put("type", "array").putObject("items").put("type", "object");
        contact.putObject("properties").putObject("number").put("type", "string").put("x-personal", "phone");
        ((ObjectNode) contact.get("properties")).putObject("mail").put("$ref", "#/$defs/mail");
        output.putObject("$defs").putObject("mail").put("type", "string").put("x-personal", "email");
        properties.putObject("where").put("type", "object").put("x-personal", "address");
        properties.set("notes", Quoted.schema());
        ObjectNode input = JSON.objectNode().put("type", "object");
        input.putObject("properties").putObject("text").put("type", "string");
        return new ToolDescription("any", "Any", "Any.", "office", input, output, Hints.reading());
    }

    private static ObjectNode answer(Person person, String phone) {
        ObjectNode answer = JSON.objectNode().put("title", "Customer " + person.name() + " of " + person.street());
        answer.put("who", person.name());
        answer.putArray("contacts").addObject().put("number", phone).put("mail", person.email());
        answer.putObject("where").put("street", person.street()).putArray("lines").add(person.street());
        answer.set("notes", Quoted.of("id: " + phone + " or /" + phone + ", ask " + person.email() + "; Tel" + phone));
        answer.putObject("undeclared").put("phone", phone).put("email", person.email()).put("firstName", person.first());
        return answer;
    }

    private static void assertNotSeen(String where, String text, Person person, PersonalView view) {
        if (view.treatment("phone") != Treatment.CLEAR) {
            String digits = text.replaceAll("[\\s().+-]", "");
            assertThat(digits).as(where).doesNotContain(person.digits());
        }
        if (view.treatment("email") != Treatment.CLEAR) {
            assertThat(text).as(where).doesNotContain(person.local());
        }
        if (view.treatment("name") != Treatment.CLEAR) {
            assertThat(text).as(where).doesNotContain(person.name());
        }
        if (view.treatment("address") != Treatment.CLEAR) {
            assertThat(text).as(where).doesNotContain(person.street());
        }
    }

    private static void assertSeen(String text, Person person, String phone, PersonalView view) {
        if (view.treatment("phone") == Treatment.CLEAR) {
            assertThat(text).contains(phone);
        }
        if (view.treatment("email") == Treatment.CLEAR) {
            assertThat(text).contains(person.email());
        }
        if (view.treatment("name") == Treatment.CLEAR) {
            assertThat(text).contains(person.name());
        }
        if (view.treatment("address") == Treatment.CLEAR) {
            assertThat(text).contains(person.street());
        }
    }

    @Property(tries = 60)
    void anAnswerShowsWhatThePolicyShowsAndNothingElse(@ForAll("persons") Person person,
            @ForAll("treatments") Map<String, Treatment> treatments) {
        for (String phone : person.phones()) {
            PersonalView view = PersonalView.of(treatments, TOKENS, "bot", "acme");
            String answer = new SchemaMask(view, tool().output()).answer(answer(person, phone)).toString();
            assertNotSeen("answer", answer, person, view);
            assertSeen(answer, person, phone, view);
            String error = view.ownWords(person.name() + " of " + person.street() + ", " + phone + ", " + person.email()
                    + " is there twice");
            assertNotSeen("error", error, person, view);
            PersonalView kept = view.forKeeping();
            new SchemaMask(kept, tool().output()).answer(answer(person, phone));
            assertNotSeen("audit", kept.ownWords(error), person, kept);
        }
    }

    @Property(tries = 60)
    void aPlanAndWhatIsKeptOfItShowNoMore(@ForAll("persons") Person person,
            @ForAll("treatments") Map<String, Treatment> treatments) {
        for (String phone : person.phones()) {
            PersonalView view = PersonalView.of(treatments, TOKENS, "bot", "acme");
            assertNotSeen("plan", plan(view, person, phone), person, view);
            PersonalView kept = view.forKeeping();
            assertNotSeen("audit", plan(kept, person, phone), person, kept);
        }
    }

    private static String plan(PersonalView view, Person person, String phone) {
        FieldMask fields = new FieldMask(view, tool());
        ObjectNode body = JSON.objectNode().put("name", person.name());
        body.putObject("address").put("street", person.street());
        body.putArray("contacts").addObject().put("type", "MobilePhone").put("value", phone);
        body.withArray("contacts").addObject().put("type", "Email").put("value", person.email());
        RecordRef record = new RecordRef("crm/customers", "7");
        RecordChange change = new RecordChange(record, "1",
                List.of(new FieldChange("name", JSON.nullNode(), TextNode.valueOf(person.name())),
                        new FieldChange("address.street", TextNode.valueOf(person.street()), JSON.nullNode()),
                        new FieldChange("contacts[0].value", TextNode.valueOf(phone), TextNode.valueOf(person.email())),
                        new FieldChange("contacts", JSON.nullNode(), body.get("contacts")),
                        new FieldChange("summary", JSON.nullNode(), TextNode.valueOf("call " + phone))));
        return List.of(fields.change(change),
                fields.request(new PlannedRequest("crm/customers", "update", Map.of("id", "7"), Map.of("phone", phone), body)),
                fields.arguments(JSON.objectNode().put("text", "to " + phone).put("email", person.email())),
                fields.details(JSON.objectNode().set("candidates",
                        JSON.arrayNode().add(JSON.objectNode().put("id", "7").put("name", person.name()).put("phone", phone)))),
                view.ownWords("Calls " + person.name() + " at " + phone)).stream().map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    @Property(tries = 30)
    void aTokenStandsForItsValueForItsClientAndTenantAlone(@ForAll("persons") Person person) {
        String token = TOKENS.token("bot", "acme", "phone", person.digits());
        assertThat(TOKENS.token("bot", "acme", "phone", person.digits())).isEqualTo(token);
        assertThat(TOKENS.token("bot", "acme", "phone", person.email())).isNotEqualTo(token);
        assertThat(TOKENS.token("bot", "acme", "other", person.digits())).isNotEqualTo(token);
        assertThat(TOKENS.value("bot", "acme", token)).contains(new PersonalTokens.Known("phone", person.digits()));
        assertThat(TOKENS.value("cat", "acme", token)).isEmpty();
        assertThat(TOKENS.value("bot", "summit", token)).isEmpty();
        for (int at = "pd_".length(); at < token.length() - 1; at++) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            assertThat(TOKENS.value("bot", "acme", token.substring(0, at) + other + token.substring(at + 1))).isEmpty();
        }
    }
}
