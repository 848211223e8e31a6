package io.fieldline.agent.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A plan's number, signed together with what it is good for. The signature has 32 bytes, so that what is written has no bits to
 * spare that could be altered unnoticed.
 */
public final class Seal {

    static final int NUMBER = 16;
    /** How many characters it has. */
    public static final int LENGTH = 64;

    private static final String ALGORITHM = "HmacSHA256";

    private final Supplier<byte[]> key;

    public Seal(Supplier<byte[]> key) {
        this.key = key;
    }

    /** @param parts what it is good for, beside the number */
    public String of(String plan, List<String> parts) {
        byte[] number = HexFormat.of().parseHex(plan);
        byte[] signature = signature(plan, parts);
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(number.length + signature.length).put(number).put(signature).array());
    }

    /** The number that something sealed names, whether or not the signature is right. */
    public static Optional<String> plan(String sealed) {
        if (!sealed.matches("[A-Za-z0-9_-]{" + LENGTH + "}")) {
            return Optional.empty();
        }
        return Optional.of(HexFormat.of().formatHex(Arrays.copyOf(Base64.getUrlDecoder().decode(sealed), NUMBER)));
    }

    private byte[] signature(String plan, List<String> parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.get(), ALGORITHM));
            add(mac, plan);
            parts.forEach(part -> add(mac, part));
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static void add(Mac mac, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
    }
}
