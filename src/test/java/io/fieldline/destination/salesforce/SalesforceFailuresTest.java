package io.fieldline.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;

class SalesforceFailuresTest {

    @Test
    void aRefusedLoginNeedsAPerson() {
        assertThat(SalesforceFailures.of(new SalesforceException(List.of(new RestError("invalid_client", "no")), 400)))
                .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("invalid_client");
    }

    @Test
    void aSessionRefusedTwiceNeedsAPerson() {
        assertThat(answer(401, "INVALID_SESSION_ID")).isInstanceOf(TenantUnavailableException.class);
    }

    @Test
    void aMissingPermissionNeedsAPerson() {
        assertThat(answer(403, "API_DISABLED_FOR_ORG")).isInstanceOf(TenantUnavailableException.class);
    }

    @Test
    void aUsedUpDayIsWaitedFor() {
        assertThat(answer(403, "REQUEST_LIMIT_EXCEEDED")).isInstanceOfSatisfying(RetryLaterException.class,
                later -> assertThat(later.retryAfter()).contains(Duration.ofMinutes(15)));
    }

    @Test
    void aServerErrorIsTriedLater() {
        assertThat(SalesforceFailures.of(new SalesforceException("<html>Unavailable</html>", 503)))
                .isInstanceOf(RetryLaterException.class).hasMessageContaining("503");
    }

    @Test
    void aBrokenConnectionIsTriedLater() {
        assertThat(SalesforceFailures.of(new SalesforceException("Unexpected error", 200, new EOFException())))
                .isInstanceOf(RetryLaterException.class);
        assertThat(SalesforceFailures.of(new TimeoutException())).isInstanceOf(RetryLaterException.class);
    }

    @Test
    void aQueryThatIsWrongIsOurs() {
        assertThat(answer(400, "MALFORMED_QUERY")).isInstanceOf(MisconfiguredException.class);
        assertThat(answer(400, "INVALID_FIELD")).isInstanceOf(MisconfiguredException.class);
    }

    @Test
    void anAddressThatLeadsNowhereIsOurs() {
        assertThat(answer(404, "NOT_FOUND")).isInstanceOf(MisconfiguredException.class).hasMessageContaining("apiVersion");
    }

    @Test
    void anyOtherRefusalIsTheRequests() {
        assertThat(answer(400, "SOMETHING_NEW")).isInstanceOf(RejectedRecordException.class)
                .hasMessageContaining("SOMETHING_NEW").hasMessageContaining("said so");
    }

    private static SyncException answer(int status, String code) {
        return SalesforceFailures.of(
                new SalesforceException("[{\"message\":\"said so\",\"errorCode\":\"" + code + "\"}]", status));
    }
}
