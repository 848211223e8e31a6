package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.failure.RetryLaterException;

class RunReportTest {

    private static final String YEARS = "'parameters': {'From': '2000-01-01', 'To': '2026-06-01'}";

    private LocalDesk desk;

    @BeforeEach
    void start() {
        desk = new LocalDesk();
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void aReportIsRunByItsNameWithItsParameters() {
        ObjectNode answer = desk.read("run_report", "{'report': 'invoices by business unit', " + YEARS + "}");
        assertThat(desk.writes()).containsExactly("POST /reporting/v2/report-category/accounting/reports/7002/data?page=1"
                + "&pageSize=1000&includeTotal=true {\"parameters\":[{\"name\":\"From\",\"value\":\"2000-01-01\"},"
                + "{\"name\":\"To\",\"value\":\"2026-06-01\"}]}");
        List<ObjectNode> invoices = desk.rows("accounting/invoices").stream()
                .filter(row -> row.path("active").asBoolean(true)).toList();
        int counted = 0;
        for (JsonNode row : answer.path("items")) {
            counted += row.path("fields").path("Invoices").asInt();
        }
        assertThat(counted).isEqualTo(invoices.size());
        assertThat(answer.path("report").path("name").path("quoted").asText()).isEqualTo("Invoices by business unit");
        assertThat(answer.path("columns").findValuesAsText("name")).containsExactly("BusinessUnit", "Invoices", "Total");
        assertThat(answer.has("leftOut")).isFalse();
    }

    @Test
    void whatIsTooLongIsLeftOutAndCounted() {
        ObjectNode answer = desk.read("run_report", "{'report': '7001', " + YEARS + "}");
        int shown = answer.path("items").size();
        long total = answer.path("total").asLong();
        assertThat(shown).isPositive().isLessThan((int) total);
        assertThat(answer.path("leftOut").asText()).startsWith(total - shown + " more rows");
        assertThat(answer.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(Listing.SIZE + 1_000);
    }

    @Test
    void textThatMayBeAboutAPersonIsMarkedSo() {
        ObjectNode answer = desk.read("run_report", "{'report': '7001', 'columns': ['Customer Name', 'LocationAddress',"
                + " 'Business Unit', 'InvoiceDate', 'Total'], " + YEARS + "}");
        JsonNode row = answer.path("items").get(0);
        assertThat(row.path("names").findValuesAsText("at")).containsExactly("CustomerName");
        assertThat(row.path("addresses").findValuesAsText("at")).containsExactly("LocationAddress");
        assertThat(row.path("texts").findValuesAsText("at")).containsExactly("BusinessUnit");
        assertThat(row.path("fields").has("InvoiceDate")).isTrue();
        assertThat(row.path("fields").has("InvoiceNumber")).isFalse();
        String customer = row.path("names").get(0).path("value").asText();
        assertThat(AnswerCheck.open(desk.tools().get("run_report").description().output(), answer)).doesNotContain(customer);
    }

    @Test
    void withoutItsParametersAReportTellsThemAndIsNotRun() {
        assertThatThrownBy(() -> desk.read("run_report",
                "{'report': '7001', 'parameters': {'From': 'May', 'Unit': 'Service'}}"))
                .isInstanceOfSatisfying(RefusedCallException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("invalid_argument");
                    assertThat(refused.details().path("parameters").findValuesAsText("parameter")).containsExactly("From",
                            "To");
                })
                .hasMessageContaining("From must be a date").hasMessageContaining("Unit is no parameter")
                .hasMessageContaining("To is required");
        assertThatThrownBy(() -> desk.read("run_report", "{'report': '7001', 'columns': ['Secret'], " + YEARS + "}"))
                .isInstanceOf(RefusedCallException.class).hasMessageContaining("columns");
        assertThat(desk.writes()).isEmpty();
    }

    @Test
    void theSameReportIsRunOnceAMinute() {
        desk.read("run_report", "{'report': '7001', " + YEARS + "}");
        desk.read("run_report", "{'report': '7002', " + YEARS + "}");
        desk.forgetRequests();
        assertThatThrownBy(() -> desk.read("run_report", "{'report': '7001', " + YEARS + "}"))
                .isInstanceOf(RetryLaterException.class).hasMessageContaining("once in 60 s");
        assertThat(desk.writes()).isEmpty();
    }

    @Test
    void aNameThatFitsSeveralReportsIsAnsweredWithThemAndWithoutANameTheyAreListed() {
        assertThatThrownBy(() -> desk.read("run_report", "{'report': 'invoices'}"))
                .isInstanceOfSatisfying(RefusedCallException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("ambiguous");
                    assertThat(refused.details().findValuesAsText("id")).containsExactly("7001", "7002");
                });
        ObjectNode listed = desk.read("run_report", "{}");
        assertThat(listed.path("total").asInt()).isEqualTo(2);
        assertThat(listed.path("reports").findValuesAsText("id")).containsExactly("7001", "7002");
    }
}
