package io.fieldline.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.lane.FollowingConsumer;
import io.fieldline.lane.LaneServices;
import io.fieldline.servicetitan.ServiceTitanServices;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Environment;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.Tenant;

class ShippedFlowsInServiceTitanTest {

    @TempDir
    Path config;

    @Test
    void theComponentItselfTakesEveryShippedFlow() {
        try (CamelContext context = new DefaultCamelContext()) {
            LaneServices lanes = ShippedParts.bind(context);
            context.getRegistry().bind("services", new ServiceTitanServices(Catalog.load(), null, null, null, lanes));
            context.start();
            FlowLibrary library = new FlowLibrary(ConfigurationFolder.in(config), Catalog.load());
            FlowLoader loader = new FlowLoader(context, library);
            new FlowWatcher(library, loader).rescan();

            assertThat(loader.problems()).isEmpty();
            assertThat(lanes.flows().all().map(FollowingConsumer::flow)).containsExactlyInAnyOrderElementsOf(library.flows());
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void everyDefaultResourceOfTheWarehouseIsACollection() {
        FlowLibrary library = new FlowLibrary(ConfigurationFolder.in(config), Catalog.load());
        Catalog catalog = Catalog.load();
        List<?> resources = (List<?>) library.contract("warehouse-pipeline").orElseThrow().settings().get(0).defaultValue();

        assertThat(resources).allSatisfy(resource -> {
            String[] parts = resource.toString().split("/");
            assertThat(catalog.collection(parts[0], parts[1]).list()).isPresent();
        });
    }

    @Test
    void theScopesAreThoseOfWhatTheRouteReads() {
        RequiredScopes scopes = new RequiredScopes(new FlowLibrary(ConfigurationFolder.in(config), Catalog.load()),
                Catalog.load());

        assertThat(scopes.of("high-value-job-alert", tenant(Map.of()))).containsExactly("tn.crm.customers:r",
                "tn.crm.locations:r", "tn.jpm.jobs:r", "tn.jpm.jobtypes:r", "tn.sal.estimates:r");
        assertThat(scopes.of("warehouse-pipeline", tenant(Map.of("resources", List.of("accounting/invoices")))))
                .containsExactly("tn.acc.invoices:r");
        assertThat(scopes.of("unknown", tenant(Map.of()))).isEmpty();
    }

    @Test
    void theScopesAreAlsoThoseOfWhatBelongsToACollectionAndOfWhatTheFlowsOwnCodeCalls() throws IOException {
        Path routes = Files.createDirectories(config.resolve("routes"));
        Files.writeString(routes.resolve("own.yaml"), """
                - route:
                    id: own
                    from:
                      uri: servicetitan:crm/customers?also=crm/locations,jpm/jobs
                      parameters: { flow: own }
                      steps:
                        - log: seen
                """);
        Files.writeString(routes.resolve("own.settings.yaml"), "operations: [accounting/payments#update]\n");
        FlowLibrary library = new FlowLibrary(ConfigurationFolder.in(config), Catalog.load());

        assertThat(library.problems()).isEmpty();
        assertThat(new RequiredScopes(library, Catalog.load()).of("own", tenant(Map.of()))).containsExactly(
                "tn.acc.payments:w", "tn.crm.customers:r", "tn.crm.locations:r", "tn.jpm.jobs:r");
    }

    private static Tenant tenant(Map<String, Object> settings) {
        ServiceTitanAccount account = new ServiceTitanAccount(Environment.SANDBOX, 1L, Secret.literal("a"), "client",
                Secret.literal("s"), URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:1"), 60, false,
                Optional.empty());
        return new Tenant("acme", "Acme", ZoneOffset.UTC, account, Map.of(),
                Map.of("warehouse-pipeline", new FlowSettings("warehouse-pipeline", Duration.ofMinutes(15), settings)));
    }
}
