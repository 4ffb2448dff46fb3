package dev.wigwag.http;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 of a body under each of several live keys. Blocks for as long as hashing takes, so not for an event loop. */
public final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";

    private Hmac() {}

    /**
     * The secrets under which this signature of this body is right; none means that the sender is not known.
     *
     * <p>Every secret is tried, whichever fits, so that the time tells nothing about which of them it was. The body is
     * gone through once.
     */
    public static List<ScopedSecret> signers(RawBody body, Signature signature, List<ScopedSecret> secrets) {
        List<Mac> macs = secrets.stream().map(secret -> start(secret.key())).toList();
        body.forEachChunk((bytes, length) -> macs.forEach(mac -> mac.update(bytes, 0, length)));
        List<ScopedSecret> signers = new ArrayList<>();
        for (int i = 0; i < macs.size(); i++) {
            if (signature.isEqualTo(macs.get(i).doFinal())) {
                signers.add(secrets.get(i));
            }
        }
        return List.copyOf(signers);
    }

    /**
     * HMAC-SHA256 of a body.
     *
     * @param key not empty
     * @return 32 bytes
     */
    public static byte[] sha256(byte[] key, RawBody body) {
        Mac mac = start(key);
        body.digestInto(mac);
        return mac.doFinal();
    }

    private static Mac start(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM + " and takes any key for it", e);
        }
    }
}
