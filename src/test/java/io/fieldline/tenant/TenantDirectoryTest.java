package io.fieldline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantDirectoryTest {

    @TempDir
    Path config;

    private final Map<String, String> environment = new HashMap<>(Map.of("KEY", "k"));
    private final List<String> heard = new ArrayList<>();
    private TenantDirectory directory;

    @BeforeEach
    void openTheFolder() throws IOException {
        ConfigurationFolder folder = ConfigurationFolder.in(config);
        Files.createDirectories(folder.tenants());
        directory = new TenantDirectory(folder,
                new TenantDocumentReader(new ThreeFlows(), Secrets.of(folder, environment::get)));
        directory.onChange(new Tenants.Listener() {

            @Override
            public void applied(Tenant tenant) {
                heard.add("applied " + tenant.displayName());
            }

            @Override
            public void removed(String name) {
                heard.add("removed " + name);
            }
        });
    }

    @Test
    void appliesDocumentsThatComeChangeAndGo() throws IOException {
        write("acme", "One", 1, "KEY");
        directory.rescan();
        directory.rescan();
        write("acme", "Two", 1, "KEY");
        directory.rescan();
        Files.delete(config.resolve("tenants/acme.yaml"));
        directory.rescan();

        assertThat(heard).containsExactly("applied One", "applied Two", "removed acme");
        assertThat(directory.all()).isEmpty();
    }

    @Test
    void keepsTheLastGoodVersionOfARefusedDocumentAndTheOtherTenants() throws IOException {
        write("acme", "Acme", 1, "KEY");
        write("best", "Best", 2, "KEY");
        directory.rescan();
        Files.writeString(config.resolve("tenants/acme.yaml"), "tenant: acme\ntimeZone: [");
        write("best", "Better", 2, "KEY");
        directory.rescan();

        assertThat(directory.find("acme").orElseThrow().displayName()).isEqualTo("Acme");
        assertThat(directory.find("best").orElseThrow().displayName()).isEqualTo("Better");
        assertThat(directory.problems()).containsOnlyKeys("acme.yaml");
    }

    @Test
    void triesARefusedDocumentAgainWhenItsSecretArrives() throws IOException {
        write("acme", "Acme", 1, "LATE");
        directory.rescan();
        assertThat(directory.problems().get("acme.yaml").toString()).contains("environment variable LATE")
                .contains("secrets/LATE").contains("secrets.p12");

        Files.createDirectories(config.resolve("secrets"));
        Files.writeString(config.resolve("secrets/LATE"), "value\n");
        directory.rescan();

        assertThat(directory.find("acme").orElseThrow().serviceTitan().appKey().reveal()).isEqualTo("value");
        assertThat(directory.problems()).isEmpty();
    }

    @Test
    void refusesTheNewcomerWhenAnAccountIsTaken() throws IOException {
        write("second", "Second", 1, "KEY");
        directory.rescan();
        write("first", "First", 1, "KEY");
        directory.rescan();

        assertThat(directory.all()).extracting(Tenant::name).containsExactly("second");
        assertThat(directory.problems().get("first.yaml")).singleElement().asString()
                .contains("first.yaml: servicetitan.tenantId: must be unique").contains("second.yaml");
    }

    @Test
    void takesAChangedFileOnlyOnceTwoLooksFoundItTheSame() throws IOException {
        write("acme", "One", 1, "KEY");
        directory.rescan();
        write("acme", "Two", 1, "KEY");
        directory.scan();
        assertThat(heard).containsExactly("applied One");
        directory.scan();
        assertThat(heard).containsExactly("applied One", "applied Two");
    }

    @Test
    void keepsTheSharedSettingsThatLastHeldWhenTheyBreak() throws IOException {
        write("acme", "Acme", 1, "KEY");
        Files.writeString(config.resolve("fieldline.yaml"), "retentionDays: 7\n");
        directory.rescan();
        Files.writeString(config.resolve("fieldline.yaml"), "retentionDays: 0\n");
        directory.rescan();

        assertThat(directory.retention()).isEqualTo(Duration.ofDays(7));
        assertThat(directory.problems()).containsOnlyKeys("fieldline.yaml");
    }

    @Test
    void takesNoTenantAwayWhenTheFolderCannotBeRead() throws IOException {
        write("acme", "Acme", 1, "KEY");
        directory.rescan();
        Files.move(config.resolve("tenants"), config.resolve("moved"));
        directory.rescan();

        assertThat(directory.find("acme")).isPresent();
        assertThat(directory.problems()).isNotEmpty();
    }

    private void write(String name, String displayName, int tenantId, String secret) throws IOException {
        Files.writeString(config.resolve("tenants/" + name + ".yaml"), """
                tenant: %s
                displayName: %s
                timeZone: America/Chicago
                servicetitan:
                  environment: sandbox
                  tenantId: %d
                  appKey: ${secret:%s}
                  clientId: c
                  clientSecret: ${secret:KEY}
                flows: { heartbeat: }
                """.formatted(name, displayName, tenantId, secret));
    }
}
