package io.fieldline.sandbox.quickbooks;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;

/**
 * How the stand-in for QuickBooks Online behaves.
 *
 * @param port 0 for any free one
 * @param realmId the one company it keeps
 * @param clientId the one application it knows
 * @param zone where the company is: the day of a transaction without a date, and the offset of times
 * @param latency how long each answer takes
 */
public record QuickBooksSettings(int port, String realmId, String clientId, String clientSecret, ZoneId zone, Limits limits,
        TokenLives tokens, Tax tax, Duration latency) {

    public static final String REALM_ID = "9341452098765432";
    public static final String CLIENT_ID = "ABsandboxQuickBooks";
    public static final String CLIENT_SECRET = "sandbox-quickbooks-secret";

    /** How sales tax is worked out. */
    public enum Tax {
        /** by the tax code that a form names; an amount it gives itself stands */
        MANUAL,
        /** by the company's own rates; an amount that a form gives is overlooked */
        AUTOMATED,
        /** by the company's own rates, unless a form gives an amount */
        AUTOMATED_WITH_OVERRIDE
    }

    /**
     * How much it takes; 0 is no limit.
     *
     * @param requestsPerMinute where each item of a batch counts
     * @param atOnce requests under way
     * @param itemsPerBatch operations in one batch
     */
    public record Limits(int requestsPerMinute, int atOnce, int batchesPerMinute, int itemsPerBatch) {

        public static final Limits REAL = new Limits(500, 10, 40, 30);

        /** The requests of a minute and those under way, times a factor. */
        public Limits times(int factor) {
            return new Limits(requestsPerMinute * factor, atOnce * factor, batchesPerMinute * factor, itemsPerBatch);
        }
    }

    /**
     * How long tokens live.
     *
     * @param access an access token
     * @param rotateAfter the age from which the use of a refresh token gives a new one; zero for each use
     * @param grace how long a refresh token is still taken after it gave a new one; zero for not at all
     */
    public record TokenLives(Duration access, Duration rotateAfter, Duration grace) {

        /** The strictest: each refresh token works once. */
        public static final TokenLives STRICT = new TokenLives(Duration.ofHours(1), Duration.ZERO, Duration.ZERO);
        /** As the real ones are observed to behave. */
        public static final TokenLives DAILY = new TokenLives(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1));
    }

    public QuickBooksSettings {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(tax, "tax");
        Objects.requireNonNull(latency, "latency");
    }

    /** A company in Chicago with manual sales tax, the real limits, and refresh tokens that work once. */
    public static QuickBooksSettings usual() {
        return new QuickBooksSettings(0, REALM_ID, CLIENT_ID, CLIENT_SECRET, ZoneId.of("America/Chicago"), Limits.REAL,
                TokenLives.STRICT, Tax.MANUAL, Duration.ZERO);
    }

    public QuickBooksSettings withPort(int number) {
        return new QuickBooksSettings(number, realmId, clientId, clientSecret, zone, limits, tokens, tax, latency);
    }

    public QuickBooksSettings withLimits(Limits other) {
        return new QuickBooksSettings(port, realmId, clientId, clientSecret, zone, other, tokens, tax, latency);
    }

    public QuickBooksSettings withTokens(TokenLives other) {
        return new QuickBooksSettings(port, realmId, clientId, clientSecret, zone, limits, other, tax, latency);
    }

    public QuickBooksSettings withTax(Tax other) {
        return new QuickBooksSettings(port, realmId, clientId, clientSecret, zone, limits, tokens, other, latency);
    }

    public QuickBooksSettings withLatency(Duration time) {
        return new QuickBooksSettings(port, realmId, clientId, clientSecret, zone, limits, tokens, tax, time);
    }
}
