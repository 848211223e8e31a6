package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;

class StampsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static Instant of(String text) {
        return Stamps.of(TextNode.valueOf(text), NOW);
    }

    @Test
    void aTimeIsReadWithAnOffsetOrWithout() {
        assertThat(of("2026-10-31T08:00:00-05:00")).isEqualTo("2026-10-31T13:00:00Z");
        assertThat(of("2026-10-31T08:00:00Z")).isEqualTo("2026-10-31T08:00:00Z");
        assertThat(of("2026-10-31T08:00:00.250")).isEqualTo("2026-10-31T08:00:00.250Z");
    }

    @Test
    void oneThatIsMissingOrCannotBeReadIsNow() {
        assertThat(Stamps.of(MissingNode.getInstance(), NOW)).isEqualTo(NOW);
        assertThat(of("")).isEqualTo(NOW);
        assertThat(of("yesterday")).isEqualTo(NOW);
    }
}
