package io.fieldline.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sandbox.http.FaultRates;

/**
 * How a sandbox behaves.
 *
 * @param port 0 for any free one
 * @param seed the same seed and start give the same rows
 * @param contractors how many tenants there are, numbered from 1001
 * @param jobs how many jobs each has, rounded up to a multiple of twenty; the other collections follow
 * @param start when the sandbox's time begins; history lies before it
 * @param speed how fast the sandbox's time runs: 1 as real time, 480 a working day a minute, 0 only when stepped
 * @param businessDay whether jobs are booked, done and paid while the time runs
 * @param bookingsEvery from one booking to the next, in the sandbox's time; the rest of a job's life follows that pace
 * @param tokenLife how long an access token is valid, in real time
 * @param rateLimit requests per second for each application key and tenant
 * @param settleDelay how long feeds hold back a change, in the sandbox's time
 * @param writeLag how long readers see a row as it was before a write, in the sandbox's time
 * @param feedPageSize rows on a page of a feed
 * @param scopes what every application was granted; empty for everything
 * @param stillOffered operations that left the documents and are answered nevertheless, <code>accounting/payments create</code>;
 *        nobody knows for which tenants they are
 * @param webhook where events of every tenant go; empty for nowhere
 * @param faults what goes wrong on purpose
 */
public record SandboxSettings(int port, long seed, int contractors, int jobs, Instant start, double speed,
        boolean businessDay, Duration bookingsEvery, Duration tokenLife, int rateLimit, Duration settleDelay, Duration writeLag,
        int feedPageSize,
        List<String> scopes, List<String> stillOffered, Optional<WebhookTarget> webhook, FaultRates faults) {

    public SandboxSettings {
        Objects.requireNonNull(start, "start");
        scopes = List.copyOf(scopes);
        stillOffered = List.copyOf(stillOffered);
        require(port >= 0 && port <= 65_535, "port must be between 0 and 65535");
        require(contractors > 0 && contractors <= 10_000, "contractors must be between 1 and 10000");
        require(jobs > 0 && jobs <= 5_000_000, "jobs must be between 1 and 5000000");
        require(speed >= 0, "speed must not be negative");
        require(bookingsEvery.toMillis() >= 100, "bookingsEvery must be at least 100 ms");
        require(rateLimit > 0, "rateLimit must be positive");
        require(feedPageSize > 0 && feedPageSize <= 5_000, "feedPageSize must be between 1 and 5000");
    }

    /** Three contractors with a few hundred jobs each, in real time from now on. */
    public static Builder builder() {
        return new Builder();
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new MisconfiguredException("Sandbox: " + rule);
        }
    }

    /** Collects what differs from the usual. */
    public static final class Builder {

        private int port;
        private long seed = 1;
        private int contractors = 3;
        private int jobs = 300;
        private Instant start = Instant.now();
        private double speed = 1;
        private boolean businessDay;
        private Duration bookingsEvery = Duration.ofMinutes(10);
        private Duration tokenLife = Duration.ofSeconds(900);
        private int rateLimit = 60;
        private Duration settleDelay = Duration.ofMinutes(1);
        private Duration writeLag = Duration.ZERO;
        private int feedPageSize = 1_000;
        private List<String> scopes = List.of();
        private List<String> stillOffered = List.of();
        private Optional<WebhookTarget> webhook = Optional.empty();
        private FaultRates faults = FaultRates.NONE;

        private Builder() {}

        public Builder port(int value) {
            port = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder contractors(int value) {
            contractors = value;
            return this;
        }

        public Builder jobs(int value) {
            jobs = value;
            return this;
        }

        public Builder start(Instant value) {
            start = value;
            return this;
        }

        public Builder speed(double value) {
            speed = value;
            return this;
        }

        public Builder businessDay(boolean value) {
            businessDay = value;
            return this;
        }

        public Builder bookingsEvery(Duration value) {
            bookingsEvery = value;
            return this;
        }

        public Builder tokenLife(Duration value) {
            tokenLife = value;
            return this;
        }

        public Builder rateLimit(int value) {
            rateLimit = value;
            return this;
        }

        public Builder settleDelay(Duration value) {
            settleDelay = value;
            return this;
        }

        public Builder writeLag(Duration value) {
            writeLag = value;
            return this;
        }

        public Builder feedPageSize(int value) {
            feedPageSize = value;
            return this;
        }

        public Builder scopes(List<String> value) {
            scopes = value;
            return this;
        }

        public Builder stillOffered(List<String> value) {
            stillOffered = value;
            return this;
        }

        public Builder webhook(WebhookTarget value) {
            webhook = Optional.of(value);
            return this;
        }

        public Builder faults(FaultRates value) {
            faults = value;
            return this;
        }

        public SandboxSettings build() {
            return new SandboxSettings(port, seed, contractors, jobs, start, speed, businessDay, bookingsEvery, tokenLife,
                    rateLimit,
                    settleDelay, writeLag, feedPageSize, scopes, stillOffered, webhook, faults);
        }
    }
}
