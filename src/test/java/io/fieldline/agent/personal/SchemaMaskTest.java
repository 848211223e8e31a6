package io.fieldline.agent.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Mention;

class SchemaMaskTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PersonalTokens TOKENS = new PersonalTokens(() -> new byte[32]);
    private static final String SCHEMA = """
            {"type": "object", "required": ["name", "phone", "total"], "properties": {
              "name": {"type": "string", "x-personal": "name", "minLength": 3},
              "phone": {"type": "string", "x-personal": "phone", "pattern": "^\\\\d+$"},
              "gate": {"type": "integer", "x-personal": "gateCode"},
              "total": {"type": "integer"},
              "job": {"type": "string"},
              "nextCursor": {"type": "string"}}}""";

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text);
    }

    private static SchemaMask mask(Map<String, Treatment> treatments) throws JsonProcessingException {
        return new SchemaMask(PersonalView.of(treatments, TOKENS, "bot", "acme"), json(SCHEMA));
    }

    @Test
    void withoutAWordInThePolicyNumbersAndWhateverElseIsPersonalAreMaskedAndNamesAreNot() throws Exception {
        assertThat(mask(Map.of()).answer(json("""
                {"name": "Grace Romero", "phone": "(312) 555-0142", "gate": 4711, "total": 3125550142,
                 "job": "3125550142", "nextCursor": "312-555-0142"}""")))
                .isEqualTo(json("""
                        {"name": "Grace Romero", "phone": "…0142", "gate": "…", "total": 3125550142, "job": "3125550142",
                         "nextCursor": "312-555-0142"}"""));
    }

    @Test
    void theSchemaFitsWhateverAClientIsShown() throws Exception {
        assertThat(PersonalSchema.loosened(json(SCHEMA))).isEqualTo(json("""
                {"type": "object", "required": ["total"], "properties": {
                  "name": {"type": "string", "x-personal": "name"},
                  "phone": {"type": "string", "x-personal": "phone"},
                  "gate": {"type": "string", "x-personal": "gateCode"},
                  "total": {"type": "integer"},
                  "job": {"type": "string"},
                  "nextCursor": {"type": "string"}}}"""));
    }

    @Test
    void datesAndRecordsNumbersInTextStay() {
        PersonalView view = PersonalView.of(Map.of(), TOKENS, "bot", "acme");
        assertThat(view.written("on 2026-11-29 14:00, 11/29/2026 2:00 job 50000404, invoice 50000041, 12345 Elm, 60601-1234"))
                .isEqualTo("on 2026-11-29 14:00, 11/29/2026 2:00 job 50000404, invoice 50000041, 12345 Elm, 60601-1234");
        assertThat(view.ownWords("There is no job crm/customers/3125550142, nor 50000404 2026-11-29"))
                .isEqualTo("There is no job crm/customers/3125550142, nor 50000404 2026-11-29");
        assertThat(view.written("card 4111 1111 1111 1111, or 555-0142, or g.romero+x@mail.example.com"))
                .isEqualTo("card …1111, or …0142, or g…@mail.example.com");
    }

    @Test
    void theSameValueThatAClientGaveAsATokenComesBackAsThatToken() throws Exception {
        PersonalView view = PersonalView.of(Map.of("phone", Treatment.TOKEN), TOKENS, "bot", "acme");
        String token = TOKENS.token("bot", "acme", "phone", "3125550142");
        ObjectNode input = (ObjectNode) JSON
                .readTree(
                        "{\"type\": \"object\", \"properties\": {\"to\": {\"type\": \"string\", \"x-personal\": \"phone\"}}}");
        ObjectNode arguments = new ArgumentTokens(TOKENS, "bot", "acme", view, input)
                .resolved(JSON.createObjectNode().put("to", token));
        assertThat(arguments.get("to").asText()).isEqualTo("3125550142");
        assertThat(view.ownWords("3125550142 cannot be texted")).isEqualTo(token + " cannot be texted");
    }

    @Test
    void whatOthersWroteIsShownOnlyToWhoMaySeeNamesAndAddresses() {
        String message = "POST /customers was answered 400 for name: "
                + Mention.of(Mention.WORDS, "Grace Romero of 020 7946 0958 is there, or 555-0142");
        assertThat(PersonalView.of(Map.of(), TOKENS, "bot", "acme").ownWords(message))
                .isEqualTo("POST /customers was answered 400 for name: Grace Romero of …0958 is there, or …0142");
        assertThat(PersonalView.of(Map.of("name", Treatment.MASKED), TOKENS, "bot", "acme").ownWords(message))
                .isEqualTo("POST /customers was answered 400 for name: [hidden]");
        assertThat(PersonalView.of(Map.of(), TOKENS, "bot", "acme").forKeeping().ownWords(message))
                .endsWith("for name: [hidden]");
    }

    @Test
    void bareDigitsAreAPhoneNumberWhereNoFieldSaysThatTheyAreARecords() throws Exception {
        ObjectNode schema = (ObjectNode) JSON.readTree("{\"type\": \"object\"}");
        ObjectNode answer = JSON.createObjectNode().put("workNumber", "3125550142").put("jobId", "3125550143").put("undo",
                "3125550144").put("number", "50000404");
        answer.putArray("others").add("13125550145");
        assertThat(new SchemaMask(PersonalView.of(Map.of(), TOKENS, "bot", "acme"), schema).answer(answer).toString())
                .isEqualTo(
                        "{\"workNumber\":\"…0142\",\"jobId\":\"3125550143\",\"undo\":\"3125550144\",\"number\":\"50000404\","
                                + "\"others\":[\"…0145\"]}");
    }
}
