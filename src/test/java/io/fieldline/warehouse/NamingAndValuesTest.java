package io.fieldline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.DateRange;

class NamingAndValuesTest {

    @ParameterizedTest
    @CsvSource({"customerId,customer_id", "id,id", "jobGeneratedLeadSource,job_generated_lead_source", "poNumber,po_number",
            "isGLAccount,is_gl_account", "URL,url", "address2Line,address2_line", "2ndPhone,f_2nd_phone" })
    void writesFieldsInSnakeCase(String field, String column) {
        assertThat(Naming.column(field, taken -> false)).isEqualTo(column);
    }

    @Test
    void namesATableAfterItsStream() {
        assertThat(Naming.table("jpm/job-types")).isEqualTo("jpm_job_types");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01T12:00:00Z,2026-03-01T12:00:00Z", "2026-03-01T12:00:00.1234567Z,2026-03-01T12:00:00.123456700Z",
            "2026-03-01T12:00:00.123456789Z,2026-03-01T12:00:00.123456700Z", "2026-03-01T12:00:00,2026-03-01T12:00:00Z",
            "2026-03-01T12:00,2026-03-01T12:00:00Z", "2026-03-01T12:00:00+05:30,2026-03-01T06:30:00Z",
            "2026-03-01T12:00:00.5-0600,2026-03-01T18:00:00.500Z", "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z",
            "2024-02-29T23:59:59Z,2024-02-29T23:59:59Z" })
    void readsTimesAsTheSourceWritesThem(String text, Instant time) {
        long ticks = Timestamps.ticks(text);
        assertThat(Instant.ofEpochSecond(Math.floorDiv(ticks, 10_000_000L), Math.floorMod(ticks, 10_000_000L) * 100))
                .isEqualTo(time);
    }

    @Property
    void countsDaysAsTheCalendarDoes(@ForAll @DateRange(min = "0001-01-01", max = "9999-12-31") LocalDate day) {
        assertThat(Timestamps.epochDay(day.toString())).isEqualTo(day.toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2026-02-30T00:00:00Z", "2026-03-01", "2026-03-01T25:00:00Z", "2026-03-01T12:00:00.Z",
            "2026-03-01T12:00:00Zulu", "2026-03-01T12:00:00+5", "2026-3-1T12:00:00Z", "2026-03-01T12:00:0Z" })
    void takesNothingElseForATime(String text) {
        assertThat(Timestamps.ticks(text)).isEqualTo(Timestamps.NONE);
    }

    @Test
    void neverRoundsADecimal() {
        assertThat(Values.converted(new BigDecimal("1.00005"), ColumnType.DECIMAL)).isSameAs(Values.MISFIT);
        assertThat(ColumnType.DECIMAL.widenedBy(Values.typeOf(new BigDecimal("1.00005"), ColumnType.DECIMAL)))
                .isEqualTo(ColumnType.decimal(14, 5));
        assertThat(Values.converted(new BigDecimal("1.500000"), ColumnType.DECIMAL)).isEqualTo(new BigDecimal("1.5"));
        assertThat(Values.converted("12.50", ColumnType.DECIMAL)).isEqualTo(new BigDecimal("12.50"));
        assertThat(Values.converted("12,50", ColumnType.DECIMAL)).isSameAs(Values.MISFIT);
        assertThat(Values.typeOf(new BigDecimal("1E+999999999"), ColumnType.DECIMAL)).isEqualTo(ColumnType.TEXT);
    }

    @Test
    void takesAnEmptyTextForNothingWhereTheColumnHoldsNoText() {
        assertThat(Values.converted("", ColumnType.BIGINT)).isNull();
        assertThat(Values.converted("", ColumnType.TEXT)).isEqualTo("");
    }

    @Test
    void widensToTheNarrowestTypeThatHoldsBoth() {
        assertThat(ColumnType.BIGINT.widenedBy(ColumnType.DECIMAL)).isEqualTo(ColumnType.decimal(19, 4));
        assertThat(ColumnType.DATE.widenedBy(ColumnType.TIMESTAMP)).isEqualTo(ColumnType.TIMESTAMP);
        assertThat(ColumnType.BOOLEAN.widenedBy(ColumnType.BIGINT)).isEqualTo(ColumnType.TEXT);
        assertThat(ColumnType.BIGINT.widenedBy(ColumnType.JSON)).isEqualTo(ColumnType.JSON);
        assertThat(ColumnType.TEXT.widenedBy(ColumnType.JSON)).isEqualTo(ColumnType.TEXT);
        assertThat(ColumnType.decimal(30, 4).widenedBy(ColumnType.decimal(2, 20))).isEqualTo(ColumnType.TEXT);
    }

    @Test
    void readsAWholeNumberHoweverItIsWritten() {
        assertThat(Values.converted(new BigDecimal("12.0"), ColumnType.BIGINT)).isEqualTo(12L);
        assertThat(Values.converted("12", ColumnType.BIGINT)).isEqualTo(12L);
        assertThat(Values.converted("007", ColumnType.BIGINT)).isSameAs(Values.MISFIT);
        assertThat(Values.converted("9223372036854775808", ColumnType.BIGINT)).isSameAs(Values.MISFIT);
    }

    @Test
    void keepsWhatIsNestedAsJson() {
        assertThat(Values.converted(List.of(Map.of("name", "Gate")), ColumnType.JSON)).isEqualTo("[{\"name\":\"Gate\"}]");
        assertThat(Values.converted("text", ColumnType.JSON)).isEqualTo("\"text\"");
    }
}
