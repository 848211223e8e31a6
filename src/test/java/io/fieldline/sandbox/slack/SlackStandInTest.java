package io.fieldline.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.sandbox.http.FaultRates;

class SlackStandInTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final SlackStandIn slack = SlackStandIn
            .start(new SlackSettings(0, "xoxb-t", Map.of("dispatch", "C1"), Map.of("U1", "D1"), List.of("board"), true));

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void takesAFormWithBlocksAsTheSdkSendsIt() throws Exception {
        String blocks = "[{\"type\":\"header\",\"text\":{\"type\":\"plain_text\",\"text\":\"High value\"}}]";
        assertThat(form("chat.postMessage", "xoxb-t", "channel=%23dispatch&text=hi&blocks=" + encode(blocks)).body())
                .contains("\"ok\":true").contains("\"channel\":\"C1\"").contains("\"ts\":\"");
        assertThat(slack.messages()).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("hi");
            assertThat(message.blocks().get(0).path("type").asText()).isEqualTo("header");
        });
    }

    @Test
    void takesJsonToo() throws Exception {
        assertThat(json("{\"channel\":\"C1\",\"text\":\"hi\"}").body()).contains("\"ok\":true");
        assertThat(form("auth.test", "xoxb-t", "").body()).contains("\"team\":\"Sandbox\"");
        assertThat(form("auth.test", null, "token=xoxb-t").body()).contains("\"ok\":true");
    }

    @Test
    void refusesAsSlackDoes() throws Exception {
        assertThat(form("chat.postMessage", "wrong", "channel=C1&text=x").body()).contains("invalid_auth");
        assertThat(form("chat.postMessage", null, "channel=C1&text=x").body()).contains("not_authed");
        assertThat(form("chat.postMessage", "xoxb-t", "channel=nowhere&text=x").body()).contains("channel_not_found");
        assertThat(form("chat.postMessage", "xoxb-t", "channel=%23board&text=x").body()).contains("not_in_channel");
        assertThat(form("chat.postMessage", "xoxb-t", "channel=C1").body()).contains("no_text");
        assertThat(form("chat.postMessage", "xoxb-t", "channel=C1&text=" + "x".repeat(40_001)).body()).contains("msg_too_long");
        assertThat(form("chat.postMessage", "xoxb-t", "channel=U9&text=x").body()).contains("channel_not_found");
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void aMessageToAMemberIsInTheConversationWithTheBot() throws Exception {
        assertThat(form("chat.postMessage", "xoxb-t", "channel=U1&text=hi").body()).contains("\"channel\":\"D1\"");
    }

    @Test
    void holdsTheLimitsOfBlockKit() throws Exception {
        String longHeader = "[{\"type\":\"header\",\"text\":{\"type\":\"plain_text\",\"text\":\"" + "x".repeat(151) + "\"}}]";
        String divider = "{\"type\":\"divider\"},";
        String manyBlocks = "[" + divider.repeat(51).replaceFirst(",$", "") + "]";
        String longUrl = "[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"text\":{\"type\":\"plain_text\",\"text\":\"Go\"},"
                + "\"url\":\"https://" + "x".repeat(3_000) + "\"}]}]";
        String longSection = "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"" + "x".repeat(3_001) + "\"}}]";
        for (String blocks : List.of(longHeader, manyBlocks, longUrl, longSection, "[{\"type\":\"nothing\"}]", "{",
                "[{\"type\":\"section\"}]")) {
            assertThat(form("chat.postMessage", "xoxb-t", "channel=C1&text=x&blocks=" + encode(blocks)).body())
                    .as(blocks.substring(0, Math.min(60, blocks.length()))).contains("invalid_blocks");
        }
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void takesOneMessageASecondInAChannel() throws Exception {
        assertThat(json("{\"channel\":\"C1\",\"text\":\"one\"}").statusCode()).isEqualTo(200);
        HttpResponse<String> second = json("{\"channel\":\"C1\",\"text\":\"two\"}");
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).contains("1");
        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void canBeDownAndAcceptsNothingThen() throws Exception {
        slack.faults(FaultRates.parse("connection-reset=1"));
        assertThatThrownBy(() -> json("{\"channel\":\"C1\",\"text\":\"one\"}")).isInstanceOf(IOException.class);
        slack.faults(FaultRates.parse("server-error=1"));
        assertThat(json("{\"channel\":\"C1\",\"text\":\"one\"}").statusCode()).isEqualTo(500);
        assertThat(slack.messages()).isEmpty();
    }

    private HttpResponse<String> form(String method, String token, String form) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(slack.url().resolve("/api/" + method))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> json(String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(slack.url().resolve("/api/chat.postMessage")).header("Authorization", "Bearer xoxb-t")
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
