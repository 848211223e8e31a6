package io.fieldline.destination.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Duplicate;
import io.fieldline.sync.pair.WriteOutcome.Gone;
import io.fieldline.sync.pair.WriteOutcome.Later;
import io.fieldline.sync.pair.WriteOutcome.Refused;

class HubSpotFailuresTest {

    private static final Instant NOW = Instant.parse("2026-07-01T22:30:00Z");
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    @Test
    void retryAfterSaysHowLongToWait() {
        assertThat(pause("{'policyName':'TEN_SECONDLY_ROLLING'}", "3")).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aRollingLimitIsOverAfterTenSeconds() {
        assertThat(pause("{'policyName':'TEN_SECONDLY_ROLLING'}", null)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theLimitOfSearchesIsOverAfterASecond() {
        assertThat(pause("{'policyName':'SECONDLY'}", null)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theDaysLimitIsOverAtMidnightOfTheAccount() {
        assertThat(pause("{'policyName':'DAILY'}", null)).isEqualTo(Duration.ofMinutes(6 * 60 + 30));
    }

    @Test
    void aServerErrorIsTriedLater() {
        assertThat(account(502, "{}")).get().isInstanceOf(RetryLaterException.class);
    }

    @Test
    void aRefusedTokenOrALackingScopeWaitsForAPerson() {
        assertThat(account(401, "{'message':'expired'}")).get().isInstanceOf(TenantUnavailableException.class);
        assertThat(account(403, "{'message':'scope'}")).get().isInstanceOf(TenantUnavailableException.class);
    }

    @Test
    void aBadRequestIsNotTheAccountsFault() {
        assertThat(account(400, "{}")).isEmpty();
        assertThat(account(409, "{}")).isEmpty();
    }

    @Test
    void aTakenEmailNamesTheContactThatHasIt() {
        assertThat(record(409, "{'category':'CONFLICT','message':'Contact already exists. Existing ID: 51'}"))
                .isInstanceOfSatisfying(Duplicate.class,
                        duplicate -> assertThat(duplicate.candidates()).containsExactly("51"));
    }

    @Test
    void aTakenUniqueValueNamesTheObjectThatHasIt() {
        assertThat(record(400, "{'category':'VALIDATION_ERROR','message':'Cannot set PropertyValueCoordinates{"
                + "propertyName=st_customer_id, value=7} on 12. 34 already has that value.'}"))
                .isInstanceOfSatisfying(Duplicate.class,
                        duplicate -> assertThat(duplicate.candidates()).containsExactly("34"));
    }

    @Test
    void anInvalidPropertyIsNamedAsMappingsDo() {
        assertThat(record(400, "{'category':'VALIDATION_ERROR','message':'Property values were not valid','errors':["
                + "{'message':'Property \\\"x\\\" does not exist','code':'PROPERTY_DOESNT_EXIST',"
                + "'context':{'propertyName':['x']}}]}")).isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.fields()).containsExactly("contact.x");
                    assertThat(refused.reason()).isEqualTo("Property \"x\" does not exist");
                });
    }

    @Test
    void aPropertyThatOnlyTheMessageNamesIsFoundToo() {
        assertThat(record(400, "{'category':'VALIDATION_ERROR','message':'Property values were not valid: "
                + "[{\\\"isValid\\\":false,\\\"error\\\":\\\"INVALID_OPTION\\\",\\\"name\\\":\\\"industry\\\"}]'}"))
                .isInstanceOfSatisfying(Refused.class,
                        refused -> assertThat(refused.fields()).containsExactly("contact.industry"));
    }

    @Test
    void aMissingObjectIsGone() {
        assertThat(record(0, "{'category':'OBJECT_NOT_FOUND','message':'Could not get some CONTACT objects'}"))
                .isEqualTo(new Gone());
    }

    @Test
    void aBusyMomentOfOneRecordIsTriedLater() {
        assertThat(record(0, "{'category':'RATE_LIMITS','message':'busy'}")).isEqualTo(new Later("busy"));
    }

    private static Duration pause(String body, String retryAfter) {
        SyncException failure = HubSpotFailures.ofAccount(429, json(body), Optional.ofNullable(retryAfter), NOW, CHICAGO)
                .orElseThrow();
        return ((RetryLaterException) failure).retryAfter().orElseThrow();
    }

    private static Optional<SyncException> account(int status, String body) {
        return HubSpotFailures.ofAccount(status, json(body), Optional.empty(), NOW, CHICAGO);
    }

    private static WriteOutcome record(int status, String error) {
        return HubSpotFailures.ofRecord(CrmObject.CONTACT, status, json(error));
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
