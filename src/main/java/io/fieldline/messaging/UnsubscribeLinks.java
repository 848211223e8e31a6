package io.fieldline.messaging;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What names a message in a link. Its token follows from what it is about and can be computed, so it is followed by a seal,
 * which only this service can make.
 */
public final class UnsubscribeLinks {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEAL_BYTES = 18;
    private static final char BEFORE_SEAL = '.';

    private final Supplier<byte[]> key;

    /** @param key the service's own, the same for as long as its links are to work */
    public UnsubscribeLinks(Supplier<byte[]> key) {
        this.key = key;
    }

    /** The last part of a link: <code>TOKEN.SEAL</code>, all of it fit for a path. */
    public String of(String token) {
        return token + BEFORE_SEAL + seal(token);
    }

    /** @return the token of what {@link #of} made, empty for anything else */
    public Optional<String> token(String written) {
        int end = written.indexOf(BEFORE_SEAL);
        if (end < 0) {
            return Optional.empty();
        }
        String token = written.substring(0, end);
        return MessageDigest.isEqual(bytes(written.substring(end + 1)), bytes(seal(token)))
                ? Optional.of(token)
                : Optional.empty();
    }

    private String seal(String token) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.get(), ALGORITHM));
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(Arrays.copyOf(mac.doFinal(bytes("unsubscribe " + token)), SEAL_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
