package io.fieldline.mcp;

import static io.fieldline.mcp.OfficeDoor.BOOKKEEPER_KEY;
import static io.fieldline.mcp.OfficeDoor.OFFICE_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The endpoint as clients see it: the application itself, with a door whose answers are known. */
@QuarkusTest
@TestProfile(AnyPort.class)
class McpProtocolTest {

    private static final OfficeDoor DOOR = new OfficeDoor();
    private static final Duration LONG = Duration.ofSeconds(20);
    private static McpEdge opened;

    @TestHTTPResource("/mcp")
    URI endpoint;

    @Inject
    McpEdge edge;

    private Wire wire;
    private final List<ProgressNotification> progress = new CopyOnWriteArrayList<>();
    private final List<List<Tool>> changes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void openTheDoor() {
        wire = new Wire(endpoint);
        if (opened == null) {
            assertThat(wire.post(OFFICE_KEY, null, Wire.initialize()).statusCode()).as("before there is a door").isEqualTo(404);
            edge.open(DOOR, new OfficeDocuments(),
                    new McpSettings(Optional.of(URI.create("https://fieldline.example.com/mcp")),
                            Set.of("fieldline.example.com")));
            opened = edge;
        }
    }

    /** As the service does at its end, so that nobody who listens holds it up. */
    @AfterAll
    static void closeIt() {
        opened.close();
    }

    @Test
    void aToolIsListedWithAllThatItIsDescribedBy() {
        try (McpSyncClient client = client(OFFICE_KEY)) {
            Tool tool = client.listTools().tools().stream().filter(one -> one.name().equals("change_customer")).findFirst()
                    .orElseThrow();
            assertThat(tool.title()).isEqualTo("Title of change_customer");
            assertThat(tool.description()).isEqualTo("What change_customer does.");
            assertThat(tool.inputSchema().required()).containsExactly("tenant");
            assertThat(tool.outputSchema()).containsEntry("anyOf",
                    List.of(Map.of("required", List.of("customer")),
                            Map.of("required", List.of("code", "message", "details"))));
            assertThat(tool.annotations().readOnlyHint()).isFalse();
            assertThat(tool.annotations().destructiveHint()).isTrue();
            assertThat(tool.annotations().idempotentHint()).isFalse();
            assertThat(tool.annotations().openWorldHint()).isTrue();
        }
    }

    @Test
    void whatAClientMayNotUseIsNeitherListedNorCallable() {
        try (McpSyncClient office = client(OFFICE_KEY); McpSyncClient bookkeeper = client(BOOKKEEPER_KEY)) {
            assertThat(names(office.listTools().tools())).containsExactlyInAnyOrder("open_pack", "find_tool", "show_customer",
                    "change_customer", "fail", "read_history");
            assertThat(names(bookkeeper.listTools().tools())).containsExactlyInAnyOrder("open_pack", "find_tool",
                    "show_customer");
            int before = DOOR.asked.size();
            assertThatThrownBy(() -> call(bookkeeper, "change_customer", Map.of("tenant", "summit")))
                    .isInstanceOf(McpError.class)
                    .hasMessage("Invalid tool name: change_customer");
            assertThatThrownBy(() -> call(bookkeeper, "no_such_tool", Map.of("tenant", "summit"))).isInstanceOf(McpError.class)
                    .hasMessage("Invalid tool name: no_such_tool");
            assertThat(DOOR.asked).hasSize(before);
        }
    }

    @Test
    void whoeverIsNobodyIsTurnedAwayBeforeTheBodyIsRead() {
        for (String nobody : List.of("flk_nobody", "no.token.at-all", "")) {
            assertThat(wire.statusLineWithoutBody(nobody)).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
    }

    @Test
    void whatIsShownBesideToolsIsNotedToo() {
        DOOR.noted.clear();
        try (McpSyncClient client = client(OFFICE_KEY)) {
            call(client, "open_pack", Map.of("pack", "dispatch"));
            call(client, "find_tool", Map.of("words", "show customer"));
            client.readResource(new ReadResourceRequest("fieldline://tenants/acme"));
            assertThatThrownBy(() -> client.readResource(new ReadResourceRequest("fieldline://tenants/summit")))
                    .isInstanceOf(McpError.class);
        }
        assertThat(DOOR.noted).containsExactly("office open_pack {\"pack\":\"dispatch\"}",
                "office find_tool {\"words\":\"show customer\"}", "office resource {\"uri\":\"fieldline://tenants/acme\"}",
                "office resource {\"uri\":\"fieldline://tenants/summit\"}");
    }

    @Test
    void anAnswerIsStructuredAndRepeatedAsTextAndNullIsAnArgumentLeftOut() {
        try (McpSyncClient client = client(OFFICE_KEY)) {
            Map<String, Object> arguments = new HashMap<>(Map.of("tenant", "acme"));
            arguments.put("cursor", null);
            CallToolResult result = call(client, "show_customer", arguments);
            assertThat(result.isError()).isFalse();
            assertThat(result.structuredContent()).isEqualTo(Map.of("customer", "office asked show_customer"));
            assertThat(((TextContent) result.content().get(0)).text())
                    .isEqualTo("{\"customer\":\"office asked show_customer\"}");
            assertThat(DOOR.asked.get(DOOR.asked.size() - 1).toString()).isEqualTo("{\"tenant\":\"acme\"}");
        }
    }

    @Test
    void aRefusalIsAnErrorThatSaysWhatToDo() {
        try (McpSyncClient client = client(OFFICE_KEY)) {
            CallToolResult result = call(client, "change_customer", Map.of("tenant", "acme"));
            assertThat(result.isError()).isTrue();
            assertThat(result.structuredContent())
                    .isEqualTo(Map.of("code", "ambiguous", "message", "Two customers have this name.",
                            "details", Map.of("candidates", List.of("Grace Romero", "Grace Rowe"))));
        }
    }

    @Test
    void anUnexpectedFailureIsAnsweredWithAReferenceAndNothingFromInside() {
        String session = wire.session(OFFICE_KEY);
        JsonNode result = wire.call(OFFICE_KEY, session, "fail", "{\"tenant\":\"acme\"}");
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.path("structuredContent").path("code").asText()).isEqualTo("unexpected");
        assertThat(result.path("structuredContent").path("details").path("reference").asText()).matches("[0-9a-f]{8}");
        assertThat(result.toString()).doesNotContain(OfficeDoor.SECRET).doesNotContain("Exception");
    }

    @Test
    void aPackThatIsOpenedIsListedAndTheClientIsToldAndThereAreNeverMoreThan25() {
        try (McpSyncClient client = client(OFFICE_KEY)) {
            call(client, "open_pack", Map.of("pack", "dispatch"));
            await().atMost(LONG).until(() -> changes.stream().anyMatch(tools -> names(tools).contains("dispatch_9")));
            CallToolResult result = call(client, "open_pack", Map.of("pack", "bulk"));
            List<String> listed = names(client.listTools().tools());
            assertThat(listed).hasSize(25).contains("open_pack", "find_tool", "bulk_0", "bulk_21")
                    .doesNotContain("show_customer");
            assertThat((List<?>) ((Map<?, ?>) result.structuredContent()).get("notListedAnyMore")).asList()
                    .contains("show_customer", "dispatch_9");
            assertThat(call(client, "show_customer", Map.of("tenant", "acme")).isError()).as("not listed, but allowed")
                    .isFalse();
        }
    }

    @Test
    void aToolThatIsFoundIsListedFromThenOn() {
        try (McpSyncClient client = client(OFFICE_KEY)) {
            assertThat(names(client.listTools().tools())).doesNotContain("dispatch_7");
            CallToolResult result = call(client, "find_tool", Map.of("words", "the dispatch of appointments"));
            assertThat(result.structuredContent().toString()).contains("dispatch_0").contains("leftOut=5");
            assertThat(names(client.listTools().tools())).contains("dispatch_0", "dispatch_4", "show_customer")
                    .doesNotContain("dispatch_5");
        }
    }

    @Test
    void aToolThatThePolicyWithdrawsDisappearsFromASessionThatLasts() {
        try (McpSyncClient client = client(OFFICE_KEY)) {
            DOOR.withdrawn.add("fail");
            assertThat(names(client.listTools().tools())).doesNotContain("fail");
            await().atMost(LONG).until(() -> !changes.isEmpty());
            assertThatThrownBy(() -> call(client, "fail", Map.of("tenant", "acme"))).hasMessage("Invalid tool name: fail");
        } finally {
            DOOR.withdrawn.clear();
        }
    }

    @Test
    void aLongCallTellsItsProgress() {
        try (McpSyncClient client = client(OFFICE_KEY)) {
            client.callTool(
                    CallToolRequest.builder().name("read_history").arguments(Map.of("tenant", "acme", "customer", "short"))
                            .progressToken("history").build());
            await().atMost(LONG).until(() -> progress.size() == 2);
            // This client hands notices on by several threads; what was done first has the lower number.
            assertThat(progress).extracting(ProgressNotification::progress, ProgressNotification::message)
                    .containsExactlyInAnyOrder(tuple(1.0, "reading 2025"), tuple(2.0, "reading 2026"));
            assertThat(progress).extracting(ProgressNotification::progressToken).containsOnly("history");
        }
    }

    @Test
    void aCallThatIsCancelledHearsOfIt() {
        String session = wire.session(OFFICE_KEY);
        CompletableFuture<HttpResponse<String>> call = wire.postLater(OFFICE_KEY, session,
                Wire.toolCall(77, "read_history", "{\"tenant\":\"acme\",\"customer\":\"endless\"}"));
        await().atMost(LONG).until(() -> {
            wire.post(OFFICE_KEY, session,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":77}}");
            return call.isDone();
        });
        assertThat(DOOR.cancelled).contains("endless");
    }

    @Test
    void whoBringsNoKeyOrAWrongOneIsToldWhereTokensAreMade() {
        HttpResponse<String> without = wire.post(null, null, Wire.initialize());
        String place = "resource_metadata=\"https://fieldline.example.com/.well-known/oauth-protected-resource/mcp\"";
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"fieldline\", " + place);
        HttpResponse<String> wrong = wire.post("flk_wrong", null, Wire.initialize());
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"fieldline\", error=\"invalid_token\", " + place);
        for (String path : List.of("/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp")) {
            JsonNode metadata = Wire.message(wire.get(path).body());
            assertThat(metadata.path("resource").asText()).isEqualTo("https://fieldline.example.com/mcp");
            assertThat(metadata.path("authorization_servers").toString()).isEqualTo("[\"" + OfficeDoor.ISSUER + "\"]");
        }
    }

    @Test
    void aSessionIsOfNoUseToAnotherClient() {
        String session = wire.session(OFFICE_KEY);
        String list = "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}";
        assertThat(wire.post(BOOKKEEPER_KEY, session, list).statusCode()).isEqualTo(404);
        assertThat(wire.status("GET", BOOKKEEPER_KEY, session)).isEqualTo(404);
        assertThat(wire.status("DELETE", BOOKKEEPER_KEY, session)).isEqualTo(404);
        assertThat(wire.post(OFFICE_KEY, session, list).statusCode()).isEqualTo(200);
        assertThat(wire.post(OFFICE_KEY, "no-such-session", list).statusCode()).isEqualTo(404);
        assertThat(wire.status("DELETE", OFFICE_KEY, session)).isEqualTo(200);
        assertThat(wire.post(OFFICE_KEY, session, list).statusCode()).isEqualTo(404);
    }

    @Test
    void aForeignHostOrOriginIsTurnedAwayAndOtherPathsDoNotExist() {
        String key = "\r\nAuthorization: Bearer " + OFFICE_KEY;
        String ok = "HTTP/1.1 200 OK";
        String forbidden = "HTTP/1.1 403 Forbidden";
        String missing = "HTTP/1.1 404 Not Found";
        assertThat(status("POST /mcp HTTP/1.1\r\nHost: localhost:9" + key)).isEqualTo(ok);
        assertThat(status("POST /mcp HTTP/1.1\r\nHost: fieldline.example.com" + key)).isEqualTo(ok);
        assertThat(status("POST /mcp HTTP/1.1\r\nHost: evil.example.com" + key)).isEqualTo(forbidden);
        assertThat(status("POST /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example.com" + key))
                .isEqualTo(forbidden);
        assertThat(status("POST /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: http://127.0.0.1:5173" + key)).isEqualTo(ok);
        assertThat(status("POST /%6dcp HTTP/1.1\r\nHost: evil.example.com" + key)).isEqualTo(forbidden);
        assertThat(status("POST //mcp HTTP/1.1\r\nHost: localhost")).isEqualTo("HTTP/1.1 401 Unauthorized");
        assertThat(status("GET /mcp/sse HTTP/1.1\r\nHost: localhost" + key)).isEqualTo(missing);
        assertThat(status("POST /mcp/messages/1 HTTP/1.1\r\nHost: localhost" + key)).isEqualTo(missing);
    }

    @Test
    void documentsArePerClientAndAnotherOnesTenantDoesNotExist() {
        try (McpSyncClient client = client(OFFICE_KEY)) {
            assertThat(read(client, "fieldline://tenants")).contains("fieldline://tenants/acme").doesNotContain("summit");
            assertThat(read(client, "fieldline://flows")).contains("warehouse-pipeline");
            assertThat(read(client, "fieldline://tenants/acme")).contains("acme Inc.")
                    .contains("fieldline://tenants/acme/mappings/customer-hubspot");
            assertThat(read(client, "fieldline://tenants/acme/mappings/customer-hubspot")).isEqualTo("fields: of acme");
            for (String foreign : List.of("fieldline://tenants/summit", "fieldline://tenants/nobody",
                    "fieldline://tenants/summit/mappings/customer-hubspot", "fieldline://tenants/acme/mappings/none")) {
                assertThatThrownBy(() -> read(client, foreign)).hasMessageContaining("Resource not found: " + foreign);
            }
        }
    }

    @Test
    void aPromptIsForATenantThatTheClientMayUse() {
        try (McpSyncClient client = client(OFFICE_KEY)) {
            assertThat(client.listPrompts().prompts()).extracting(prompt -> prompt.name())
                    .containsExactlyInAnyOrder("morning_board", "unsold_estimates", "overdue_invoices");
            var prompt = client.getPrompt(new GetPromptRequest("morning_board", Map.of("tenant", "acme")));
            assertThat(((TextContent) prompt.messages().get(0).content()).text())
                    .startsWith("Show the board of the tenant acme");
            assertThatThrownBy(() -> client.getPrompt(new GetPromptRequest("morning_board", Map.of("tenant", "summit"))))
                    .hasMessageContaining("there is no such tenant");
        }
    }

    @Test
    void aClientOnStandardInputIsAnsweredLineByLine() throws IOException {
        String input = String.join("\n", Wire.initialize().replace("\n", ""),
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                Wire.toolCall(5, "show_customer", "{\"tenant\":\"acme\"}"), "no json", "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> problems = new ArrayList<>();
        new StdioBridge(() -> endpoint, OFFICE_KEY, new PrintStream(out, true, StandardCharsets.UTF_8), problems::add)
                .run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        List<JsonNode> lines = out.toString(StandardCharsets.UTF_8).lines().map(Wire::message).toList();
        assertThat(lines).anyMatch(line -> line.path("result").path("serverInfo").path("name").asText().equals("fieldline"));
        assertThat(lines).anyMatch(line -> line.path("id").asInt() == 5 && line.path("result").path("structuredContent")
                .path("customer").asText().equals("office asked show_customer"));
        assertThat(lines).anyMatch(line -> line.path("error").path("code").asInt() == -32700);
        assertThat(problems).containsExactly("A line is one message in JSON, and this one is none.");
    }

    @Test
    void aSessionThatTheServiceForgotIsBegunAgainAndTheClientIsToldToListToolsAnew() throws Exception {
        List<JsonNode> said = new CopyOnWriteArrayList<>();
        ServiceLink link = new ServiceLink(() -> endpoint, OFFICE_KEY, said::add);
        link.send(Wire.message(Wire.initialize()));
        link.send(Wire.message("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"));
        link.end();
        said.clear();
        link.send(Wire.message(Wire.toolCall(6, "show_customer", "{\"tenant\":\"acme\"}")));
        assertThat(said).extracting(message -> message.path("method").asText()).containsExactly(
                "notifications/tools/list_changed",
                "");
        assertThat(said.get(1).path("result").path("structuredContent").path("customer").asText())
                .isEqualTo("office asked show_customer");
        link.end();
    }

    @Test
    void aClientOnStandardInputWhoseKeyIsNotGoodHearsWhatToBring() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new StdioBridge(() -> endpoint, "flk_wrong", new PrintStream(out, true, StandardCharsets.UTF_8), problem -> {
        }).run(new ByteArrayInputStream(Wire.initialize().replace("\n", "").getBytes(StandardCharsets.UTF_8)));
        JsonNode answer = Wire.message(out.toString(StandardCharsets.UTF_8));
        assertThat(answer.path("id").asInt()).isEqualTo(1);
        assertThat(answer.path("error").path("message").asText()).startsWith("Bring an API key");
    }

    @Test
    void onlyThisMachineIsAnsweredAsLongAsNoClientIsConfigured() {
        assertThat(List.of("127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1")).allMatch(Gate::isThisMachine);
        assertThat(List.of("10.0.0.1", "fe80::1", "1127.0.0.1", "::")).noneMatch(Gate::isThisMachine);
        try {
            DOOR.anybody = false;
            assertThat(wire.post("flk_any", null, Wire.initialize()).statusCode()).isEqualTo(401);
        } finally {
            DOOR.anybody = true;
        }
    }

    @Test
    void thePersonAtAClientThatOffersItIsAskedAndAnswersInTheMiddleOfTheCall() {
        List<ElicitRequest> asked = new CopyOnWriteArrayList<>();
        try (McpSyncClient client = asking(request -> {
            asked.add(request);
            return new ElicitResult(ElicitResult.Action.ACCEPT, Map.of("decision", "approve", "reason", "fine"));
        }); McpSyncClient mute = client(OFFICE_KEY)) {
            assertThat(call(client, "ask", Map.of("tenant", "acme")).structuredContent())
                    .isEqualTo(Map.of("customer", "APPROVED fine"));
            assertThat(asked).singleElement().satisfies(request -> {
                assertThat(request.message()).isEqualTo("May this be done?");
                assertThat(request.requestedSchema()).containsEntry("required", List.of("decision"));
            });
            assertThat(call(mute, "ask", Map.of("tenant", "acme")).structuredContent())
                    .isEqualTo(Map.of("customer", "NOT_OFFERED "));
        }
        try (McpSyncClient client = asking(request -> new ElicitResult(ElicitResult.Action.DECLINE, null))) {
            assertThat(call(client, "ask", Map.of("tenant", "acme")).structuredContent())
                    .isEqualTo(Map.of("customer", "DECLINED "));
        }
    }

    @Test
    void anAnswerCountsOnlyInTheSessionThatWasAsked() {
        String asked = askingSession();
        String other = askingSession();
        CompletableFuture<HttpResponse<Stream<String>>> call = wire.stream(OFFICE_KEY, asked,
                Wire.toolCall(5, "ask", "{\"tenant\":\"acme\"}"));
        Iterator<String> lines = call.join().body().filter(line -> line.startsWith("data:")).iterator();
        String id = Wire.message(lines.next()).path("id").asText();
        String approved = "{\"jsonrpc\":\"2.0\",\"id\":\"" + id
                + "\",\"result\":{\"action\":\"accept\",\"content\":{\"decision\":\"approve\"}}}";
        String declined = approved.replace("accept", "decline");
        assertThat(wire.post(OFFICE_KEY, other, approved).statusCode()).as("nobody waits for it there").isEqualTo(202);
        assertThat(wire.post(BOOKKEEPER_KEY, asked, approved).statusCode()).isEqualTo(404);
        assertThat(wire.post(OFFICE_KEY, asked, declined).statusCode()).isEqualTo(202);
        assertThat(Wire.message(lines.next()).at("/result/structuredContent/customer").asText()).isEqualTo("DECLINED ");
    }

    private String askingSession() {
        return wire.session(OFFICE_KEY,
                Wire.initialize().replace("\"capabilities\":{}", "\"capabilities\":{\"elicitation\":{}}"));
    }

    @Test
    void aPersonAtAClientOnStandardInputIsAskedToo() throws IOException {
        List<JsonNode> said = new CopyOnWriteArrayList<>();
        List<String> problems = new CopyOnWriteArrayList<>();
        try (PipedOutputStream typed = new PipedOutputStream(); PipedInputStream in = new PipedInputStream(typed)) {
            PrintStream out = new PrintStream(new OutputStream() {

                private final ByteArrayOutputStream line = new ByteArrayOutputStream();

                @Override
                public void write(int one) {
                    line.write(one);
                    if (one == '\n') {
                        said.add(Wire.message(line.toString(StandardCharsets.UTF_8)));
                        line.reset();
                    }
                }
            }, true, StandardCharsets.UTF_8);
            CompletableFuture<Void> bridge = CompletableFuture.runAsync(() -> {
                try {
                    new StdioBridge(() -> endpoint, OFFICE_KEY, out, problems::add).run(in);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            type(typed, Wire.initialize().replace("\n", "").replace("\"capabilities\":{}",
                    "\"capabilities\":{\"elicitation\":{}}"));
            type(typed, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            type(typed, Wire.toolCall(5, "ask", "{\"tenant\":\"acme\"}"));
            await().atMost(LONG)
                    .until(() -> said.stream().anyMatch(one -> one.path("method").asText().equals("elicitation/create")));
            String id = said.stream().filter(one -> one.path("method").asText().equals("elicitation/create")).findFirst()
                    .orElseThrow().path("id").asText();
            type(typed, "{\"jsonrpc\":\"2.0\",\"id\":\"" + id
                    + "\",\"result\":{\"action\":\"accept\",\"content\":{\"decision\":\"reject\",\"reason\":\"no\"}}}");
            typed.close();
            bridge.join();
        }
        assertThat(said).anyMatch(line -> line.at("/result/structuredContent/customer").asText().equals("REJECTED no"));
        assertThat(problems).isEmpty();
    }

    private static void type(OutputStream typed, String line) throws IOException {
        typed.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        typed.flush();
    }

    private McpSyncClient asking(Function<ElicitRequest, ElicitResult> person) {
        McpSyncClient client = McpClient.sync(transport(OFFICE_KEY)).requestTimeout(LONG)
                .capabilities(ClientCapabilities.builder().elicitation().build()).elicitation(person).build();
        client.initialize();
        return client;
    }

    private String status(String head) {
        return wire.statusLine(head, Wire.initialize());
    }

    private HttpClientStreamableHttpTransport transport(String key) {
        String address = endpoint.toString();
        return HttpClientStreamableHttpTransport
                .builder(address.substring(0, address.length() - "/mcp".length())).openConnectionOnStartup(false)
                .customizeRequest(request -> request.header("Authorization", "Bearer " + key)).build();
    }

    private McpSyncClient client(String key) {
        McpSyncClient client = McpClient.sync(transport(key)).requestTimeout(LONG).progressConsumer(progress::add)
                .toolsChangeConsumer(changes::add).build();
        client.initialize();
        return client;
    }

    private static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(new CallToolRequest(tool, arguments));
    }

    private static String read(McpSyncClient client, String uri) {
        return ((TextResourceContents) client.readResource(new ReadResourceRequest(uri)).contents().get(0)).text();
    }

    private static List<String> names(List<Tool> tools) {
        return tools.stream().map(Tool::name).toList();
    }
}
