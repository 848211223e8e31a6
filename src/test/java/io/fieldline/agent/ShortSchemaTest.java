package io.fieldline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class ShortSchemaTest {

    private static final String SCHEMA = """
            {"type": "object", "properties": {
              "name": {"type": "string", "x-personal": "name", "description": "Of the customer"},
              "id": {"type": "integer"}, "status": {"type": "string", "enum": ["Open"]}, "city": {"type": "string"},
              "x-personal": {"type": "string"},
              "notes": {"type": "array", "items": {"type": "object", "properties": {"quoted": {"type": "string"},
                "cut": {"type": "integer"}}, "required": ["quoted"]}}}, "required": ["id"]}""";

    @Test
    void whatOnlyFieldlineNeedsIsNotShown() {
        assertThat(ShortSchema.of(json(SCHEMA))).isEqualTo(json("""
                {"type": "object", "properties": {
                  "name": {"type": "string", "description": "Of the customer"},
                  "id": {"type": "integer"}, "status": {"type": "string", "enum": ["Open"]}, "city": {"type": "string"},
                  "x-personal": {"type": "string"},
                  "notes": {"type": "array", "items": {"type": "object"}}}, "required": ["id"]}"""));
    }

    @Test
    void ofAnswersPlainTextsAreNamedAlone() {
        assertThat(ShortSchema.ofAnswer(json(SCHEMA)).path("properties")).isEqualTo(json("""
                {"name": {"type": "string", "description": "Of the customer"}, "id": {"type": "integer"},
                 "status": {"type": "string", "enum": ["Open"]}, "city": {}, "x-personal": {},
                 "notes": {"type": "array", "items": {"type": "object"}}}"""));
    }

    @Test
    void theSchemaItselfStaysAsItIs() {
        ObjectNode schema = json(SCHEMA);
        ShortSchema.ofAnswer(schema);
        assertThat(schema).isEqualTo(json(SCHEMA));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
