package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.sandbox.http.WireClient;

/** The command that runs the local systems for somebody who tries things out. */
class SandboxIT {

    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    @TempDir
    private Path home;

    @Test
    void runsALocalQuickBooksBesideTheLocalServiceTitan() {
        try (Installation installation = new Installation(home)) {
            FieldlineProcess sandbox = installation.sandbox("--port", "0", "--contractors", "1", "--jobs", "3",
                    "--quickbooks-port", "0");
            Awaitility.await("two addresses").atMost(LONGEST_START).pollInterval(Duration.ofMillis(50))
                    .until(() -> sandbox.outputLines().size() == 2);
            String[] told = sandbox.outputLines().get(1).split(" {2}");

            assertThat(told[1]).startsWith("QuickBooks Online, company 9341452098765432");
            WireClient quickBooks = new WireClient(URI.create(told[0]));
            assertThat(quickBooks.post("/control/quickbooks/connect", "").body()).contains("\"refresh_token\":");
            HttpResponse<String> refused = quickBooks.get("/v3/company/9341452098765432/preferences", "Accept",
                    "application/json");
            assertThat(refused.statusCode()).isEqualTo(401);
        }
    }
}
