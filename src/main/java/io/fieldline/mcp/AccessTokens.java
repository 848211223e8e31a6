package io.fieldline.mcp;

import static org.jose4j.jws.AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_PSS_USING_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA384;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA512;

import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks access tokens: signed by an issuer that a client was configured with, made for this server, and not past their time. */
final class AccessTokens {

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    private static final int CLOCK_SKEW_SECONDS = 30;
    // An algorithm that the token may choose freely would let it choose none, or a shared key.
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(ConstraintType.PERMIT, RSA_USING_SHA256,
            RSA_USING_SHA384, RSA_USING_SHA512, RSA_PSS_USING_SHA256, ECDSA_USING_P256_CURVE_AND_SHA256,
            ECDSA_USING_P384_CURVE_AND_SHA384);

    private final Optional<URI> audience;
    private final Supplier<Set<String>> issuers;
    private final Function<String, VerificationKeyResolver> keys;

    /**
     * @param audience whom a token must have been made for; without one no token is taken
     * @param issuers who may have made it
     * @param keys of an issuer
     */
    AccessTokens(Optional<URI> audience, Supplier<Set<String>> issuers, Function<String, VerificationKeyResolver> keys) {
        this.audience = audience;
        this.issuers = issuers;
        this.keys = keys;
    }

    /** A token that was checked. */
    record Verified(String issuer, String subject, Set<String> scopes) {}

    Optional<Verified> verified(String token) {
        try {
            return audience.isEmpty() ? Optional.empty() : check(token, audience.get().toString());
        } catch (InvalidJwtException | MalformedClaimException e) {
            // What jose4j says of a token repeats the token.
            LOG.debug("An access token was refused: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** Whether it is a token that says to be of a known issuer; that alone says nothing of who made it. */
    boolean plausible(String token) {
        try {
            return audience.isPresent() && issuer(token).isPresent();
        } catch (InvalidJwtException | MalformedClaimException e) {
            return false;
        }
    }

    private Optional<String> issuer(String token) throws InvalidJwtException, MalformedClaimException {
        JwtClaims unverified = new JwtConsumerBuilder().setSkipAllValidators().setDisableRequireSignature()
                .setSkipSignatureVerification().build().processToClaims(token);
        return Optional.ofNullable(unverified.getIssuer()).filter(issuers.get()::contains);
    }

    private Optional<Verified> check(String token, String made) throws InvalidJwtException, MalformedClaimException {
        Optional<String> named = issuer(token);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        String issuer = named.get();
        JwtConsumer consumer = new JwtConsumerBuilder().setVerificationKeyResolver(keys.apply(issuer))
                .setJwsAlgorithmConstraints(ALGORITHMS).setExpectedIssuer(true, issuer).setExpectedAudience(true, made)
                .setRequireExpirationTime().setRequireSubject().setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS).build();
        JwtClaims claims = consumer.processToClaims(token);
        return Optional.of(new Verified(claims.getIssuer(), claims.getSubject(), scopes(claims)));
    }

    /** As the standard writes them, in one text, or as a list, which some issuers prefer. */
    private static Set<String> scopes(JwtClaims claims) {
        Set<String> scopes = new TreeSet<>();
        for (String claim : new String[]{"scope", "scp" }) {
            Object value = claims.getClaimValue(claim);
            if (value instanceof String text) {
                Arrays.stream(text.split(" ")).filter(scope -> !scope.isEmpty()).forEach(scopes::add);
            } else if (value instanceof Collection<?> list) {
                list.forEach(scope -> scopes.add(String.valueOf(scope)));
            }
        }
        return scopes;
    }
}
