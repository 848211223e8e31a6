package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Numbers that may be somebody's, in reports and records whose fields nobody knows beforehand. */
class PersonalColumnsTest {

    private static ObjectNode reported(String column, String label, Object value) {
        ObjectNode data = LocalDesk.json("{\"fields\":[{\"name\":\"" + column + "\",\"label\":\"" + label + "\"}]}");
        ArrayNode row = data.putArray("data").addArray();
        if (value instanceof Long number) {
            row.add(number);
        } else {
            row.add((String) value);
        }
        return (ObjectNode) new ReportRows(data.path("fields"), List.of()).shown(data).path("items").get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact Number", "Home Number", "Work Number", "Number", "Reason", "Location", "Extension", "Paid",
            "Total" })
    void tenDigitsInAnyColumnThatNumbersNoThingAreAPhone(String column) {
        assertThat(reported(column, column, "3125550142").path("phones").findValuesAsText("value"))
                .containsExactly("3125550142");
        assertThat(reported(column, column, "13125550142").has("phones")).isTrue();
        assertThat(reported(column, column, 3125550142L).path("phones").findValuesAsText("value"))
                .containsExactly("3125550142");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JobId", "Job ID", "Invoice Number", "SKU", "Item Code" })
    void whatSurelyNumbersAThingIsShownAsItIs(String column) {
        assertThat(reported("Column", column, "3125550142").path("fields").path("Column").asText()).isEqualTo("3125550142");
        assertThat(reported("Column", column, 3125550142L).path("fields").path("Column").asLong()).isEqualTo(3125550142L);
    }

    @Test
    void whatIsNoPhoneByItsFormIsShownAsItIs() {
        assertThat(reported("Total", "Total", 123456L).path("fields").path("Total").asLong()).isEqualTo(123456L);
        assertThat(reported("Due", "Due", "2026-06-01").path("fields").path("Due").asText()).isEqualTo("2026-06-01");
        assertThat(reported("ContactNumber", "Contact Number", "5550142").has("phones")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"reason", "location", "extension", "number", "contactNumber", "homeNumber", "paid", "validation" })
    void aRawFieldIsAPhoneWhateverItsNameEndsIn(String field) {
        assertThat(RawRecord.of("crm", LocalDesk.json("{\"" + field + "\":\"3125550142\"}")).path("phones").get(0).path("value")
                .asText()).isEqualTo("3125550142");
        assertThat(RawRecord.of("crm", LocalDesk.json("{\"" + field + "\":3125550142}")).path("phones").get(0).path("value")
                .asText()).isEqualTo("3125550142");
        assertThat(RawRecord.of("crm", LocalDesk.json("{\"" + field + "\":\"(312) 555-0142\"}")).has("phones")).isTrue();
    }

    @Test
    void idsNumbersOfThingsDatesAndAmountsOfARawRecordStay() {
        ObjectNode fields = (ObjectNode) RawRecord.of("accounting", LocalDesk.json("{\"id\":3125550142,\"jobId\":3125550143,"
                + "\"tagTypeIds\":[3125550144],\"jobNumber\":\"3125550145\",\"createdOn\":\"2026-06-01\","
                + "\"total\":\"1234567.89\",\"code\":\"3125550146\"}")).path("fields");
        assertThat(fields).hasToString("{\"id\":3125550142,\"jobId\":3125550143,\"tagTypeIds\":[3125550144],"
                + "\"jobNumber\":\"3125550145\",\"createdOn\":\"2026-06-01\",\"total\":\"1234567.89\","
                + "\"code\":\"3125550146\"}");
    }
}
