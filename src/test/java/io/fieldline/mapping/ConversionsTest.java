package io.fieldline.mapping;

import static io.fieldline.mapping.WrittenMapping.CHICAGO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each conversion makes of the values that the two sides really hold. */
class ConversionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"(312) 555-0100", "312.555.0100", "+1 312 555 0100", "13125550100", "312-555-0100" })
    void aPhoneInFiveSpellingsIsOneNumber(String spelling) {
        Row phone = row("phone");

        assertThat(phone.fromServiceTitan(spelling)).isEqualTo("+13125550100");
        assertThat(phone.fromCrm(spelling)).isEqualTo("+13125550100");
    }

    @ParameterizedTest
    @CsvSource({"312-555-0100 x12, +13125550100 ext. 12", "+13125550100 ext. 12, +13125550100 ext. 12",
            "+49 30 901820, +4930901820", "555-0100, 5550100", "911, 911", "+99 12345678, +9912345678",
            "ask for Bob, ask for Bob", "+44 00543 753055, +4400543753055", "1-800-FLOWERS, +18003569377" })
    void aPhoneKeepsItsExtensionAndWhatIsNoWholeNumberIsNotGuessed(String written, String common) {
        assertThat(row("phone").fromServiceTitan(written)).isEqualTo(common);
    }

    @Test
    void aPhoneIsReadAsOneOfTheTenantsCountry() {
        MappingContext australia = new MappingContext("AU", CHICAGO.timeZone(), Map.of());

        assertThat(WrittenMapping.of(Row.text("phone")).fromServiceTitan(Map.of("name", "02 9374 4000"), australia).values())
                .containsEntry("A.F", "+61293744000");
    }

    @Test
    void anEMailIsLowerCaseAndWhatIsNoneIsAProblemThatDoesNotQuoteIt() {
        Row email = row("email");

        assertThat(email.fromServiceTitan(" Jane@Example.COM ")).isEqualTo("jane@example.com");
        assertThat(email.fromServiceTitan("  ")).isNull();
        assertThat(email.problemOf("jane(at)example.com")).isEqualTo("is not an e-mail address");
        assertThat(email.problemOf("jane@example")).isEqualTo("is not an e-mail address");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Jane van Dyke            | Jane van | Dyke
            Dyke, Jane               | Jane     | Dyke
            Smith, John & Mary       | John & Mary | Smith
            John Smith Jr.           | John     | Smith Jr.
            John Smith, Jr.          | John     | Smith, Jr.
            Acme Plumbing, LLC       | Acme     | Plumbing, LLC
            Cher                     |          | Cher
            Smith Jr.                | Smith    | Jr.
            דוד כהן                  | דוד      | כהן
            Zoë 👩‍🔧  O’Hara          | Zoë 👩‍🔧  | O’Hara
            山田太郎                  |          | 山田太郎
            """)
    void aPersonsNameIsSplitBeforeItsLastWord(String written, String first, String last) {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: name, crm: [C.First, C.Last], owner: newest, convert:"
                + " person-name }");
        Map<String, Object> common = mapping.fromServiceTitan(Map.of("name", written), CHICAGO).values();

        Map<String, Object> crm = mapping.toCrm(common, CHICAGO).values();

        assertThat(crm).containsEntry("C.First", first).containsEntry("C.Last", last);
        assertThat(mapping.fromCrm(crm, CHICAGO).values()).isEqualTo(common);
    }

    @Test
    void itDoesNotMatterWhereAPersonInTheCrmDrewTheLineInAName() {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: name, crm: [C.First, C.Last], owner: newest, convert:"
                + " person-name }");

        assertThat(mapping.fromCrm(Map.of("C.First", "Jane ", "C.Last", "van Dyke"), CHICAGO).values())
                .isEqualTo(mapping.fromServiceTitan(Map.of("name", "Jane van  Dyke"), CHICAGO).values());
    }

    @Test
    void streetAndUnitAreLinesOfOneFieldAndFurtherLinesJoinTheLast() {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: [address.street, address.unit], crm: A.Street, owner:"
                + " newest, convert: lines }");
        Map<String, Object> address = Map.of("address", Map.of("street", "12 Main St", "unit", "Apt 4"));

        assertThat(mapping.fromServiceTitan(address, CHICAGO).values()).containsEntry("A.Street", "12 Main St\nApt 4");
        Map<String, Object> common = mapping.fromCrm(Map.of("A.Street", "12 Main St\r\nRear\r\n\r\nApt 4"), CHICAGO).values();
        assertThat(mapping.toServiceTitan(common, address, CHICAGO).values()).containsEntry("address.street", "12 Main St")
                .containsEntry("address.unit", "Rear, Apt 4");
    }

    @Test
    void decimalsCompareByValueWhateverTheirFormAndCurrencyRoundsToCents() {
        assertThat(row("decimal").fromServiceTitan(new BigDecimal("100.00"))).isEqualTo(new BigDecimal("100"));
        assertThat(row("decimal").fromCrm("100")).isEqualTo(new BigDecimal("100"));
        assertThat(row("decimal").fromCrm(12L)).isEqualTo(new BigDecimal("12"));
        assertThat(row("{ decimal: 3 }").fromServiceTitan(new BigDecimal("0.12349"))).isEqualTo(new BigDecimal("0.123"));
        assertThat(row("currency").fromServiceTitan(new BigDecimal("-12.345"))).isEqualTo(new BigDecimal("-12.35"));
        assertThat(row("decimal").problemOf("1,234.50")).isEqualTo("is not a number");
        assertThat(row("decimal").problemOf(new BigDecimal("1E+999999"))).isEqualTo("is too long a number");
    }

    @Test
    void integersAreWhole() {
        assertThat(row("integer").fromCrm(new BigDecimal("12.0"))).isEqualTo(12L);
        assertThat(row("integer").fromCrm("12")).isEqualTo(12L);
        assertThat(row("integer").problemOf("12.5")).isEqualTo("is not a whole number of at most 64 bits");
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T05:59:59.1234567Z, 2026-01-30", "2026-01-31T06:00:00Z, 2026-01-31",
            "2026-01-31T00:30:00.000+0000, 2026-01-30", "2026-01-31T00:30:00, 2026-01-31", "2026-01-31, 2026-01-31" })
    void aDateIsTheDayThatItWasWhereTheTenantIs(String written, String day) {
        assertThat(row("date").fromServiceTitan(written)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T05:59:59.1234567Z", "2026-01-31T05:59:59.000+0000", "2026-01-30T23:59:59-06:00",
            "2026-01-30T23:59:59" })
    void aTimeIsOneWhateverItsOffsetToTheSecond(String written) {
        assertThat(row("date-time").fromServiceTitan(written)).isEqualTo("2026-01-31T05:59:59Z");
    }

    @Test
    void aDateThatIsNoneIsAProblem() {
        assertThat(row("date").problemOf("01/31/2026")).isEqualTo("is not a date such as 2026-01-31");
        assertThat(row("date").problemOf("31 January 2026")).isEqualTo("is not a time such as 2026-01-31T08:00:00Z");
        assertThat(row("date-time").problemOf("2026-01-31")).isEqualTo("is not a time such as 2026-01-31T08:00:00Z");
    }

    @Test
    void notIsTheOppositeInTheCrm() {
        Row not = row("not");

        assertThat(not.fromServiceTitan(true)).isEqualTo(true);
        assertThat(not.fromCrm(false)).isEqualTo(true);
        assertThat(not.toCrm(true)).isEqualTo(false);
        assertThat(row("boolean").fromCrm("TRUE")).isEqualTo(true);
        assertThat(row("boolean").problemOf("Yes")).isEqualTo("is neither true nor false");
    }

    @Test
    void theOrderOfAListDoesNotCount() {
        Row tags = row("{ list: \";\" }");

        assertThat(tags.fromServiceTitan(List.of("VIP", "Comfort Club", "VIP"))).isEqualTo(List.of("Comfort Club", "VIP"));
        assertThat(tags.fromCrm("VIP; Comfort Club;")).isEqualTo(List.of("Comfort Club", "VIP"));
        assertThat(tags.toCrm(List.of("Comfort Club", "VIP"))).isEqualTo("Comfort Club;VIP");
        assertThat(tags.fromServiceTitan(List.of())).isNull();
        assertThat(tags.problemToCrm(List.of("a;b"))).isEqualTo("\"a;b\" holds the separator of the list, ;");
    }

    @Test
    void aLookupGoesBothWaysAndReportsWhatItsTableLacks() {
        Row type = row("{ lookup: { Residential: Household, Commercial: Business } }");

        assertThat(type.fromServiceTitan("Residential")).isEqualTo("Household");
        assertThat(type.toServiceTitan("Business")).isEqualTo("Commercial");
        assertThat(type.problemOf("Industrial")).isEqualTo("\"Industrial\" is not in the table of the row");
        assertThat(type.problemToServiceTitan("Charity"))
                .isEqualTo("\"Charity\" of the CRM is not in the table of the row");
    }

    @Test
    void aLookupMayUseATableOfTheTenant() {
        FieldMapping mapping = WrittenMapping.of(Row.text("{ lookup: campaigns }"));
        MappingContext context = CHICAGO.with("campaigns", Map.of("7", "Radio", "8", "Web", "9", "Web"));

        assertThat(mapping.fromServiceTitan(Map.of("name", 7L), context).values()).containsEntry("A.F", "Radio");
        assertThat(mapping.toServiceTitan(Map.of("A.F", "Radio"), Map.of(), context).values()).containsEntry("name", "7");
        assertThat(mapping.toServiceTitan(Map.of("A.F", "Web"), Map.of(), context).problems()).singleElement()
                .extracting(Converted.Problem::reason)
                .isEqualTo("\"Web\" of the CRM is several values of ServiceTitan in the table campaigns: 8, 9");
        assertThat(mapping.fromServiceTitan(Map.of("name", 7L), CHICAGO.with("campaign", Map.of())).problems())
                .singleElement().extracting(Converted.Problem::reason)
                .isEqualTo("there is no table campaigns; did you mean campaign?");
    }

    @Test
    void anAccountsStatusIsWordsOfWhichTheFirstIsWritten() {
        Row status = row("{ account-status: { active: [Customer, Prospect], inactive: Closed } }");

        assertThat(status.fromCrm("prospect")).isEqualTo(true);
        assertThat(status.toCrm(true)).isEqualTo("Customer");
        assertThat(status.toCrm(false)).isEqualTo("Closed");
        assertThat(status.problemOfCrm("Lost")).isEqualTo("\"Lost\" is none of the row's words: Customer, Prospect, Closed");
    }

    @ParameterizedTest
    @CsvSource({"Customer, Customer", "true, true", "12, 12", "12.50, 12.5" })
    void aConstantComparesWithWhatTheCrmHolds(String written, String held) {
        FieldMapping mapping = WrittenMapping.of("{ crm: A.F, convert: { constant: " + written + " } }");

        assertThat(mapping.fromServiceTitan(Map.of(), CHICAGO).values())
                .isEqualTo(mapping.fromCrm(Map.of("A.F", held), CHICAGO).values());
        assertThat(mapping.fromCrm(Map.of("A.F", "other"), CHICAGO).values().get("A.F")).hasToString("other");
    }

    @Test
    void anExpressionGoesOneWayOrBothWays() {
        Row both = row("{ jslt: { to-crm: '\"ST \" + .', to-servicetitan: 'split(., \" \")[1]' } }");
        assertThat(both.fromServiceTitan("Jane")).isEqualTo("ST Jane");
        assertThat(both.toServiceTitan("ST Jane")).isEqualTo("Jane");
        assertThat(both.problemToServiceTitan("Jane")).isEqualTo("would not read back as it was written");

        FieldMapping back = WrittenMapping.of("{ servicetitan: name, crm: [A.F, A.G], owner: crm, convert: { jslt: {"
                + " to-servicetitan: '.\"A.F\" + \"/\" + .\"A.G\"' } } }");
        Map<String, Object> common = back.fromCrm(Map.of("A.F", "a", "A.G", 2L), CHICAGO).values();
        assertThat(back.toServiceTitan(common, Map.of(), CHICAGO).values()).containsEntry("name", "a/2");
        assertThat(back.toCrm(common, CHICAGO).problems()).singleElement().extracting(Converted.Problem::reason)
                .isEqualTo("no value of this row can be written to the CRM");
    }

    @Test
    void anExpressionMayGiveSeveralFieldsAndItsFailureIsTheFieldsProblem() {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: [name, total], crm: [A.F, A.G], owner: servicetitan,"
                + " convert: { jslt: '{\"A.F\": .name, \"A.G\": .total}' } }");
        assertThat(mapping.toCrm(mapping.fromServiceTitan(Map.of("name", "x", "total", new BigDecimal("99.90")), CHICAGO)
                .values(), CHICAGO).values()).containsEntry("A.F", "x").containsEntry("A.G", new BigDecimal("99.9"));

        assertThat(row("{ jslt: 'number(.)' }", "servicetitan").problemOf("abc")).startsWith("the expression failed: ");
        assertThat(row("{ jslt: '{\"a\": .}' }", "servicetitan").problemOf("abc"))
                .isEqualTo("the expression gives an object where one value is wanted");
    }

    @Test
    void textIsStrippedAndItsLineEndsAreOneKind() {
        assertThat(row("text").fromServiceTitan(" a\r\nb\rc ")).isEqualTo("a\nb\nc");
        assertThat(row("text").fromServiceTitan(" \t ")).isNull();
        assertThat(row("text").fromServiceTitan(new BigDecimal("1E+2"))).isEqualTo("100");
        assertThat(row("text").problemOf(List.of("a"))).isEqualTo("must be a single value (found a list or an object)");
    }

    private static Row row(String convert) {
        return row(convert, "newest");
    }

    private static Row row(String convert, String owner) {
        return new Row(WrittenMapping.of(Row.text(convert, owner)));
    }

    /** A mapping of one row between <code>name</code> and <code>A.F</code>. */
    private record Row(FieldMapping mapping) {

        static String text(String convert) {
            return text(convert, "newest");
        }

        static String text(String convert, String owner) {
            return "{ servicetitan: name, crm: A.F, owner: " + owner + ", convert: " + convert + " }";
        }

        Object fromServiceTitan(Object value) {
            return value(mapping.fromServiceTitan(Map.of("name", value), CHICAGO), "A.F");
        }

        Object fromCrm(Object value) {
            return value(mapping.fromCrm(Map.of("A.F", value), CHICAGO), "A.F");
        }

        Object toCrm(Object common) {
            return value(mapping.toCrm(Map.of("A.F", common), CHICAGO), "A.F");
        }

        Object toServiceTitan(Object common) {
            return value(mapping.toServiceTitan(Map.of("A.F", common), Map.of(), CHICAGO), "name");
        }

        String problemOf(Object value) {
            return problem(mapping.fromServiceTitan(Map.of("name", value), CHICAGO));
        }

        String problemOfCrm(Object value) {
            return problem(mapping.fromCrm(Map.of("A.F", value), CHICAGO));
        }

        String problemToCrm(Object common) {
            return problem(mapping.toCrm(Map.of("A.F", common), CHICAGO));
        }

        String problemToServiceTitan(Object common) {
            return problem(mapping.toServiceTitan(Map.of("A.F", common), Map.of(), CHICAGO));
        }

        private static Object value(Converted converted, String field) {
            assertThat(converted.problems()).isEmpty();
            assertThat(converted.values()).containsOnlyKeys(field);
            return converted.values().get(field);
        }

        private static String problem(Converted converted) {
            assertThat(converted.values()).isEmpty();
            assertThat(converted.problems()).hasSize(1);
            return converted.problems().get(0).reason();
        }
    }
}
