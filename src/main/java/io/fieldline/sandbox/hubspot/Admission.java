package io.fieldline.sandbox.hubspot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/** Who may call, and how often. Not safe for use by many threads. */
final class Admission {

    private static final long TEN_SECONDS = Duration.ofSeconds(10).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int A_DAY = 650_000;

    private final HubSpotSettings settings;
    private final Deque<Long> calls = new ArrayDeque<>();
    private final Deque<Long> searches = new ArrayDeque<>();
    private int today;
    private boolean dayUsedUp;
    private boolean tokenRevoked;

    Admission(HubSpotSettings settings) {
        this.settings = settings;
    }

    void dayUsedUp(boolean usedUp) {
        dayUsedUp = usedUp;
    }

    void tokenRevoked(boolean revoked) {
        tokenRevoked = revoked;
    }

    /** The refusal, or nothing when the call may go on; a refused call counts too. */
    Optional<Reply> refused(Request request, boolean search) {
        String token = request.header("Authorization").orElse("");
        if (token.isEmpty() || tokenRevoked || !token.equals("Bearer " + settings.token())) {
            return Optional.of(new Refusal(401, "INVALID_AUTHENTICATION", "Authentication credentials not found. This API"
                    + " supports OAuth 2.0 authentication and you can find more details at"
                    + " https://developers.hubspot.com/docs/methods/auth/oauth-overview", List.of(), Map.of()).reply());
        }
        today++;
        if (dayUsedUp || today > A_DAY) {
            return Optional.of(limited("You have reached your daily limit.", "DAILY"));
        }
        long now = System.nanoTime();
        if (search && full(searches, settings.searchesPerSecond(), SECOND, now)) {
            return Optional.of(limited("You have reached your secondly limit.", "SECONDLY"));
        }
        return full(calls, settings.callsPerTenSeconds(), TEN_SECONDS, now)
                ? Optional.of(limited("You have reached your ten_secondly_rolling limit.", "TEN_SECONDLY_ROLLING"))
                : Optional.empty();
    }

    Reply limited(String message, String policy) {
        ObjectNode body = new Refusal(429, "RATE_LIMITS", message, List.of(), Map.of()).body();
        body.put("errorType", "RATE_LIMIT").put("policyName", policy).remove("category");
        return Reply.json(429, body);
    }

    /** Searches come without these headers. */
    Reply withHeaders(Reply reply) {
        int most = settings.callsPerTenSeconds();
        if (most == 0) {
            return reply;
        }
        return reply.withHeader("X-HubSpot-RateLimit-Daily", Integer.toString(A_DAY))
                .withHeader("X-HubSpot-RateLimit-Daily-Remaining", Integer.toString(Math.max(0, A_DAY - today)))
                .withHeader("X-HubSpot-RateLimit-Interval-Milliseconds", "10000")
                .withHeader("X-HubSpot-RateLimit-Max", Integer.toString(most))
                .withHeader("X-HubSpot-RateLimit-Remaining", Integer.toString(Math.max(0, most - calls.size())));
    }

    private static boolean full(Deque<Long> window, int most, long length, long now) {
        if (most == 0) {
            return false;
        }
        while (!window.isEmpty() && now - window.peekFirst() >= length) {
            window.removeFirst();
        }
        if (window.size() >= most) {
            return true;
        }
        window.addLast(now);
        return false;
    }
}
