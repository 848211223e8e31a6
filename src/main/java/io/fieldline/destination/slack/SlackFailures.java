package io.fieldline.destination.slack;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.slack.api.methods.SlackApiException;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;

/** Which of the four failures Slack's refusal is. Error names are those of chat.postMessage. */
final class SlackFailures {

    private static final Pattern ERROR = Pattern.compile("\\berror=([a-z_]+)");
    private static final Set<String> ACCOUNT = Set.of("invalid_auth", "not_authed", "account_inactive", "token_revoked",
            "token_expired", "missing_scope", "no_permission", "org_login_required", "ekm_access_denied",
            "team_access_not_granted",
            "channel_not_found", "not_in_channel", "is_archived", "restricted_action", "restricted_action_read_only_channel");
    private static final Set<String> BUSY = Set.of("ratelimited", "rate_limited", "internal_error", "fatal_error",
            "service_unavailable", "request_timeout", "message_limit_exceeded", "team_added_to_org");

    private SlackFailures() {}

    static SyncException of(Exception problem) {
        if (problem instanceof SyncException known) {
            return known;
        }
        if (problem instanceof SlackApiException answered) {
            return ofStatus(answered);
        }
        if (problem instanceof IOException) {
            return new RetryLaterException("Slack could not be reached: " + problem, problem);
        }
        Matcher error = ERROR.matcher(String.valueOf(problem.getMessage()));
        return error.find()
                ? ofName(error.group(1))
                : new RejectedRecordException("The message could not be sent to Slack: "
                        + problem.getClass().getSimpleName(), problem);
    }

    /** @param error as Slack names it */
    static SyncException ofName(String error) {
        if (BUSY.contains(error)) {
            return new RetryLaterException("Slack answered " + error, null);
        }
        return ACCOUNT.contains(error)
                ? new TenantUnavailableException("Slack refused the message: " + error
                        + ". Check the connection's token, that the application is in the channel, and the channel's name.")
                : new RejectedRecordException("Slack refused the message: " + error);
    }

    private static SyncException ofStatus(SlackApiException answered) {
        int status = answered.getResponse().code();
        if (status == 429 || status >= 500) {
            String after = answered.getResponse().header("Retry-After");
            Duration pause = after != null && after.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(after)) : null;
            return new RetryLaterException("Slack answered " + status, pause, answered);
        }
        return status == 401 || status == 403
                ? new TenantUnavailableException("Slack answered " + status
                        + ": check the connection's token", answered)
                : new RejectedRecordException("Slack answered " + status, answered);
    }
}
