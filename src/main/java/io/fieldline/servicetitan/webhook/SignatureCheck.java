package io.fieldline.servicetitan.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.fieldline.tenant.ServiceTitanAccount.WebhookSettings;
import io.fieldline.tenant.ServiceTitanAccount.WebhookSettings.Encoding;

/** Compares a signature with the HMAC-SHA256 of the raw body, in a time that does not depend on where they differ. */
final class SignatureCheck {

    private SignatureCheck() {}

    static boolean matches(WebhookSettings settings, String signature, byte[] body) {
        if (settings.key().isEmpty() || signature == null || !signature.startsWith(settings.prefix())) {
            return false;
        }
        String digest = signature.substring(settings.prefix().length()).trim();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(settings.key().get().reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return MessageDigest.isEqual(decode(digest, settings.encoding()), mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] decode(String digest, Encoding encoding) {
        return encoding == Encoding.HEX
                ? HexFormat.of().parseHex(digest.toLowerCase(java.util.Locale.ROOT))
                : Base64.getDecoder().decode(digest);
    }
}
