package io.fieldline.servicetitan.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.fieldline.servicetitan.customer.NamedTypes.Type;

class NamedTypesTest {

    private final List<Map<String, Object>> rows = new ArrayList<>(
            List.of(Map.of("id", 1L, "name", "VIP", "active", true), Map.of("id", 2L, "name", "Old", "active", false)));
    private Instant now = Instant.parse("2026-06-01T14:00:00Z");
    private int readings;
    private final NamedTypes types = new NamedTypes(this::read, () -> now);

    private List<Map<String, Object>> read() {
        readings++;
        return rows;
    }

    @Test
    void readsOnceWhileEverythingIsKnown() {
        assertThat(types.byId(1)).contains(new Type(1, "VIP", true));
        assertThat(types.byName(" vip ")).contains(new Type(1, "VIP", true));
        assertThat(types.byId(2)).contains(new Type(2, "Old", false));
        assertThat(readings).isEqualTo(1);
    }

    @Test
    void readsAgainAtOnceForWhatIsNewer() {
        types.byId(1);
        rows.add(Map.of("id", 3L, "name", "Gold", "active", true));

        assertThat(types.byId(3)).map(Type::name).contains("Gold");
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void looksOnceAMinuteForWhatIsNotThere() {
        types.byId(1);
        assertThat(types.byName("Gld")).isEmpty();
        assertThat(types.byName("Gld")).isEmpty();
        assertThat(readings).isEqualTo(2);

        now = now.plus(Duration.ofSeconds(61));
        rows.add(Map.of("id", 3L, "name", "Gld", "active", true));
        assertThat(types.byName("Gld")).isPresent();
        assertThat(readings).isEqualTo(3);
    }

    @Test
    void takesANewNameAfterSomeMinutes() {
        types.byId(1);
        rows.set(0, Map.of("id", 1L, "name", "Gold", "active", true));
        now = now.plus(Duration.ofMinutes(11));

        assertThat(types.byId(1)).map(Type::name).contains("Gold");
    }

    @Test
    void suggestsActiveNamesOnly() {
        types.byName("VPI");

        assertThat(types.suggestion("VPI")).isEqualTo("; did you mean VIP?");
        assertThat(types.suggestion("Olt")).isEmpty();
    }
}
