package pmon.plugin.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to a receiver that a message comes from somebody who knows the secret, and when it was sent: the scheme {@code v1} of the
 * Standard Webhooks specification, for which receivers find libraries in most languages.
 */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String BASE64_PREFIX = "whsec_";

    private final SecretKeySpec key;

    private Signature(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Signs with a secret: {@code whsec_} and Base64, or any other text for its bytes in UTF-8.
     *
     * @throws IllegalArgumentException when it is empty or no Base64; the message does not have the secret
     */
    static Signature with(String secret) {
        byte[] bytes;
        if (secret.startsWith(BASE64_PREFIX)) {
            try {
                bytes = Base64.getDecoder().decode(secret.substring(BASE64_PREFIX.length()));
            } catch (IllegalArgumentException _) {
                throw new IllegalArgumentException("secret: what stands behind whsec_ is no Base64");
            }
        } else {
            bytes = secret.getBytes(StandardCharsets.UTF_8);
        }
        if (bytes.length == 0) {
            throw new IllegalArgumentException("secret: it is empty; leave it out to send without a signature");
        }
        return new Signature(new SecretKeySpec(bytes, ALGORITHM));
    }

    /** The value of the header {@code webhook-signature}. */
    String of(Message message, long epochSecond) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String signed = message.id() + "." + epochSecond + "." + message.body();
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
