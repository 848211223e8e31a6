package io.fieldline.mcp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.mcp.AnyPort;
import io.fieldline.mcp.Documents;
import io.fieldline.mcp.McpEdge;
import io.fieldline.mcp.McpSettings;
import io.quarkiverse.mcp.server.PromptCompletionManager;
import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;

/**
 * The protocol's own suite against the endpoint. It needs Node.js 22 with npx, which fetches the suite: <code>mvn test
 * -Pconformance</code>. What it calls are fixtures beside the door's own tool; how they are listed, called and reached is the
 * application's.
 */
@Tag("conformance")
@QuarkusTest
@TestProfile(AnyPort.class)
class ConformanceTest {

    private static final String SUITE = "@modelcontextprotocol/conformance@0.1.16";
    private static final int SCENARIOS = 32;
    private static final long LONGEST_MINUTES = 5;

    @TestHTTPResource("/mcp")
    URI endpoint;

    @Inject
    McpEdge edge;

    @Inject
    Vertx vertx;

    @Inject
    ToolManager tools;

    @Inject
    ResourceManager resources;

    @Inject
    ResourceTemplateManager templates;

    @Inject
    PromptManager prompts;

    @Inject
    PromptCompletionManager completions;

    @Test
    void everyServerScenarioOfTheSuitePasses() throws IOException, InterruptedException {
        FixtureTools.add(tools);
        FixtureTexts.add(resources, templates);
        FixtureTexts.add(prompts, completions);
        edge.open(new ConformanceDoor(), new NoDocuments(), new McpSettings(Optional.empty(), Set.of()));
        try (KeyedForwarder forwarder = new KeyedForwarder(vertx, endpoint.getPort(), ConformanceDoor.KEY)) {
            Path transcript = Files.createDirectories(Path.of("target", "conformance")).resolve("transcript.txt");
            Process suite = new ProcessBuilder("npx", "--yes", SUITE, "server", "--url",
                    "http://localhost:" + forwarder.port() + "/mcp", "--suite", "all").redirectErrorStream(true)
                    .redirectOutput(transcript.toFile()).start();
            assertThat(suite.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).as("the suite ended").isTrue();
            assertThat(suite.exitValue()).as(Files.readString(transcript)).isZero();
            List<String> passed = Files.readAllLines(transcript).stream().filter(line -> line.startsWith("✓ ")).toList();
            assertThat(passed).hasSize(SCENARIOS).anyMatch(line -> line.startsWith("✓ dns-rebinding-protection: 2 passed"));
        }
    }

    /** The suite reads none. */
    private static final class NoDocuments implements Documents {

        @Override
        public Optional<ObjectNode> tenant(String tenant) {
            return Optional.empty();
        }

        @Override
        public List<ObjectNode> flows() {
            return List.of();
        }

        @Override
        public List<String> mappings(String tenant) {
            return List.of();
        }

        @Override
        public Optional<String> mapping(String tenant, String mapping) {
            return Optional.empty();
        }
    }
}
