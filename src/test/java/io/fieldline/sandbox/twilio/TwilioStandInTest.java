package io.fieldline.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.sandbox.http.WireClient;
import io.fieldline.servicetitan.HandClock;

class TwilioStandInTest {

    private static final String MESSAGES = "/2010-04-01/Accounts/" + TwilioSettings.ACCOUNT_SID + "/Messages.json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String GOOD = "To=%2B13125550142&From=%2B15005550006&Body=Hello";

    private final HandClock clock = new HandClock(Instant.parse("2026-11-30T23:59:00Z"));
    private final TwilioStandIn twilio = TwilioStandIn.start(TwilioSettings.usual(), clock);
    private final WireClient wire = new WireClient(twilio.url());

    @AfterEach
    void stop() {
        twilio.close();
    }

    @Test
    void takesAMessageAndShowsItAsTwilioDoes() {
        twilio.delivering(false);
        HttpResponse<String> answer = create(GOOD);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"status\":\"queued\"", "\"date_sent\":null", "\"direction\":\"outbound-api\"",
                "\"date_created\":\"Mon, 30 Nov 2026 23:59:00 +0000\"", "\"to\":\"+13125550142\"");
        String sid = twilio.texts().get(0).sid();
        assertThat(get(MESSAGES.replace(".json", "/" + sid + ".json")).body()).contains(sid);
        assertThat(get(MESSAGES.replace(".json", "/SM0.json")).statusCode()).isEqualTo(404);
    }

    @Test
    void whileItIsAwayNoConnectionComesAboutAndWhatItTookIsStillThere() {
        create(GOOD);
        twilio.away();
        assertThatThrownBy(() -> create(GOOD)).isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ConnectException.class);
        twilio.back();
        assertThat(create(GOOD).statusCode()).isEqualTo(201);
        assertThat(twilio.texts()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"From=%2B15005550006&Body=x | 21604",
            "To=3125550142&From=%2B15005550006&Body=x | 21211",
            "To=%2B13125550142&Body=x | 21603", "To=%2B13125550142&From=%2B13125550199&Body=x | 21606",
            "To=%2B13125550142&From=%2B15005550007&Body=x | 21606", "To=%2B13125550142&From=%2B15005550008&Body=x | 21611",
            "To=%2B13125550142&MessagingServiceSid=MG1&Body=x | 21701", "To=%2B13125550142&From=%2B15005550006 | 21602",
            "To=%2B15005550004&From=%2B15005550006&Body=x | 21610", "To=%2B15005550009&From=%2B15005550006&Body=x | 21614",
            GOOD + "&StatusCallback=nowhere | 21609", GOOD + "&ValidityPeriod=0 | 20001",
            GOOD + "&ValidityPeriod=36001 | 20001",
            GOOD + "&Boddy=x | 20001" })
    void refusesByTwiliosCode(String form, int code) {
        HttpResponse<String> answer = create(form);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":" + code, "\"status\":400", "https://www.twilio.com/docs/errors/" + code);
        assertThat(twilio.texts()).isEmpty();
    }

    @Test
    void refusesTooLongATextAnotherAccountAWrongPasswordAndWhatIsNoForm() {
        assertThat(create("To=%2B13125550142&From=%2B15005550006&Body=" + "x".repeat(1_601)).body()).contains("21617");
        assertThat(wire.post(MESSAGES.replace("AC5a", "AC5b"), GOOD, "Authorization", authorization(), "Content-Type", FORM)
                .statusCode()).isEqualTo(404);
        assertThat(wire.post(MESSAGES, GOOD, "Content-Type", FORM).body()).contains("20003");
        assertThat(wire.post(MESSAGES, "{\"To\":\"+13125550142\"}", "Authorization", authorization(), "Content-Type",
                "application/json").body()).contains("21604");
    }

    @Test
    void limitsWhatItTakesInASecond() {
        try (TwilioStandIn slow = TwilioStandIn.start(TwilioSettings.usual().withMessagesPerSecond(1), clock)) {
            WireClient client = new WireClient(slow.url());
            client.post(MESSAGES, GOOD, "Authorization", authorization(), "Content-Type", FORM);
            HttpResponse<String> second = client.post(MESSAGES, GOOD, "Authorization", authorization(), "Content-Type", FORM);

            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.body()).contains("20429");
            assertThat(slow.texts()).hasSize(1);
        }
    }

    @Test
    void listsByRecipientAndDayInPages() {
        twilio.delivering(false);
        for (int number = 0; number < 3; number++) {
            create(GOOD);
        }
        create(GOOD.replace("0142", "0143"));
        String to = MESSAGES + "?To=%2B13125550142";

        assertThat(get(to + "&DateSent=2026-11-30").body()).contains("\"messages\":[]");
        twilio.move(twilio.texts().get(0).sid(), "sent", "");
        assertThat(get(to + "&DateSent=2026-11-30").body()).contains(twilio.texts().get(0).sid());
        assertThat(get(to + "&DateSent=2026-12-01").body()).contains("\"messages\":[]");
        String first = get(to + "&PageSize=2").body();
        assertThat(first).contains("\"next_page_uri\":\"" + to + "&PageSize=2&Page=1\"");
        assertThat(get(to + "&PageSize=2&Page=1").body()).contains("\"next_page_uri\":null")
                .contains(twilio.texts().get(0).sid());
    }

    @Test
    void failsBeforeOrAfterItTookAMessage() {
        wire.post("/control/twilio/faults?before=connection-reset=1", "");
        assertThatThrownBy(() -> create(GOOD)).isInstanceOf(UncheckedIOException.class);
        assertThat(twilio.texts()).isEmpty();
        wire.post("/control/twilio/faults?after=connection-reset=1", "");
        assertThatThrownBy(() -> create(GOOD)).isInstanceOf(UncheckedIOException.class);
        assertThat(twilio.texts()).hasSize(1);
        wire.post("/control/twilio/faults?before=server-error=1", "");
        assertThat(create(GOOD).statusCode()).isEqualTo(500);
        assertThat(twilio.texts()).hasSize(1);
        wire.post("/control/twilio/faults", "");
        assertThat(create(GOOD).statusCode()).isEqualTo(201);
        assertThat(wire.get("/control/twilio/messages").body()).contains("\"body\":\"Hello\"");
    }

    @Test
    void aNumberEndsAsItIsToldAndAStopIsObeyedUntilAStart() {
        wire.post("/control/twilio/number?number=%2B13125550142&code=21614", "");
        assertThat(create(GOOD).body()).contains("21614");
        wire.post("/control/twilio/number?number=%2B13125550142&code=0", "");
        assertThat(create(GOOD).statusCode()).isEqualTo(201);
        twilio.reply("+13125550142", TwilioSettings.NUMBER, " stop ");
        assertThat(create(GOOD).body()).contains("21610");
        twilio.reply("+13125550142", TwilioSettings.NUMBER, "START");
        assertThat(create(GOOD).statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> create(String form) {
        return wire.post(MESSAGES, form, "Authorization", authorization(), "Content-Type", FORM);
    }

    private HttpResponse<String> get(String path) {
        return wire.get(path, "Authorization", authorization());
    }

    private static String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString(
                (TwilioSettings.ACCOUNT_SID + ":" + TwilioSettings.AUTH_TOKEN).getBytes(StandardCharsets.UTF_8));
    }
}
