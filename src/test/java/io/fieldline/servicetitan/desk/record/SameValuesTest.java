package io.fieldline.servicetitan.desk.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

class SameValuesTest {

    private static JsonNode tree(String json) throws IOException {
        return Trees.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {"5|5.00", "12.5|'12.50'", "''|null", "[]|null", "[1,2]|[2,1]",
            "'2026-06-01T08:00:00Z'|'2026-06-01T08:00:00.0000000Z'", "{'a':1}|{'a':1,'b':2}",
            "[{'typeId':1,'value':'x'}]|[{'typeId':1,'name':'N','value':'x'}]" })
    void whatServiceTitanWritesInItsOwnWayIsTheSame(String sent, String stored) throws IOException {
        assertThat(SameValues.same(tree(sent), tree(stored))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {"5|6", "'a'|'b'", "'a'|null", "false|null", "[1,1]|[1,2]",
            "[1]|[1,2]",
            "{'a':1}|{'b':1}", "true|'true x'" })
    void whatDiffersIsNotTheSame(String sent, String stored) throws IOException {
        assertThat(SameValues.same(tree(sent), tree(stored))).isFalse();
    }

    @Test
    void aVersionTellsContentAndNotTheOrderOfFields() throws IOException {
        assertThat(RecordVersion.of(Trees.object().put("a", 1).put("b", 2)))
                .isEqualTo(RecordVersion.of(Trees.object().put("b", 2).put("a", 1)))
                .isNotEqualTo(RecordVersion.of(Trees.object().put("a", 1).put("b", 3)));
    }
}
