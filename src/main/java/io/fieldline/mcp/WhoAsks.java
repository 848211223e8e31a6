package io.fieldline.mcp;

import java.util.Optional;

import io.fieldline.agent.Door;
import io.fieldline.agent.Door.Caller;

/** Tells by a request's credentials whom it is for: an API key of Fieldline's, or an access token. */
final class WhoAsks {

    /** How every API key begins, so that it is told from a token, and found where it should not be. */
    static final String KEY = "flk_";

    private static final String BEARER = "Bearer ";

    private final Door door;
    private final AccessTokens tokens;

    WhoAsks(Door door, AccessTokens tokens) {
        this.door = door;
        this.tokens = tokens;
    }

    /**
     * Whether these credentials are surely nobody's, told at once: without asking an issuer.
     *
     * @param authorization the header; may be null
     */
    boolean nobodys(String authorization) {
        return credential(authorization).map(given -> given.startsWith(KEY)
                ? door.withKey(given).isEmpty()
                : !tokens.plausible(given)).orElse(true);
    }

    private static Optional<String> credential(String authorization) {
        return authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.empty()
                : Optional.of(authorization.substring(BEARER.length()).strip());
    }

    /**
     * Asks the token's issuer for its keys where they are not known yet.
     *
     * @param authorization the header; may be null
     */
    Optional<Caller> of(String authorization) {
        return credential(authorization).flatMap(credential -> credential.startsWith(KEY)
                ? door.withKey(credential)
                : tokens.verified(credential)
                        .flatMap(token -> door.withToken(token.issuer(), token.subject(), token.scopes())));
    }
}
