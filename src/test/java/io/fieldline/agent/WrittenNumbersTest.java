package io.fieldline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class WrittenNumbersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SCHEMA = """
            {"type": "object", "$defs": {"id": {"type": "integer"}}, "properties": {
              "customer": {"type": "string"}, "about": {"$ref": "#/$defs/id"}, "amount": {"type": "number"},
              "customers": {"type": "array", "items": {"type": "string"}},
              "lines": {"type": "array", "items": {"type": "object", "properties": {"item": {"type": "string"}}}},
              "zip": {"type": "string"},
              "whom": {"type": "string", "x-personal": "name", "x-lookup": true},
              "body": {"type": "object"}, "yes": {"type": "boolean"}, "who": {"type": ["string", "integer"]}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"customer": 10000003}                  | {"customer": "10000003"}
            {"customer": 123456789012345678901}     | {"customer": "123456789012345678901"}
            {"customer": -1}                        | {"customer": "-1"}
            {"customer": 1.5}                       | {"customer": 1.5}
            {"customer": true}                      | {"customer": true}
            {"customer": null}                      | {"customer": null}
            {"about": "42"}                         | {"about": 42}
            {"about": "42x"}                        | {"about": "42x"}
            {"about": "-42"}                        | {"about": "-42"}
            {"about": "9999999999999999999"}        | {"about": "9999999999999999999"}
            {"amount": "42"}                        | {"amount": "42"}
            {"customers": [7, "Alvarez"]}           | {"customers": ["7", "Alvarez"]}
            {"lines": [{"item": 7, "price": 7}, 3]} | {"lines": [{"item": "7", "price": 7}, 3]}
            {"body": {"id": 7, "list": [{"id": 8}]}} | {"body": {"id": 7, "list": [{"id": 8}]}}
            {"zip": 7030}                           | {"zip": 7030}
            {"whom": 7030}                          | {"whom": "7030"}
            {"yes": 1, "other": 7}                  | {"yes": 1, "other": 7}
            {"who": 7}                              | {"who": 7}
            """)
    void aWholeNumberIsReadAsTheToolWantsIt(String given, String read) throws Exception {
        ObjectNode arguments = (ObjectNode) JSON.readTree(given);
        assertThat(WrittenNumbers.asWanted(arguments, (ObjectNode) JSON.readTree(SCHEMA))).isEqualTo(JSON.readTree(read));
        assertThat(arguments).as("what was given stays").isEqualTo(JSON.readTree(given));
    }
}
