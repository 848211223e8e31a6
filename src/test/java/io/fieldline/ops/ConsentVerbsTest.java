package io.fieldline.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.Tenant;

/** Consents that come in a file, and what is recorded of them. */
class ConsentVerbsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T17:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    @TempDir
    Path temporary;

    private final FixedTenants tenants = new FixedTenants();
    private StateStore store;
    private OutreachStores stores;

    @BeforeEach
    void open() {
        tenants.apply(new Tenant("acme", "Acme", ZoneId.of("UTC"), null, Map.of(), Map.of()));
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, InstantSource.fixed(NOW));
        stores = store.outreach();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ObjectNode imported(String text, boolean skipInvalid) {
        return new ImportConsents(stores, tenants, store.unitOfWork(), InstantSource.fixed(NOW)).run(
                JsonNodeFactory.instance.objectNode().put("tenant", "acme").put("text", text).put("skipInvalid", skipInvalid),
                line -> {
                });
    }

    private JsonNode listed(boolean reveal) {
        return new Consents(stores.consents()).run(JsonNodeFactory.instance.objectNode().put("tenant", "acme")
                .put("reveal", reveal), line -> {
                }).path("rows");
    }

    @Test
    void aFileIsRecordedAndASecondTimeChangesNothing() {
        String file = "\ufeffSource,Number,Email,Date,Customer\r\n\"booking page, \"\"spring\"\"\",(312) 555-0142,,2026-05-01,7\r\n"
                + "\r\nfair,,Ada@Customer.example,2026-05-01T15:00:00Z,\r\n";

        ObjectNode first = imported(file, false);

        assertThat(first.path("ok").asBoolean()).isTrue();
        assertThat(first.path("recorded").asInt()).isEqualTo(2);
        assertThat(stores.consents().find("acme", "+13125550142"))
                .contains(new WrittenConsent("acme", "+13125550142", 7, "booking page, \"spring\"", MAY));
        assertThat(stores.consents().find("acme", "ada@customer.example").orElseThrow().customerId()).isZero();
        ObjectNode second = imported(file, false);
        assertThat(second.path("recorded").asInt()).isZero();
        assertThat(second.path("unchanged").asInt()).isEqualTo(2);
        assertThat(second.path("ok").asBoolean()).isTrue();
    }

    @Test
    void oneBadLineKeepsAllOutUnlessBadLinesAreSkipped() {
        String file = "number,source,date\n+13125550142,fair,2026-05-01\n+13125550143,,2026-05-01\n";

        ObjectNode none = imported(file, false);
        assertThat(none.path("ok").asBoolean()).isFalse();
        assertThat(none.path("recorded").asInt()).isZero();
        assertThat(none.path("rows")).singleElement().satisfies(row -> {
            assertThat(row.path("line").asInt()).isEqualTo(3);
            assertThat(row.path("field").asText()).isEqualTo("source");
            assertThat(row.path("rule").asText()).contains("where the consent was given");
        });
        assertThat(stores.consents().list("acme", 9)).isEmpty();

        ObjectNode some = imported(file, true);
        assertThat(some.path("recorded").asInt()).isEqualTo(1);
        assertThat(some.path("invalid").asInt()).isEqualTo(1);
        assertThat(some.path("ok").asBoolean()).isFalse();
        assertThat(stores.consents().list("acme", 9)).extracting(WrittenConsent::address).containsExactly("+13125550142");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"123,,fair,2026-05-01,|number|whole number",
            ",ada,fair,2026-05-01,|email|whole address",
            ",,fair,2026-05-01,|number|one of number and email", "+13125550142,a@b.example,fair,2026-05-01,|email|not both",
            "+13125550142,,fair,May,|date|must be a date", "+13125550142,,fair,2026-07-01,|date|not 2026-07-01",
            "+13125550142,,fair,2026-05-01,x7|customer|id in ServiceTitan", "+13125550142,,fair|''|has 3 values",
            "+13125550199,,fair,2026-05-01,|date|asked to stop" })
    void aLineThatCannotBeRightIsNamedByLineFieldAndRule(String line, String field, String rule) {
        stores.blocked().block(new Blocked("acme", "+13125550199", Cause.OPTED_OUT, "reply STOP", MAY.plusSeconds(9)));

        assertThat(imported("number,email,source,date,customer\n" + line, false).path("rows")).singleElement()
                .satisfies(row -> {
                    assertThat(row.path("line").asInt()).isEqualTo(2);
                    assertThat(row.path("field").asText()).isEqualTo(field);
                    assertThat(row.path("rule").asText()).contains(rule);
                });
    }

    @Test
    void aNumberThatIsThereTwiceIsNamedWithTheFirstLine() {
        assertThat(imported("number,source,date\n3125550142,a,2026-05-01\n+13125550142,b,2026-05-02\n", false).path("rows"))
                .singleElement().satisfies(row -> assertThat(row.path("rule").asText()).contains("as line 2"));
    }

    @Test
    void aHeaderThatIsNotUnderstoodRefusesTheFile() {
        for (String header : List.of("", "\n", "number,date", "source,date", "number,source,date,colour",
                "number,number,source,date", "+13125550142,fair,2026-05-01")) {
            assertThatThrownBy(() -> imported(header, true)).as(header).isInstanceOf(MisconfiguredException.class)
                    .hasMessageContaining("column");
        }
    }

    @Test
    void aNewerConsentStays() {
        stores.consents().record(new WrittenConsent("acme", "+13125550142", 7, "web", MAY.plusSeconds(1)));

        assertThat(imported("number,source,date\n+13125550142,fair,2026-05-01\n", false).path("unchanged").asInt())
                .isEqualTo(1);

        assertThat(stores.consents().find("acme", "+13125550142").orElseThrow().source()).isEqualTo("web");
    }

    @Test
    void whatIsRecordedIsListedWithTheNumberMasked() {
        imported("number,source,date,customer\n+13125550142,fair,2026-05-01,7\n+13125550143,web,2026-05-02,\n", false);

        assertThat(listed(false).findValuesAsText("recipient")).containsExactly("…0143", "…0142");
        assertThat(listed(false).findValuesAsText("source")).containsExactly("web", "fair");
        assertThat(listed(true).findValuesAsText("recipient")).containsExactly("+13125550143", "+13125550142");
    }
}
