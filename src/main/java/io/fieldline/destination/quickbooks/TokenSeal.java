package io.fieldline.destination.quickbooks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals tokens with AES-GCM by a key that is derived from the application's client secret (HKDF, RFC 5869). The first
 * token, as the tenant's document has it, is part of the seal: with another one there it does not open any more.
 */
final class TokenSeal {

    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String VERSION = "1.";
    private final SecureRandom random = new SecureRandom();
    private final String account;

    TokenSeal(String account) {
        this.account = account;
    }

    String seal(String tokens, String clientSecret, String first) {
        byte[] salt = new byte[SALT];
        byte[] nonce = new byte[NONCE];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, clientSecret, first, salt, nonce)
                    .doFinal(tokens.getBytes(StandardCharsets.UTF_8));
            return VERSION + Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(SALT + NONCE + sealed.length).put(salt).put(nonce).put(sealed).array());
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** @return what was sealed, or nothing where it was sealed by another client secret or after another first token */
    Optional<String> open(String sealed, String clientSecret, String first) {
        if (!sealed.startsWith(VERSION)) {
            return Optional.empty();
        }
        try {
            ByteBuffer parts = ByteBuffer.wrap(Base64.getDecoder().decode(sealed.substring(VERSION.length())));
            byte[] salt = new byte[SALT];
            byte[] nonce = new byte[NONCE];
            parts.get(salt).get(nonce);
            byte[] text = new byte[parts.remaining()];
            parts.get(text);
            return Optional.of(new String(cipher(Cipher.DECRYPT_MODE, clientSecret, first, salt, nonce).doFinal(text),
                    StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | RuntimeException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String clientSecret, String first, byte[] salt, byte[] nonce)
            throws GeneralSecurityException {
        byte[] drawn = hmac(salt, clientSecret.getBytes(StandardCharsets.UTF_8));
        byte[] key = hmac(drawn, (account + "\u0001").getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((account + "\n" + first).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }
}
