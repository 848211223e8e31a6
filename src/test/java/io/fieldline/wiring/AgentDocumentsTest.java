package io.fieldline.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.flow.FlowStatus;
import io.fieldline.flow.FlowStatus.State;
import io.fieldline.flow.Origin;
import io.fieldline.mapping.FieldMappings;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Environment;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.Tenant;

/** What a client of agents may read of the configuration. */
class AgentDocumentsTest {

    private static final String MARKER = "not-for-agents";

    @TempDir
    private Path config;
    private AgentDocuments documents;

    @BeforeEach
    void configure() {
        ServiceTitanAccount account = new ServiceTitanAccount(Environment.SANDBOX, 1L, Secret.literal(MARKER), MARKER,
                Secret.literal(MARKER), URI.create("http://127.0.0.1:1/" + MARKER), URI.create("http://127.0.0.1:1/" + MARKER),
                60,
                false, Optional.empty());
        Tenant acme = new Tenant("acme", "Acme Plumbing", ZoneId.of("America/Chicago"), account,
                Map.of("slack", new Connection("slack", "slack", Map.of("token", MARKER))),
                Map.of("alert", new FlowSettings("alert", Duration.ofMinutes(1), Map.of("channel", MARKER))));
        documents = new AgentDocuments(new FixedTenants(acme),
                () -> List.of(new FlowStatus("alert", Origin.SHIPPED, State.RUNNING, "Tells.", Optional.of(MARKER))),
                new FieldMappings(ConfigurationFolder.in(config), problem -> {
                }));
    }

    @Test
    void aTenantIsShownByItsNamesAndWithoutItsSettings() {
        assertThat(documents.tenant("acme").orElseThrow().toString())
                .isEqualTo("{\"tenant\":\"acme\",\"displayName\":\"Acme Plumbing\",\"timeZone\":\"America/Chicago\","
                        + "\"environment\":\"sandbox\",\"connections\":{\"slack\":\"slack\"},\"flows\":[\"alert\"]}");
        assertThat(documents.tenant("nobody")).isEmpty();
    }

    @Test
    void aFlowIsShownByWhatItDoesAndWhetherItRuns() {
        assertThat(documents.flows().toString())
                .isEqualTo("[{\"flow\":\"alert\",\"description\":\"Tells.\",\"state\":\"running\"}]");
    }

    @Test
    void aMappingIsShownAsItsDocumentsInOrderAndOnlyByANameThatThereIs() throws IOException {
        String own = "mapping: customer-hubspot\nfields:\n  - { crm: fax, remove: true }\n";
        Files.createDirectories(config.resolve("field-mappings/acme"));
        Files.writeString(config.resolve("field-mappings/acme/customer-hubspot.yaml"), own);
        assertThat(documents.mappings("acme")).contains("customer-hubspot", "job-salesforce");
        assertThat(documents.mapping("acme", "customer-hubspot").orElseThrow()).contains("mapping: customer-hubspot")
                .endsWith("---\n" + own);
        assertThat(documents.mapping("acme", "../secrets")).isEmpty();
        assertThat(documents.mapping("acme", "acme/customer-hubspot")).isEmpty();
    }
}
