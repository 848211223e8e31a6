package io.fieldline.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

class ShapesTest {

    private static final Map<String, String> SCHEMAS = Map.of("jpm/jobs", "Jpm.V2.JobResponse", "jpm/appointments",
            "Jpm.V2.AppointmentResponse", "accounting/invoices", "Accounting.V2.InvoiceResponse", "crm/customers",
            "Crm.V2.Customers.CustomerResponse", "crm/locations", "Crm.V2.Locations.LocationResponse", "sales/estimates",
            "Estimates.V2.EstimateResponse", "jpm/job-types", "Jpm.V2.JobTypeResponse");

    /** There is nothing to compare with where no documents are named. */
    @TestFactory
    Stream<DynamicTest> rowsHaveTheFieldsOfThePublishedSchemaAndLackNoneThatItRequires() {
        return System.getProperty("published.documents", "").isEmpty()
                ? Stream.empty()
                : SCHEMAS.entrySet().stream().map(one -> DynamicTest.dynamicTest(one.getKey(),
                        () -> hasTheFields(one.getKey(), one.getValue())));
    }

    private static void hasTheFields(String collection, String schema) throws Exception {
        PublishedDocuments documents = PublishedDocuments.load();
        StringBuilder json = new StringBuilder();
        Row row = new Row(7, Instant.EPOCH, Instant.EPOCH, true, false, null, Map.of());
        Shapes.write(json, collection, row, false);
        JsonNode written = new JsonMapper().readTree(json.toString());
        Set<String> fields = new TreeSet<>();
        written.fieldNames().forEachRemaining(fields::add);
        assertThat(documents.fields(schema)).containsAll(fields);
        assertThat(documents.missing(schema, written)).isEqualTo(List.of());
    }

    @Test
    void aJobIsAboutAsLargeAsARealOne() {
        StringBuilder json = new StringBuilder();
        Shapes.write(json, "jpm/jobs", new Row(7, Instant.EPOCH, Instant.EPOCH, true, false, null, Map.of()), true);
        assertThat(json.length()).isBetween(1_000, 1_400);
    }

    @Test
    void timesAreWrittenToTheTenMillionthWithoutZeros() {
        StringBuilder text = new StringBuilder();
        Template.time(text, Instant.parse("2026-03-04T05:06:07.123456700Z"));
        Template.time(text.append(' '), Instant.parse("2026-03-04T05:06:07.120Z"));
        Template.time(text.append(' '), Instant.parse("2026-03-04T05:06:07Z"));
        assertThat(text).hasToString("2026-03-04T05:06:07.1234567Z 2026-03-04T05:06:07.12Z 2026-03-04T05:06:07Z");
    }
}
