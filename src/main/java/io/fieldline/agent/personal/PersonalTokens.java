package io.fieldline.agent.personal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that stand for personal data. A token is the value itself, encrypted for one client, tenant and kind, so nothing is kept
 * and nothing has to be erased; the same value has the same token, so that a client can tell two customers with one number.
 */
public final class PersonalTokens {

    private static final String PREFIX = "pd_";
    /** A token, wherever it stands. */
    static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{38,8000}");
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    // Lengths of values are told in steps of this many bytes only.
    private static final int STEP = 32;

    private final Supplier<byte[]> key;

    /** @param key 32 bytes, always the same */
    public PersonalTokens(Supplier<byte[]> key) {
        this.key = key;
    }

    static boolean isToken(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** What a token stands for. */
    record Known(String kind, String value) {}

    String token(String client, String tenant, String kind, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(ByteBuffer.allocate(Integer.BYTES + text.length).putInt(text.length).put(text).array(),
                (Integer.BYTES + text.length + STEP - 1) / STEP * STEP);
        byte[] bound = bound(client, tenant, kind);
        byte[] nonce = Arrays.copyOf(mac("nonce", bound, padded), NONCE);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, bound, padded)
                .orElseThrow(() -> new IllegalStateException("every Java encrypts with AES"));
        byte[] whole = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** @return empty when it is no token, was altered, or was given to another client or for another tenant */
    Optional<Known> value(String client, String tenant, String token) {
        if (!isToken(token)) {
            return Optional.empty();
        }
        byte[] whole = decoded(token.substring(PREFIX.length()));
        return PersonalKinds.ALL.stream().flatMap(kind -> crypt(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE),
                bound(client, tenant, kind), Arrays.copyOfRange(whole, NONCE, whole.length)).stream()
                .map(padded -> new Known(kind, text(ByteBuffer.wrap(padded))))).findFirst();
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[NONCE];
        }
    }

    private static String text(ByteBuffer padded) {
        byte[] text = new byte[padded.getInt()];
        padded.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** No name has the character between them. */
    private static byte[] bound(String client, String tenant, String kind) {
        return (client + "\n" + tenant + "\n" + kind).getBytes(StandardCharsets.UTF_8);
    }

    private Optional<byte[]> crypt(int mode, byte[] nonce, byte[] bound, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(mac("cipher"), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound);
            return Optional.of(cipher.doFinal(text));
        } catch (GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private byte[] mac(String purpose, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.get(), "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            for (byte[] part : parts) {
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
