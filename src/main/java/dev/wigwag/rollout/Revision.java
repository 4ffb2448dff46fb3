package dev.wigwag.rollout;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a source stands at, as Flux writes it: {@code main@sha1:…}, {@code sha256:…}, a chart's version.
 *
 * <p>The form is Flux' RFC-0005, {@code [<pointer>]["@"<algorithm>":"<hex>]}. Forms older than that
 * ({@code main/<40 hex>}, {@code HEAD/<40 hex>}, bare hex) still lie in old status fields and in annotations of OCI
 * artifacts; they are read into the same three parts and printed in the new form.
 *
 * @param pointer branch, tag, full reference or chart version; empty if the hash stands alone
 * @param algorithm digest algorithm in lower case, {@code sha1} for a Git commit; empty without a hash
 * @param hash lower-case hex; empty for a chart's version, which has none
 */
public record Revision(String pointer, String algorithm, String hash) {

    /** Longest revision that is read, in characters; Git and registries stay far below. */
    public static final int MAX_LENGTH = 1024;

    private static final int COMMIT_LENGTH = 40;
    private static final Map<String, Integer> HASH_LENGTHS =
            Map.of("sha1", COMMIT_LENGTH, "sha256", 64, "sha384", 96, "sha512", 128, "blake3", 64);

    /**
     * Holds the parts to the grammar, so that every revision can be printed and read back.
     *
     * @throws IllegalArgumentException naming the part that breaks it
     */
    public Revision {
        if (pointer.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A revision's pointer has " + pointer.length() + " characters, at most "
                    + MAX_LENGTH + " are read.");
        }
        if (pointer.indexOf(':') >= 0 || pointer.chars().anyMatch(Revision::neverInAReference)) {
            throw new IllegalArgumentException("A revision's pointer holds a colon, a blank or a control character.");
        }
        if (hash.isEmpty()) {
            if (pointer.isEmpty() || !algorithm.isEmpty()) {
                throw new IllegalArgumentException("A revision needs a pointer or a hash, and this one has neither.");
            }
            if (!pointer.equals(Legacy.of(pointer).pointer())) {
                throw new IllegalArgumentException("A pointer that ends in a hash needs that hash as a part.");
            }
        } else {
            requireHash(algorithm, hash);
        }
    }

    /**
     * Reads a revision in any form that Flux has written.
     *
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    public static Revision parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A revision has " + text.length() + " characters, at most " + MAX_LENGTH + " are read.");
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            Legacy legacy = Legacy.of(text);
            return new Revision(legacy.pointer(), legacy.algorithm(), legacy.hash());
        }
        // Branch names may hold an @ themselves, so the last one parts pointer and digest.
        int at = text.lastIndexOf('@', colon);
        return new Revision(
                at < 0 ? "" : text.substring(0, at),
                text.substring(at + 1, colon).toLowerCase(Locale.ROOT),
                text.substring(colon + 1).toLowerCase(Locale.ROOT));
    }

    /** The revision, or nothing if the text is absent, blank or malformed. */
    public static Optional<Revision> read(String nullable) {
        if (nullable == null || nullable.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(nullable));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /**
     * The revision of a Git commit.
     *
     * @param pointer branch, tag or reference; null or empty if none
     * @param sha 40 hex characters
     * @throws IllegalArgumentException if the hash is not one of a commit
     */
    public static Revision ofCommit(String pointer, String sha) {
        return new Revision(pointer == null ? "" : pointer, "sha1", sha.toLowerCase(Locale.ROOT));
    }

    /** Whether the hash is that of a Git commit; a chart's version or an OCI digest is none. */
    public boolean isCommit() {
        return algorithm.equals("sha1");
    }

    /**
     * Whether both are of the same content: hash and algorithm agree, whatever pointer led there (one commit may be reached
     * by a branch and by a tag). What has no hash is the same as nothing.
     */
    public boolean sameHashAs(Revision other) {
        return !hash.isEmpty() && hash.equals(other.hash) && algorithm.equals(other.algorithm);
    }

    /** The hash's first 12 characters, as used in names; empty without a hash. */
    public String shortHash() {
        return hash.substring(0, Math.min(12, hash.length()));
    }

    /** For people: {@code main@1a2b3c4}, {@code 1a2b3c4}, or the pointer alone if there is no hash. */
    public String shortForm() {
        String short7 = hash.substring(0, Math.min(7, hash.length()));
        return pointer.isEmpty() || short7.isEmpty() ? pointer + short7 : pointer + "@" + short7;
    }

    /** Flux' present form, which {@link #parse} reads back to an equal revision. */
    @Override
    public String toString() {
        if (hash.isEmpty()) {
            return pointer;
        }
        return (pointer.isEmpty() ? "" : pointer + "@") + algorithm + ":" + hash;
    }

    private static void requireHash(String algorithm, String hash) {
        if (algorithm.isEmpty() || !algorithm.chars().allMatch(Revision::inAnAlgorithmsName)) {
            throw new IllegalArgumentException("A revision's hash needs an algorithm before its colon, as in sha1:….");
        }
        if (!hash.chars().allMatch(Revision::isLowerHex)) {
            throw new IllegalArgumentException("A revision's hash holds something else than hex characters.");
        }
        // An algorithm we have not heard of is not refused: Flux may learn it before we do.
        Integer length = HASH_LENGTHS.get(algorithm);
        if (length == null ? hash.length() < 32 || hash.length() > 128 : hash.length() != length) {
            throw new IllegalArgumentException("A revision's " + algorithm + " hash has " + hash.length()
                    + " characters instead of " + (length == null ? "32 to 128" : length) + ".");
        }
    }

    private static boolean neverInAReference(int c) {
        return Character.isISOControl(c) || Character.isWhitespace(c);
    }

    private static boolean inAnAlgorithmsName(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '.' || c == '_' || c == '-';
    }

    private static boolean isLowerHex(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }

    /** The parts of a text without a colon: a hash behind the last slash, a bare hash, or a pointer alone. */
    private record Legacy(String pointer, String algorithm, String hash) {

        static Legacy of(String text) {
            int slash = text.lastIndexOf('/');
            String end = text.substring(slash + 1).toLowerCase(Locale.ROOT);
            // Only a full hash counts: a chart's version or a branch called "cafe" is a pointer.
            if (end.length() != COMMIT_LENGTH && end.length() != 64
                    || !end.chars().allMatch(Revision::isLowerHex)) {
                return new Legacy(text, "", "");
            }
            String pointer = slash < 0 ? "" : text.substring(0, slash);
            // HEAD was written where a commit was pinned; it names no branch.
            return new Legacy(
                    pointer.equals("HEAD") ? "" : pointer, end.length() == COMMIT_LENGTH ? "sha1" : "sha256", end);
        }
    }
}
