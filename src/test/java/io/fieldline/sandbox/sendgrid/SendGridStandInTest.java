package io.fieldline.sandbox.sendgrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.sandbox.http.WireClient;

class SendGridStandInTest {

    private static final String GOOD = "{\"personalizations\":[{\"to\":[{\"email\":\"ada@customer.example\"}]}],\"from\":{\"email\":"
            + "\"service@acme.example\"},\"subject\":\"Hi\",\"content\":[{\"type\":\"text/plain\",\"value\":\"Hello\"}]}";

    private final SendGridStandIn sendGrid = SendGridStandIn.start(SendGridSettings.usual());
    private final WireClient wire = new WireClient(sendGrid.url());

    @AfterEach
    void stop() {
        sendGrid.close();
    }

    @Test
    void takesAnEmailWithoutABodyInItsAnswer() {
        HttpResponse<String> answer = send(GOOD);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("X-Message-Id")).contains(sendGrid.messages().get(0).id());
        assertThat(wire.get("/control/sendgrid/messages").body()).contains("ada@customer.example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"ada@customer.example\" | \"ada\" | 400 | personalizations.0.to.email",
            "\"Hi\" | \"\" | 400 | subject", "\"Hello\" | \"\" | 400 | content", "text/plain | text/markdown | 400 | content",
            "\"subject\" | \"subjects\":1,\"subject\" | 400 | subjects",
            "\"subject\" | \"headers\":{\"Subject\":\"x\"},\"subject\" | 400 | headers.Subject",
            "\"subject\" | \"custom_args\":{\"n\":1},\"subject\" | 400 | custom_args.n",
            "\"to\":[{ | \"too\":1,\"to\":[{ | 400 | personalizations.0.too",
            "service@acme.example | else@acme.example | 403 | from" })
    void refusesByTheFieldThatIsWrong(String good, String bad, int status, String field) {
        HttpResponse<String> answer = send(GOOD.replace(good, bad));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
        assertThat(sendGrid.messages()).isEmpty();
    }

    @Test
    void refusesHtmlBeforePlainTextAWrongKeyAWrongTypeAndWhatIsNotJson() {
        assertThat(send(GOOD.replace("[{\"type\":\"text/plain\"",
                "[{\"type\":\"text/html\",\"value\":\"x\"},{\"type\":\"text/plain\"")).statusCode()).isEqualTo(400);
        assertThat(wire.post("/v3/mail/send", GOOD, "Authorization", "Bearer SG.x", "Content-Type", "application/json")
                .statusCode()).isEqualTo(401);
        assertThat(wire.post("/v3/mail/send", GOOD, "Authorization", "Bearer " + SendGridSettings.API_KEY, "Content-Type",
                "text/plain").statusCode()).isEqualTo(415);
        assertThat(send("nonsense").statusCode()).isEqualTo(400);
        assertThat(wire.get("/v3/mail/send", "Authorization", "Bearer " + SendGridSettings.API_KEY).statusCode())
                .isEqualTo(405);
        assertThat(sendGrid.messages()).isEmpty();
    }

    private HttpResponse<String> send(String body) {
        return wire.post("/v3/mail/send", body, "Authorization", "Bearer " + SendGridSettings.API_KEY, "Content-Type",
                "application/json");
    }
}
