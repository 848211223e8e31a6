package io.fieldline.mcp;

import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys of one issuer. They are looked up again, from its description on, every hour and when a token names one that is not
 * among them; also when that fails, not again before a pause. One call asks, few wait for it, and any more are refused meanwhile:
 * whoever has no credentials must not hold up the service by an issuer that is silent.
 */
final class KeptKeys implements VerificationKeyResolver {

    private static final Duration FRESH = Duration.ofHours(1);
    /** So long those that were published last are taken while the issuer does not answer. */
    private static final Duration GOOD = Duration.ofHours(6);
    private static final int ONE_ASKS_AND_SOME_WAIT = 4;

    private final Duration pause;
    private final Published published;
    private final VerificationJwkSelector selector = new VerificationJwkSelector();
    private final Semaphore room = new Semaphore(ONE_ASKS_AND_SOME_WAIT);
    private volatile Looked last = new Looked(List.of(), 0, 0, false);

    /** Where the issuer publishes them. */
    interface Published {

        List<JsonWebKey> keys() throws UnresolvableKeyException;
    }

    /**
     * @param found when these keys were found, by the clock of the process
     * @param asked when the issuer was asked last, whether it answered or not
     * @param ever whether it was asked at all
     */
    private record Looked(List<JsonWebKey> keys, long found, long asked, boolean ever) {

        boolean foundWithin(Duration duration) {
            return ever && System.nanoTime() - found < duration.toNanos();
        }

        boolean askedWithin(Duration duration) {
            return ever && System.nanoTime() - asked < duration.toNanos();
        }
    }

    KeptKeys(Duration pause, Published published) {
        this.pause = pause;
        this.published = published;
    }

    @Override
    public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        Looked known = last;
        Optional<Key> key = known.foundWithin(GOOD) ? among(known.keys(), signature) : Optional.empty();
        if (key.isEmpty() || !known.foundWithin(FRESH)) {
            Looked now = lookedAgain(known, key.isPresent());
            key = now.foundWithin(GOOD) ? among(now.keys(), signature) : Optional.empty();
        }
        return key.orElseThrow(() -> new UnresolvableKeyException("no key of the issuer fits"));
    }

    /** @param good whether there is a key to go on with */
    private Looked lookedAgain(Looked before, boolean good) throws UnresolvableKeyException {
        if (before.askedWithin(pause) || !room.tryAcquire()) {
            return before;
        }
        try {
            return ask(before, good);
        } finally {
            room.release();
        }
    }

    private synchronized Looked ask(Looked before, boolean good) throws UnresolvableKeyException {
        if (last != before) {
            return last;
        }
        long now = System.nanoTime();
        try {
            last = new Looked(published.keys(), now, System.nanoTime(), true);
            return last;
        } catch (UnresolvableKeyException e) {
            boolean kept = before.ever();
            last = new Looked(before.keys(), kept ? before.found() : now, System.nanoTime(), true);
            if (good) {
                return last;
            }
            throw e;
        }
    }

    private Optional<Key> among(List<JsonWebKey> keys, JsonWebSignature signature) {
        try {
            return Optional.ofNullable(selector.select(signature, keys)).map(JsonWebKey::getKey);
        } catch (JoseException e) {
            return Optional.empty();
        }
    }
}
