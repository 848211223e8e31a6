package io.fieldline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class ArgumentCheckTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = """
            {"type": "object", "required": ["tenant"], "$defs": {"day": {"type": "string", "format": "date"}}, "properties": {
              "tenant": {"type": "string", "minLength": 1, "maxLength": 5},
              "day": {"$ref": "#/$defs/day"},
              "at": {"type": "string", "format": "date-time"},
              "amount": {"type": "number", "exclusiveMinimum": 0, "maximum": 10.5},
              "count": {"type": ["integer", "null"]},
              "kind": {"const": "visit"},
              "lines": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "object", "required": ["sku"],
                "properties": {"sku": {"type": "string"}, "price": {"type": "number", "minimum": 0}}}},
              "extra": {"type": "object", "additionalProperties": {"type": "integer"}},
              "free": {"type": "object"},
              "who": {"anyOf": [{"type": "integer"}, {"type": "string", "enum": ["all"]}]},
              "yes": {"type": "boolean"}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"tenant": ""}                                    | tenant: must have at least 1 characters
            {"tenant": "abcdef"}                              | tenant: must have at most 5 characters
            {"tenant": 7}                                     | tenant: must be a text
            {"tenant": "a", "day": "2026-02-30"}              | day: must be a date such as 2026-01-31
            {"tenant": "a", "at": "2026-02-03T10:00"}         | at: must be a time with its zone such as 2026-01-31T08:00:00Z
            {"tenant": "a", "amount": 0}                      | amount: must be more than 0
            {"tenant": "a", "amount": 10.51}                  | amount: must be at most 10.5
            {"tenant": "a", "amount": "1"}                    | amount: must be a number
            {"tenant": "a", "count": 1.5}                     | count: must be a whole number or null
            {"tenant": "a", "kind": "call"}                   | kind: must be visit
            {"tenant": "a", "lines": []}                      | lines: must have at least 1 entries
            {"tenant": "a", "lines": [{"sku": "x"}, {"price": -1}]} | lines[1].sku: must be given; lines[1].price: must be at least 0
            {"tenant": "a", "lines": [{"sku": "x", "prise": 1}]} | lines[0].prise: is not known here; did you mean price?
            {"tenant": "a", "extra": {"x": "y"}}              | extra.x: must be a whole number
            {"tenant": "a", "who": "some"}                    | who: must fit one of the forms that the schema lists
            {"tenant": "a", "yes": "true"}                    | yes: must be true or false
            {"tenant": "a", "tennant": "b"}                   | tennant: is not known here; did you mean tenant?
            """)
    void whatBreaksARuleIsNamed(String arguments, String problems) throws Exception {
        assertThat(String.join("; ",
                ArgumentCheck.problems((ObjectNode) JSON.readTree(arguments), (ObjectNode) JSON.readTree(SCHEMA))))
                .isEqualTo(problems);
    }

    @Test
    void whatKeepsAllRulesPasses() throws Exception {
        assertThat(ArgumentCheck.problems((ObjectNode) JSON.readTree("""
                {"tenant": "acme", "day": "2026-02-28", "at": "2026-02-03T10:00:00-06:00", "amount": 10.5, "count": null,
                 "kind": "visit", "lines": [{"sku": "x", "price": 0}], "extra": {"x": 1}, "free": {"anything": [1]},
                 "who": "all", "yes": false}"""), (ObjectNode) JSON.readTree(SCHEMA))).isEmpty();
    }
}
