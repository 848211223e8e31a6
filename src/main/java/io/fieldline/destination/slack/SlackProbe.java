package io.fieldline.destination.slack;

import java.io.IOException;
import java.util.Optional;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.auth.AuthTestResponse;

import io.fieldline.tenant.Connection;

/** Asks Slack whether a connection's token is good, without sending anything to anybody. */
public final class SlackProbe {

    /** @return what is wrong, or empty; throws {@link io.fieldline.failure.RetryLaterException} when Slack is away */
    public Optional<String> problem(Connection connection) {
        SlackConfig config = new SlackConfig();
        connection.text("url").ifPresent(url -> config.setMethodsEndpointUrlPrefix(url.replaceAll("/+$", "") + "/api/"));
        try (Slack slack = Slack.getInstance(config)) {
            AuthTestResponse answer = slack.methods(connection.secret("token").orElseThrow().reveal())
                    .authTest(request -> request);
            return answer.isOk() ? Optional.empty() : Optional.of("Slack refused the token: " + answer.getError());
        } catch (IOException | SlackApiException e) {
            throw SlackFailures.of(e);
        } catch (Exception e) {
            throw new IllegalStateException("Slack's client could not be closed", e);
        }
    }
}
