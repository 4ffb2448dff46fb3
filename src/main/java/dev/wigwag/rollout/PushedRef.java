package dev.wigwag.rollout;

import java.util.Locale;
import java.util.Optional;

/**
 * What a push did to one reference of a repository.
 *
 * @param ref the full reference, {@code refs/heads/main} or {@code refs/tags/v1.2.3}
 * @param commit the commit it points at now, 40 lower-case hex characters, an annotated tag already peeled; null if
 *     the push deleted the reference
 * @param deleted whether the push deleted the reference
 */
public record PushedRef(String ref, String commit, boolean deleted) {

    /** Longest reference that is read, in characters. */
    public static final int MAX_LENGTH = 1024;

    private static final String BRANCHES = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    /** @throws IllegalArgumentException if the reference is not a full one, or commit and deletion do not fit */
    public PushedRef {
        if (!ref.startsWith("refs/")
                || ref.length() > MAX_LENGTH
                || ref.codePoints().anyMatch(PushedRef::neverInAReference)) {
            throw new IllegalArgumentException("A push names its reference in full, as refs/heads/main, in at most "
                    + MAX_LENGTH + " characters.");
        }
        if (deleted != (commit == null)) {
            throw new IllegalArgumentException("A push has a commit unless it deletes its reference.");
        }
        if (!deleted) {
            commit = commit.toLowerCase(Locale.ROOT);
            if (commit.length() != 40 || !commit.chars().allMatch(PushedRef::isHex)) {
                throw new IllegalArgumentException("A pushed commit has 40 hex characters.");
            }
        }
    }

    /** A reference that was created or moved. */
    public static PushedRef moved(String ref, String commit) {
        return new PushedRef(ref, commit, false);
    }

    /** A reference that was deleted. */
    public static PushedRef deleted(String ref) {
        return new PushedRef(ref, null, true);
    }

    /** The branch's name without {@code refs/heads/}, if the reference is a branch. */
    public Optional<String> branch() {
        return ref.startsWith(BRANCHES) ? Optional.of(ref.substring(BRANCHES.length())) : Optional.empty();
    }

    /** The tag's name without {@code refs/tags/}, if the reference is a tag. */
    public Optional<String> tag() {
        return ref.startsWith(TAGS) ? Optional.of(ref.substring(TAGS.length())) : Optional.empty();
    }

    /** For people: {@code feature/x}, {@code tag v1.2.3}, or the full reference if it is neither branch nor tag. */
    public String shortForm() {
        return branch().or(() -> tag().map(tag -> "tag " + tag)).orElse(ref);
    }

    private static boolean neverInAReference(int c) {
        // Half a surrogate pair is no character, and cannot be written in UTF-8 again.
        return c == ' '
                || c == ':'
                || Character.isISOControl(c)
                || Character.isWhitespace(c)
                || Character.getType(c) == Character.SURROGATE;
    }

    private static boolean isHex(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
}
