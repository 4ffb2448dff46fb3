package dev.wigwag.github;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the private key of a GitHub App. GitHub hands it out as PKCS#1 ({@code BEGIN RSA PRIVATE KEY}), which Java reads only
 * once it is wrapped as PKCS#8 (reference: github.md §11).
 */
final class PrivateKeyPem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (RSA |ENCRYPTED |)PRIVATE KEY-----([^-]{1,65536})-----END \\1PRIVATE KEY-----");

    /** AlgorithmIdentifier of rsaEncryption without parameters (RFC 8017, A.1). */
    private static final String RSA = "300d06092a864886f70d0101010500";

    private static final String VERSION_0 = "020100";

    private PrivateKeyPem() {}

    /**
     * The key.
     *
     * @param text PEM of PKCS#1 or PKCS#8, its line breaks as such or as the two characters {@code \n}
     * @throws IllegalArgumentException if it is none; the message holds nothing of the text
     */
    static PrivateKey parse(String text) {
        Matcher block = BLOCK.matcher(text.replace("\\n", "\n").replace("\\r", "\n"));
        if (!block.find()) {
            throw wrong("is no PEM");
        }
        if (block.group(1).startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
            throw wrong("is encrypted, and there is nobody to ask for the passphrase");
        }
        byte[] der;
        try {
            der = Base64.getDecoder().decode(block.group(2).replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            // Without the cause: its message quotes a character of the key.
            throw wrong("is not whole: what stands between BEGIN and END is no base64");
        }
        return key(block.group(1).isEmpty() ? der : pkcs8(der));
    }

    private static PrivateKey key(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            // Without the cause, which may tell of the key's bytes.
            throw wrong("is no RSA key");
        }
    }

    private static byte[] pkcs8(byte[] pkcs1) {
        HexFormat hex = HexFormat.of();
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(hex.parseHex(VERSION_0));
        inner.writeBytes(hex.parseHex(RSA));
        inner.writeBytes(element(0x04, pkcs1));
        return element(0x30, inner.toByteArray());
    }

    /** A DER element: tag, length, content. */
    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.length;
        if (length < 0x80) {
            element.write(length);
        } else {
            int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            element.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                element.write(length >>> 8 * i);
            }
        }
        element.writeBytes(content);
        return element.toByteArray();
    }

    private static IllegalArgumentException wrong(String how) {
        return new IllegalArgumentException(
                how + "; put the App's private key there as GitHub hands it out, BEGIN and END lines included");
    }
}
