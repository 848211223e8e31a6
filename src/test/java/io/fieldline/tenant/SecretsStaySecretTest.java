package io.fieldline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.fieldline.tenant.TenantDocumentReader.Outcome;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SecretsStaySecretTest {

    private static final String HIDDEN = "h1dd3n-Value";
    private static final String DOCUMENT = """
            tenant: acme
            timeZone: America/Chicago
            servicetitan:
              environment: production
              tenantId: 1001
              appKey: ${secret:A}
              clientId: cid.abc
              clientSecret: h1dd3n-Value
              webhook: { key: "h1dd3n-Value-0123456789-0123456789-012" }
            connections:
              slack: { type: slack, token: "h1dd3n-Value" }
              warehouse: { type: postgresql, url: "jdbc:postgresql://u:${secret:A}@db/w" }
            flows:
              high-value-job-alert: { connection: slack, channel: "#dispatch" }
            """;
    private static final String NOISE = "{}[]:,\"'\n\t &*!|>%@#-x1";

    private final TenantDocumentReader reader = new TenantDocumentReader(new ThreeFlows(),
            new Secrets(List.of(new EnvironmentSecrets(name -> name.equals("A") ? HIDDEN : null))));

    @Property(tries = 2000)
    boolean noOutcomeOfADamagedDocumentHoldsASecret(@ForAll @IntRange(max = 560) int at, @ForAll @IntRange(max = 25) int with,
            @ForAll boolean cut) {
        int place = Math.min(at, DOCUMENT.length());
        String noise = String.valueOf(NOISE.charAt(with % NOISE.length()));
        String damaged = DOCUMENT.substring(0, place) + (cut ? "" : noise + DOCUMENT.substring(place));
        Outcome outcome = reader.read("acme.yaml", damaged.getBytes(StandardCharsets.UTF_8), SharedSettings.none());
        return !outcome.toString().contains(HIDDEN);
    }

    @Property(tries = 1)
    void theUndamagedDocumentIsAccepted() {
        Outcome outcome = reader.read("acme.yaml", DOCUMENT.getBytes(StandardCharsets.UTF_8), SharedSettings.none());
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }
}
