package io.fieldline.destination.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.sync.pair.WriteOutcome;

/**
 * What HubSpot's refusals mean: for the account, one of the failures; for one record, its outcome. HubSpot promises a
 * category and a message; property names are in an error's context, or in the message only
 * (<a href="https://developers.hubspot.com/docs/api-reference/error-handling">error handling</a>).
 */
final class HubSpotFailures {

    private static final Pattern EXISTING = Pattern.compile("Existing ID: ?(\\d+)");
    private static final Pattern TAKEN = Pattern.compile("(\\d+) already has that value");
    private static final Pattern NAMED = Pattern.compile("\"name\":\"([A-Za-z0-9_]+)\"|propertyName=([A-Za-z0-9_]+)");
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private HubSpotFailures() {}

    /**
     * The failure of the whole account, or nothing where the refusal is about what was asked.
     *
     * @param retryAfter the header of this name, in seconds
     * @param zone the account's, at whose midnight the day's calls begin anew
     */
    static Optional<SyncException> ofAccount(int status, JsonNode body, Optional<String> retryAfter, Instant now, ZoneId zone) {
        String said = "HubSpot answered " + status + " " + body.path("message").asText("");
        if (status == 429) {
            Duration pause = retryAfter.filter(text -> text.matches("\\d{1,6}"))
                    .map(text -> Duration.ofSeconds(Long.parseLong(text))).orElseGet(() -> pause(body, now, zone));
            return Optional.of(new RetryLaterException(said, pause, null));
        }
        if (status == 401) {
            return Optional.of(new TenantUnavailableException(said + ": check the connection's token"));
        }
        if (status == 403) {
            return Optional.of(new TenantUnavailableException(said + ": give the private app the scope it lacks"));
        }
        // 408 timed out, 423 locked by another call, 477 the account is being moved.
        return status >= 500 || status == 408 || status == 423 || status == 477
                ? Optional.of(new RetryLaterException(said, retryAfter.filter(text -> text.matches("\\d{1,6}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text))).orElse(null), null))
                : Optional.empty();
    }

    private static Duration pause(JsonNode body, Instant now, ZoneId zone) {
        String policy = body.path("policyName").asText("") + " " + body.path("message").asText("");
        if (policy.toUpperCase(Locale.ROOT).contains("DAILY")) {
            ZonedDateTime here = now.atZone(zone);
            return Duration.between(here, here.toLocalDate().plusDays(1).atStartOfDay(zone));
        }
        return policy.startsWith("SECONDLY") ? SECOND : TEN_SECONDS;
    }

    /** What became of one record that HubSpot would not write. */
    static WriteOutcome ofRecord(CrmObject object, int status, JsonNode error) {
        String message = error.path("message").asText("");
        String category = error.path("category").asText("");
        Matcher holder = EXISTING.matcher(message);
        if (holder.find()) {
            return new WriteOutcome.Duplicate(message, List.of(holder.group(1)), true);
        }
        Matcher taker = TAKEN.matcher(message);
        if (taker.find()) {
            return new WriteOutcome.Duplicate(message, List.of(taker.group(1)), true);
        }
        if (status == 409 || category.equals("CONFLICT")) {
            return new WriteOutcome.Duplicate(message, List.of(), true);
        }
        if (status == 404 || category.equals("OBJECT_NOT_FOUND")) {
            return new WriteOutcome.Gone();
        }
        if (category.equals("RATE_LIMITS") || category.equals("INTERNAL_ERROR")) {
            return new WriteOutcome.Later(message);
        }
        return new WriteOutcome.Refused(reason(error), properties(error).stream().map(object::field).toList());
    }

    /** HubSpot names the holder of an e-mail in words of their own, and then always with its id. */
    static boolean isTakenEmail(WriteOutcome.Duplicate duplicate) {
        return EXISTING.matcher(duplicate.reason()).find();
    }

    private static String reason(JsonNode error) {
        String parts = StreamSupport.stream(error.path("errors").spliterator(), false)
                .map(part -> part.path("message").asText()).filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return parts.isEmpty() ? error.path("message").asText("HubSpot gave no reason") : parts;
    }

    private static Set<String> properties(JsonNode error) {
        Set<String> names = new LinkedHashSet<>();
        error.path("errors").forEach(part -> names(part.path("context"), names));
        names(error.path("context"), names);
        Matcher named = NAMED.matcher(error.path("message").asText(""));
        while (named.find()) {
            names.add(named.group(1) == null ? named.group(2) : named.group(1));
        }
        return names;
    }

    private static void names(JsonNode context, Set<String> names) {
        context.path("propertyName").forEach(name -> names.add(name.asText()));
        context.path("properties").forEach(name -> names.add(name.asText()));
    }
}
