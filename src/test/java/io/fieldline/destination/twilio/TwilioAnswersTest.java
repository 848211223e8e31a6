package io.fieldline.destination.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.Suppression;

class TwilioAnswersTest {

    private final TwilioAnswers answers = new TwilioAnswers(InstantSource.fixed(Instant.EPOCH));

    @Test
    void aMessageIsAcceptedByItsSid() {
        String sid = "SM" + "0f".repeat(16);

        assertThat(answers.of(answered(201, "{\"sid\":\"" + sid + "\",\"status\":\"queued\"}")))
                .isEqualTo(new Handover.Accepted(sid));
    }

    @ParameterizedTest
    @CsvSource({"21211, RECIPIENT", "21214, RECIPIENT", "21614, RECIPIENT", "21635, RECIPIENT", "21610, OPTED_OUT",
            "21408, NONE",
            "21602, NONE", "21612, NONE", "21617, NONE", "30034, NONE" })
    void aRefusalKeepsTwiliosCodeAndSaysWhatItMeansForTheNumber(String code, Suppression suppression) {
        assertThat(answers.of(error(400, code))).isEqualTo(
                new Handover.Refused(code, "Twilio answered 400, code " + code + ": said", suppression));
    }

    @ParameterizedTest
    @CsvSource({"401, 20003", "403, 20005", "404, 20404", "400, 21212", "400, 21603", "400, 21606", "400, 21659", "400, 21701",
            "400, 30002" })
    void troubleWithAccountOrSenderIsForAPerson(int status, String code) {
        assertThatThrownBy(() -> answers.of(error(status, code))).isInstanceOf(TenantUnavailableException.class)
                .hasMessageContaining(code);
    }

    @ParameterizedTest
    @CsvSource({"429, 20429", "400, 20429", "429, 63038" })
    void tooManyRequestsAreNotTaken(int status, String code) {
        assertThat(answers.of(error(status, code))).isInstanceOf(Handover.NotTaken.class);
    }

    @Test
    void retryAfterIsHandedOn() {
        assertThat(answers.of(new CallOutcome.Answered(429, Map.of("retry-after", "9"), "{\"code\":20429}")))
                .isEqualTo(new Handover.NotTaken("Twilio answered 429, code 20429", Optional.of(Duration.ofSeconds(9))));
    }

    @Test
    void aFullQueueIsWaitedFor() {
        assertThat(answers.of(error(429, "21611"))).isInstanceOf(Handover.NotTaken.class);
        assertThat(answers.of(error(400, "21611"))).isInstanceOfSatisfying(Handover.NotTaken.class,
                notTaken -> assertThat(notTaken.retryAfter()).contains(Duration.ofMinutes(15)));
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "504", "408", "200", "202", "302" })
    void whatDoesNotTellLeavesItOpen(int status) {
        assertThat(answers.of(answered(status, "<html>"))).isInstanceOf(Handover.Uncertain.class);
    }

    @Test
    void whatNeverLeftIsNotTakenAndWhatGotNoAnswerIsOpen() {
        assertThat(answers.of(new CallOutcome.NotSent("refused"))).isInstanceOf(Handover.NotTaken.class);
        assertThat(answers.of(new CallOutcome.Unknown("timeout"))).isInstanceOf(Handover.Uncertain.class);
    }

    @ParameterizedTest
    @CsvSource({"30003, NONE", "30004, NONE", "30005, RECIPIENT", "30006, RECIPIENT", "30007, NONE", "30008, NONE",
            "30034, NONE",
            "21610, OPTED_OUT", "'', NONE" })
    void aReportsCodeSaysWhatItMeansForTheNumber(String code, Suppression suppression) {
        assertThat(TwilioAnswers.suppression(code)).isEqualTo(suppression);
    }

    private static CallOutcome error(int status, String code) {
        return answered(status, "{\"code\":" + code + ",\"message\":\"said\",\"status\":" + status + "}");
    }

    private static CallOutcome answered(int status, String body) {
        return new CallOutcome.Answered(status, Map.of(), body);
    }
}
