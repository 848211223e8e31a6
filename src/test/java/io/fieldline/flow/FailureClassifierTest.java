package io.fieldline.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import org.apache.camel.NoSuchBeanException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonParseException;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;

class FailureClassifierTest {

    private final FailureClassifier classifier = new FailureClassifier(List.of());

    @Test
    void takesTheNetworkAndAFullPoolToBePassing() {
        assertThat(List.of(new HttpTimeoutException("slow"), new TimeoutException("slow"),
                new UncheckedIOException(new ConnectException("refused")), new RejectedExecutionException("closing"),
                new InterruptedException("stopping"))).map(classifier::classify)
                .allMatch(RetryLaterException.class::isInstance);
    }

    @Test
    void takesBrokenJsonToBeTheRecordsFaultThoughJacksonCallsItInputAndOutput() {
        assertThat(classify(new JsonParseException(null, "unexpected character"))).isInstanceOf(RejectedRecordException.class);
    }

    @Test
    void takesAnAddressOrABeanThatIsNotThereToBeOursToMend() {
        assertThat(classify(new NoSuchBeanException("rules"))).isInstanceOf(MisconfiguredException.class);
        assertThat(classify(new ResolveEndpointFailedException("slack:#a?token=xoxb-1", "no such option")))
                .isInstanceOf(MisconfiguredException.class).message().doesNotContain("xoxb-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504 })
    void waitsForAServerThatIsBusy(int status) {
        assertThat(classify(answer(status, Map.of()))).isInstanceOf(RetryLaterException.class);
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        SyncException failure = classify(answer(429, Map.of("retry-after", "17")));
        assertThat(((RetryLaterException) failure).retryAfter()).contains(Duration.ofSeconds(17));
    }

    @Test
    void parksWhatAServerRefusesAndKeepsTheAddressToItself() {
        assertThat(classify(answer(422, Map.of()))).isInstanceOf(RejectedRecordException.class)
                .hasMessage("The server answered 422");
        assertThat(classify(answer(401, Map.of()))).isInstanceOf(MisconfiguredException.class).message()
                .doesNotContain("k3y");
    }

    @Test
    void waitsForADatabaseAndParksTheRowThatItRefuses() {
        assertThat(classify(new SQLTransientConnectionException("pool"))).isInstanceOf(RetryLaterException.class);
        assertThat(classify(new SQLException("gone", "08006"))).isInstanceOf(RetryLaterException.class);
        assertThat(classify(new SQLException("deadlock", "40P01"))).isInstanceOf(RetryLaterException.class);
        assertThat(classify(new SQLIntegrityConstraintViolationException("twice", "23505")))
                .isInstanceOf(RejectedRecordException.class);
    }

    @Test
    void endsAtACauseThatIsItsOwnCause() {
        Exception first = new IllegalStateException("first");
        Exception second = new IllegalStateException("second", first);
        first.initCause(second);
        assertThat(classify(first)).isInstanceOf(RejectedRecordException.class).hasMessageContaining("first");
    }

    private SyncException classify(Throwable failure) {
        return classifier.classify(failure);
    }

    private static HttpOperationFailedException answer(int status, Map<String, String> headers) {
        return new HttpOperationFailedException("https://example.com/a?key=k3y", status, "no", null, headers, "");
    }
}
