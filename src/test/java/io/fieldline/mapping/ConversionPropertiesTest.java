package io.fieldline.mapping;

import static io.fieldline.mapping.WrittenMapping.CHICAGO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a side holds: what was read and written to the other side reads back the same, so nothing travels for ever. */
class ConversionPropertiesTest {

    private static final int TRIES = 300;

    @Property(tries = TRIES)
    void textsSurvive(@ForAll("texts") String text) {
        survives("text", text);
    }

    @Property(tries = TRIES)
    void shortenedTextsSurviveAndNoCharacterIsCutInTwo(@ForAll("texts") String text) {
        Object common = survives("{ text: 7 }", text);

        if (common != null) {
            assertThat(common.toString()).hasSizeLessThanOrEqualTo(7);
            assertThat(common.toString().codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE))
                    .isTrue();
        }
    }

    @Property(tries = TRIES)
    void namesSurvive(@ForAll("texts") String name) {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: name, crm: [C.First, C.Last], owner: newest, convert:"
                + " person-name }");
        Map<String, Object> common = mapping.fromServiceTitan(Map.of("name", name), CHICAGO).values();
        Converted crm = mapping.toCrm(common, CHICAGO);

        assertThat(crm.problems()).isEmpty();
        assertThat(mapping.fromCrm(crm.values(), CHICAGO).values()).isEqualTo(common);
        if (common.get("C.First+C.Last") != null) {
            assertThat(crm.values().get("C.Last")).isNotNull();
        }
    }

    @Property(tries = TRIES)
    void phonesSurvive(@ForAll("phones") String phone) {
        survives("phone", phone);
    }

    @Property(tries = TRIES)
    void eMailsSurvive(@ForAll("emails") String email) {
        assertThat(survives("email", email)).isNotNull();
    }

    @Property(tries = TRIES)
    void linesSurvive(@ForAll("texts") String street, @ForAll("texts") String unit) {
        FieldMapping mapping = WrittenMapping.of("{ servicetitan: [address.street, address.unit], crm: A.F, owner: newest,"
                + " convert: lines }");
        Map<String, Object> record = Map.of("address", Map.of("street", street, "unit", unit));

        survives(mapping, mapping.fromServiceTitan(record, CHICAGO).values());
    }

    @Property(tries = TRIES)
    void numbersSurvive(@ForAll("decimals") BigDecimal number, @ForAll long whole) {
        survives("decimal", number);
        survives("currency", number);
        survives("{ decimal: 4 }", number);
        survives("integer", whole);
    }

    @Property(tries = TRIES)
    void timesAndDaysSurvive(@ForAll("times") Instant time) {
        survives("date-time", time.toString());
        survives("date", time.toString());
    }

    @Property(tries = TRIES)
    void truthSurvives(@ForAll boolean value) {
        survives("boolean", value);
        survives("not", value);
        survives("{ account-status: { active: [Customer, Prospect], inactive: [Closed, Lost] } }", value);
    }

    @Property(tries = TRIES)
    void listsSurviveInAnyOrder(@ForAll("tags") List<String> tags) {
        Object common = survives("{ list: \"; \" }", tags);
        List<String> turned = new ArrayList<>(tags);
        Collections.reverse(turned);

        assertThat(survives("{ list: \"; \" }", turned)).isEqualTo(common);
    }

    @Property(tries = TRIES)
    void lookupsSurvive(@ForAll("keys") String key) {
        assertThat(survives("{ lookup: { Residential: Household, Commercial: Business } }", key)).isNotEqualTo(key);
    }

    private static Object survives(String convert, Object value) {
        FieldMapping mapping = WrittenMapping
                .of("{ servicetitan: name, crm: A.F, owner: newest, convert: " + convert + " }");
        Converted common = mapping.fromServiceTitan(Map.of("name", value), CHICAGO);
        assertThat(common.problems()).isEmpty();
        survives(mapping, common.values());
        return common.values().get("A.F");
    }

    private static void survives(FieldMapping mapping, Map<String, Object> common) {
        Converted crm = mapping.toCrm(common, CHICAGO);
        assertThat(crm.problems()).isEmpty();
        assertThat(mapping.fromCrm(crm.values(), CHICAGO).values()).isEqualTo(common);
        assertThat(mapping.toServiceTitan(common, Map.of(), CHICAGO).problems()).isEmpty();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of("Jane", "van", "Jr.", ",", "LLC", " ", "  ", "\n", "\r\n", "\t", "\u00a0",
                "\u3000",
                "דוד", "عبد الله", "\u200f", "\ud83d\ude00", "\ud83d\udc69\u200d\ud83d\udd27", "é", "e\u0301", "ß", "İ",
                "O’Hara", "'", "&", "1");
        return words.list().ofMaxSize(12).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> phones() {
        Arbitrary<String> signs = Arbitraries.strings().withChars("0123456789").withChars("0123456789+-(). /x,#;")
                .ofMaxLength(18);
        Arbitrary<String> numbers = Combinators.combine(Arbitraries.of("", "+1", "1 ", "+44 ", "+39 0", "0"),
                Arbitraries.strings().numeric().ofMinLength(3).ofMaxLength(12), Arbitraries.of("", " x12", " ext. 7", "#3"))
                .as((code, digits, extension) -> code + digits + extension);
        return Arbitraries.oneOf(signs, numbers);
    }

    @Provide
    Arbitrary<String> emails() {
        Arbitrary<String> part = Arbitraries.strings().withChars("abcXYZ09İßé\u05d0").ofMinLength(1).ofMaxLength(8);
        return Combinators.combine(part, part, Arbitraries.of(".com", ".CO.uk", ".email"))
                .as((name, host, end) -> " " + name + "@" + host + end);
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(-8, 12)).as(BigDecimal::valueOf);
    }

    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
    }

    @Provide
    Arbitrary<List<String>> tags() {
        return texts().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of("Residential", "Commercial");
    }
}
