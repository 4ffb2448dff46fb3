package dev.wigwag.sandbox.github;

/**
 * A branch or tag that moved; what a push is about.
 *
 * @param ref full, such as {@code refs/heads/main}
 * @param before forty zeros when it did not exist
 * @param after forty zeros when it does not exist any more; of an annotated tag the tag object, not the commit
 * @param forced whether {@code before} is no ancestor of {@code after}
 * @param by who pushed
 */
public record RefChange(String ref, String before, String after, boolean forced, Person by) {

    /** What stands for "no commit". */
    public static final String NOTHING = "0".repeat(40);

    /** Whether the ref is new. */
    public boolean created() {
        return before.equals(NOTHING);
    }

    /** Whether the ref is gone. */
    public boolean deleted() {
        return after.equals(NOTHING);
    }

    /** Whether the ref is a tag. */
    public boolean tag() {
        return ref.startsWith("refs/tags/");
    }

    /** The branch's or tag's own name. */
    public String shortName() {
        return ref.replaceFirst("^refs/(heads|tags)/", "");
    }
}
