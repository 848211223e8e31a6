package io.fieldline.ledger.told;

import static io.fieldline.ledger.told.LedgerDocuments.invoice;
import static io.fieldline.ledger.told.LedgerDocuments.posted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ops.TenantProbe.Finding;
import io.fieldline.ops.TenantProbe.Level;
import io.fieldline.ops.Told;
import io.fieldline.ops.ToldFindings;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.Environment;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.Tenant;

class ToldListTest {

    private static final Instant NOON = Instant.parse("2026-10-05T12:00:00Z");

    @TempDir
    Path temporary;

    private StateStore store;

    @BeforeEach
    void open() {
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, () -> NOON);
        store.ledger().keep(List.of(posted(invoice(1), "11", "1001"), posted(invoice(2), "12", "1002")));
        store.tellings().want("acme", "books", Way.EXPORT_ID, NOON, 9);
        List<Telling> due = store.tellings().due("acme", "books", Way.EXPORT_ID, NOON, 9);
        store.tellings().settle(List.of(due.get(0).done("11/1001", NOON), due.get(1).refused("The invoice is locked.", NOON)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private JsonNode rows(String... arguments) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (int at = 0; at < arguments.length; at += 2) {
            values.put(arguments[at], arguments[at + 1]);
        }
        return new Told(store.tellings()).run(values, line -> {
        }).path("rows");
    }

    private static Tenant tenant(String noteOnJob) {
        ServiceTitanAccount account = new ServiceTitanAccount(Environment.SANDBOX, 1, Secret.literal("k"), "id",
                Secret.literal("s"), Environment.SANDBOX.apiUrl(), Environment.SANDBOX.authUrl(), 60, false,
                Optional.empty());
        FlowSettings flow = new FlowSettings("invoice-to-books", Duration.ofMinutes(1),
                Map.of("connection", "books", "markExported", "export-id", "noteOnJob", noteOnJob));
        return new Tenant("acme", "Acme", ZoneId.of("UTC"), account, Map.of(), Map.of(flow.flow(), flow));
    }

    @Test
    void whatWasRefusedIsListedFirstWithItsReason() {
        assertThat(rows()).hasSize(2);
        JsonNode first = rows("tenant", "acme").get(0);
        assertThat(first.path("document").asText()).isEqualTo("invoice 2");
        assertThat(first.path("way").asText()).isEqualTo("export-id");
        assertThat(first.path("state").asText()).isEqualTo("refused");
        assertThat(first.path("problem").asText()).isEqualTo("The invoice is locked.");
        assertThat(rows("state", "done").get(0).path("told").asText()).isEqualTo("11/1001");
        assertThat(rows("tenant", "other")).isEmpty();
        assertThatThrownBy(() -> rows("state", "gone")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("refused, waiting");
    }

    @Test
    void aCheckTellsOfWhatCouldNotBeToldAndOfAGuidThatIsMissing() {
        ToldFindings findings = new ToldFindings(store.tellings());
        assertThat(findings.of(tenant("off"))).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.PROBLEM);
            assertThat(finding.text()).contains("1 documents", "invoice 2", "locked");
        });
        assertThat(findings.of(tenant("external-data"))).extracting(Finding::text)
                .anyMatch(text -> text.contains("applicationGuid must be given"));
    }
}
