package io.fieldline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonTextTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Property(tries = 500)
    void writesEveryValueAsJacksonDoes(@ForAll("values") Object value) throws IOException {
        assertThat(JsonText.of(value)).isEqualTo(JACKSON.writeValueAsString(value));
    }

    @Provide
    Arbitrary<Object> values() {
        return value(3);
    }

    private static Arbitrary<Object> value(int depth) {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(20);
        Arbitrary<Object> leaf = Arbitraries.oneOf(text.asGeneric(), Arbitraries.longs().asGeneric(),
                Arbitraries.bigDecimals().asGeneric(), Arbitraries.of(true, false).asGeneric(), Arbitraries.just(null));
        return depth == 0
                ? leaf
                : Arbitraries.oneOf(leaf, value(depth - 1).list().ofMaxSize(4).asGeneric(),
                        Arbitraries.maps(text, value(depth - 1)).ofMaxSize(4).map(LinkedHashMap::new).asGeneric());
    }

    @Test
    void escapesWhatJsonDoesNotAllowInATextAndNothingElse() {
        assertThat(JsonText.of("a\"b\\c\nd\r\t\b\f\u0000\u001fé漢"))
                .isEqualTo("\"a\\\"b\\\\c\\nd\\r\\t\\b\\f\\u0000\\u001Fé漢\"");
    }

    @Test
    void writesEmptyObjectsAndArrays() {
        assertThat(JsonText.of(List.of())).isEqualTo("[]");
        assertThat(JsonText.of(Map.of("none", Map.of(), "list", List.of(List.of())))).contains("\"none\":{}", "\"list\":[[]]");
    }

    @Test
    void writesANumberThatIsNoneAsAText() {
        assertThat(JsonText.of(Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(JsonText.of(new BigDecimal("1.50"))).isEqualTo("1.50");
    }

    @Test
    void refusesWhatIsNotAJsonValue() {
        assertThatThrownBy(() -> JsonText.of(new Object())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
    }
}
