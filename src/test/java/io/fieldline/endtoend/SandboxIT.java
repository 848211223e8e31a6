package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

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
            Awaitility.await("the address of QuickBooks").atMost(LONGEST_START).pollInterval(Duration.ofMillis(50))
                    .until(() -> sandbox.output().contains("refresh token"));
            assertThat(sandbox.outputLines().get(0)).startsWith("http://127.0.0.1:");
            assertThat(sandbox.outputLines()).as("how its contractor is reached").anySatisfy(line -> assertThat(line)
                    .contains("1001", "Acme Plumbing & Air", "cid.sandbox-1001", "cs1.sandbox-1001"));
            List<String> lines = sandbox.outputLines();
            String[] told = lines.get(lines.size() - 1).split(" {2}");

            assertThat(told[1]).startsWith("QuickBooks Online, company 9341452098765432");
            WireClient quickBooks = new WireClient(URI.create(told[0]));
            assertThat(quickBooks.post("/control/quickbooks/connect", "").body()).contains("\"refresh_token\":");
            HttpResponse<String> refused = quickBooks.get("/v3/company/9341452098765432/preferences", "Accept",
                    "application/json");
            assertThat(refused.statusCode()).isEqualTo(401);
        }
    }
}
