package io.fieldline.servicetitan.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PageParserTest {

    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

    private static Page parse(String text) throws IOException {
        return PageParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void readsEveryRecordAsJacksonDoes(@ForAll("records") List<Map<String, Object>> records) throws IOException {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("page", 1);
        envelope.put("hasMore", true);
        envelope.put("data", records);
        byte[] body = JACKSON.writeValueAsBytes(envelope);

        assertThat(PageParser.parse(body).records()).isEqualTo(JACKSON.readValue(body, Map.class).get("data"));
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> records() {
        return record(3).list().ofMaxSize(6);
    }

    private static Arbitrary<Map<String, Object>> record(int depth) {
        return Arbitraries.maps(Arbitraries.strings().ofMaxLength(8), value(depth)).ofMaxSize(6);
    }

    private static Arbitrary<Object> value(int depth) {
        Arbitrary<Object> leaf = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(20).asGeneric(),
                Arbitraries.longs().asGeneric(), Arbitraries.bigDecimals().ofScale(4).asGeneric(),
                Arbitraries.of(true, false).asGeneric(), Arbitraries.just(null));
        return depth == 0
                ? leaf
                : Arbitraries.oneOf(leaf, leaf, record(depth - 1).asGeneric(),
                        value(depth - 1).list().ofMaxSize(4).asGeneric());
    }

    @Property(tries = 200)
    void aBodyThatIsCutOffAnywhereIsBroken(@ForAll("records") List<Map<String, Object>> records, @ForAll int where)
            throws IOException {
        byte[] body = JACKSON.writeValueAsBytes(Map.of("hasMore", false, "page", 1, "data", records));
        byte[] cut = java.util.Arrays.copyOf(body, Math.floorMod(where, body.length));

        assertThatThrownBy(() -> PageParser.parse(cut)).isInstanceOf(IOException.class);
    }

    @Test
    void readsTheEnvelopeOfAList() throws IOException {
        Page page = parse("{\"page\":2,\"pageSize\":50,\"hasMore\":true,\"totalCount\":120,\"data\":[{\"id\":1}]}");

        assertThat(page).isEqualTo(new Page(List.of(Map.of("id", 1L)), true, null, 2, 120L));
    }

    @Test
    void readsTheEnvelopeOfAFeed() throws IOException {
        Page page = parse("{\"hasMore\":false,\"continueFrom\":\"abc\",\"data\":[]}");

        assertThat(page).isEqualTo(new Page(List.of(), false, "abc", null, null));
    }

    @Test
    void readsABareArray() throws IOException {
        assertThat(parse("[{\"id\":1},{\"id\":2}]").records()).hasSize(2);
    }

    @Test
    void readsASingleRecord() throws IOException {
        assertThat(parse("{\"id\":1,\"total\":10.50}").records())
                .containsExactly(Map.of("id", 1L, "total", new BigDecimal("10.50")));
    }

    @Test
    void rowsMayListTheirFieldsAsTheyLike() throws IOException {
        assertThat(parse("[{\"id\":1,\"a\":2},{\"a\":3,\"id\":4},{\"id\":5},{},{\"id\":6,\"a\":7,\"b\":{\"id\":8}}]").records())
                .containsExactly(Map.of("id", 1L, "a", 2L), Map.of("a", 3L, "id", 4L), Map.of("id", 5L), Map.of(),
                        Map.of("id", 6L, "a", 7L, "b", Map.of("id", 8L)));
    }

    @Test
    void ofAFieldThatComesTwiceTheLastOneCounts() throws IOException {
        assertThat(parse("[{\"id\":1,\"a\":2,\"id\":3}]").records()).containsExactly(Map.of("id", 3L, "a", 2L));
    }

    @Test
    void moneyKeepsItsCents() throws IOException {
        assertThat(parse("[{\"total\":0.1}]").records().get(0).get("total")).isEqualTo(new BigDecimal("0.1"));
    }

    @Test
    void aNumberBeyondLongIsKeptWhole() throws IOException {
        assertThat(parse("[{\"n\":123456789012345678901234567890}]").records().get(0).get("n"))
                .isEqualTo(new BigDecimal("123456789012345678901234567890"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html></html>", "\"text\"", "{\"page\":1,\"data\":[]}", "{\"hasMore\":false}x", "[{\"id\":1}",
            "{\"data\":[{\"id\":1}],\"page\":1,\"hasMore\":" })
    void refusesWhatIsNoWholeAnswer(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"hasMore\":true,\"continueFrom\":\"b\",\"data\":[{\"id\":",
            "{\"continueFrom\":\"b\",\"hasMore\":true,\"data\":[]}",
            "{\"hasMore\":true,\"extra\":{\"a\":[1]},\"continueFrom\":\"b\"}" })
    void tellsWhereAFeedGoesOnFromTheFirstBytes(String head) {
        assertThat(PageParser.continuation(head.getBytes(StandardCharsets.UTF_8))).contains("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"hasMore\":tr", "{\"hasMore\":true,\"continueFrom\":\"b", "<html>", "[1]",
            "{\"hasMore\":false,\"continueFrom\":\"b\",\"data\":[]}", "{\"data\":[],\"hasMore\":true,\"continueFrom\":\"b\"}",
            "{\"hasMore\":true,\"continueFrom\":5,\"data\":[]}" })
    void tellsNothingWhereTheFeedEndsOrTheRowsComeFirst(String head) {
        assertThat(PageParser.continuation(head.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void aTokenThatIsNoTextIsNoToken() throws IOException {
        assertThat(parse("{\"hasMore\":true,\"continueFrom\":5,\"data\":[]}").continueFrom()).isNull();
    }
}
