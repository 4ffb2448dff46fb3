package dev.wigwag.rollout;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The names and label values of Rollout resources. Others find a Rollout by these rules, so they never change:
 * {@code <source name cut to 200>-<12 hex of the commit or digest>}, with {@code -<8 hex of SHA-256 of kind/name>} behind
 * it where the name was cut or the source is no GitRepository.
 */
public final class RolloutName {
    private static final int NAME_LIMIT = 200;
    private static final int LABEL_LIMIT = 63;
    private static final int LABEL_CUT = 54;

    private RolloutName() {}

    /**
     * The name of the Rollout of this revision of this source.
     *
     * @throws IllegalArgumentException if the revision has no hash, as that of a chart; only sources with one have rollouts
     */
    public static String of(ObjectKey source, Revision revision) {
        if (revision.hash().isEmpty()) {
            throw new IllegalArgumentException(
                    "A rollout is named by a hash, and the revision of " + source + " has none.");
        }
        String stem = cut(source.name());
        String name = stem + "-" + revision.shortHash();
        boolean plain = stem.length() == source.name().length() && source.kind().equals("GitRepository");
        return plain ? name : name + "-" + hash(source.kind() + "/" + source.name());
    }

    /** The value as it may stand in a label: at most 63 characters, longer ones cut to 54 plus {@code -} and 8 hex. */
    public static String label(String value) {
        return value.length() <= LABEL_LIMIT ? value : value.substring(0, LABEL_CUT) + "-" + hash(value);
    }

    /** A cut may end in a dot, and a dot before a dash is no DNS name. */
    private static String cut(String name) {
        if (name.length() <= NAME_LIMIT) {
            return name;
        }
        int end = NAME_LIMIT;
        while (end > 0 && name.charAt(end - 1) == '.') {
            end--;
        }
        return name.substring(0, end);
    }

    private static String hash(String text) {
        byte[] digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 4);
    }
}
