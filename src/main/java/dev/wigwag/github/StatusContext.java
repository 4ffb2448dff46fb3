package dev.wigwag.github;

import dev.wigwag.http.CleanText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The names of our lines beside a commit. Branch protection rules of others name them, so they never change. GitHub takes 255
 * characters; longer ones are cut to 246 plus {@code -} and 8 hex of the SHA-256 of the whole in lower case, since GitHub
 * tells contexts apart without regard to case.
 */
final class StatusContext {
    private static final int LONGEST = 255;
    private static final int CUT = 246;

    private StatusContext() {}

    /** The line of a whole rollout, {@code wigwag/<cluster>/source/<namespace>/<name>}. */
    static String ofSource(String cluster, String namespace, String name) {
        return of("wigwag/" + cluster + "/source/" + namespace + "/" + name);
    }

    /** The line of one canary, {@code wigwag/<cluster>/canary/<namespace>/<name>}. */
    static String ofCanary(String cluster, String namespace, String name) {
        return of("wigwag/" + cluster + "/canary/" + namespace + "/" + name);
    }

    /** The line of a sample, {@code wigwag/<cluster>/test}. */
    static String ofTest(String cluster) {
        return of("wigwag/" + cluster + "/test");
    }

    /** The line of one Kustomization, {@code wigwag/<cluster>/kustomization/<namespace>/<name>}. */
    static String ofKustomization(String cluster, String namespace, String name) {
        return of("wigwag/" + cluster + "/kustomization/" + namespace + "/" + name);
    }

    private static String of(String text) {
        String whole = CleanText.line(text, Math.max(1, text.length()));
        if (whole.length() <= LONGEST) {
            return whole;
        }
        int end = Character.isHighSurrogate(whole.charAt(CUT - 1)) ? CUT - 1 : CUT;
        return whole.substring(0, end) + "-" + hash(whole.toLowerCase(Locale.ROOT));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which the platform guarantees", e);
        }
    }
}
