package io.fieldline.destination.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.fieldline.sync.pair.SideField.Type;

class PropertyValuesTest {

    @Test
    void valuesAreTextsAndNothingIsAnEmptyOne() {
        assertThat(PropertyValues.written(null)).isEmpty();
        assertThat(PropertyValues.written(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(PropertyValues.written(true)).isEqualTo("true");
        assertThat(PropertyValues.written(List.of("vip", "plan"))).isEqualTo("vip;plan");
    }

    @Test
    void textsAreReadByTheirPropertysType() {
        assertThat(PropertyValues.read("12.50", Type.DECIMAL)).isEqualTo(new BigDecimal("12.50"));
        assertThat(PropertyValues.read("false", Type.BOOLEAN)).isEqualTo(false);
        assertThat(PropertyValues.read("vip;plan", Type.CHOICES)).isEqualTo(List.of("vip", "plan"));
        assertThat(PropertyValues.read("", Type.TEXT)).isNull();
    }

    @Test
    void anotherSpellingOfTheSameValueIsTheSame() {
        assertThat(PropertyValues.same("12.50", "12.5", Type.DECIMAL)).isTrue();
        assertThat(PropertyValues.same("Ada@Example.com", "ada@example.com", Type.EMAIL)).isTrue();
        assertThat(PropertyValues.same("a;b", "b;a", Type.CHOICES)).isTrue();
        assertThat(PropertyValues.same("2026-03-02T15:00:00Z", "2026-03-02T15:00:00.000Z", Type.DATE_TIME)).isTrue();
        assertThat(PropertyValues.same("1772409600000", "2026-03-02", Type.DATE)).isTrue();
    }

    @Test
    void anotherValueIsNotTheSame() {
        assertThat(PropertyValues.same("Ada", "ada", Type.TEXT)).isFalse();
        assertThat(PropertyValues.same("", "0", Type.DECIMAL)).isFalse();
        assertThat(PropertyValues.same("12", null, Type.DECIMAL)).isFalse();
        assertThat(PropertyValues.same("a;b", "a", Type.CHOICES)).isFalse();
    }
}
