package io.fieldline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.agent.tool.RefusedCallException;

/** Nobody finds out by searching what it is not shown. */
class SearchingTest {

    @TempDir
    Path folder;
    private DoorBench bench;

    @BeforeEach
    void open() {
        bench = new DoorBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private RefusedCallException refused(String who) {
        return bench.refused("bot", "find", "tenant", "acme", "who", who);
    }

    private int found(String who) {
        return bench.call("bot", "find", "tenant", "acme", "who", who).get("items").size();
    }

    @Test
    void whatIsClearIsLookedForByAnyPart() {
        bench.client("bot", "fields: { phone: clear, email: clear }");
        for (String who : List.of("Grace", "312555", "555-0142", "grace@", "7")) {
            bench.call("bot", "find", "tenant", "acme", "who", who);
        }
        assertThat(found("312555")).isEqualTo(1);
    }

    @Test
    void aNumberOrAnAddressOfMailThatIsNotClearIsLookedForWhole() {
        bench.client("bot");
        assertThat(found("Grac")).as("names are clear").isEqualTo(1);
        assertThat(found("7")).as("an id").isEqualTo(0);
        assertThat(found("(312) 555-0142")).isEqualTo(1);
        assertThat(found("grace@example.com")).isEqualTo(1);
        for (String who : List.of("555-0142", "+1 312 555", "grace@", "@example.com", "grace@example")) {
            assertThat(refused(who).getMessage()).isEqualTo("who: you do not see this in clear, so look for it whole, by its"
                    + " token, or by the id of the record");
        }
        for (Map<String, String> query : List.of(Map.of("phone", "31255"), Map.of("email", "grace@"),
                Map.of("leadPhone", "31255"), Map.of("callerPhoneNumber", "31255"))) {
            assertThat(bench.refused("bot", "read", "tenant", "acme", "operation", "crm/customers list", "query", query).code())
                    .isEqualTo("not_allowed");
        }
        bench.call("bot", "read", "tenant", "acme", "operation", "crm/customers list", "query",
                Map.of("phone", "3125550142", "name", "Gra"));
    }

    @Test
    void aNameOrAnAddressThatIsNotClearIsLookedForByItsToken() {
        bench.client("bot", "fields: { name: token, address: hidden }");
        String name = bench.call("bot", "show_customer", "tenant", "acme", "id", "7").get("name").asText();
        assertThat(found(name)).isEqualTo(1);
        assertThat(refused("Grace Romero").getMessage())
                .isEqualTo("who: you do not see this in clear, so look for it by its token, or by the id of the record");
        for (Map<String, String> query : List.of(Map.of("name", "G"), Map.of("street", "12 Elm"), Map.of("city", "C"))) {
            assertThat(bench.refused("bot", "read", "tenant", "acme", "operation", "crm/customers list", "query", query).code())
                    .isEqualTo("not_allowed");
        }
    }

    @Test
    void whoGuessesMayDoSoForAWhileAndNoLonger() {
        bench.client("bot");
        for (int i = 0; i < Guesses.AN_HOUR; i++) {
            assertThat(found("312555" + (2000 + i))).isZero();
        }
        assertThat(refused("312*555_0142").code()).as("written in another way").isEqualTo(refused("3125550142").code());
        assertThat(refused("3125550142").getMessage()).isEqualTo("You looked 30 times within an hour for what you do not see,"
                + " and found nothing; you may again at 2026-11-29T15:00:01Z");
        assertThat(found("Grace")).isEqualTo(1);
        bench.clock.advance(Duration.ofHours(1).plusSeconds(1));
        assertThat(found("3125550142")).isEqualTo(1);
    }
}
