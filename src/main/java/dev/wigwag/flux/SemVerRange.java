package dev.wigwag.flux;

import java.util.ArrayList;
import java.util.List;

/**
 * A range of versions as a source's {@code spec.ref.semver} has it, by the rules of the Go library that Flux asks
 * (Masterminds/semver v3): {@code ,} or a blank means and, {@code ||} means or; {@code = != > < >= <= ~ ^}, {@code 1.2 -
 * 1.4}, and the wildcards {@code x}, {@code X}, {@code *} or numbers left out.
 *
 * <p>A pre-release satisfies only parts joined with one that names a pre-release itself, and then any such part:
 * {@code >=1.0.0-0} takes 2.0.0-alpha, unlike npm, and {@code >=1.0.0-0 <2.0.0} takes 1.5.0-alpha, as from version 3.4.0
 * of the library (Flux 2.7). Earlier ones refuse that; taking too much costs one needless reconcile.
 */
public final class SemVerRange {

    /** Longest range that is read, in characters. */
    public static final int MAX_LENGTH = 512;

    private final String text;
    private final List<List<RangePart>> alternatives;

    private SemVerRange(String text, List<List<RangePart>> alternatives) {
        this.text = text;
        this.alternatives = alternatives;
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException saying why it cannot be read; Flux refuses such a range as well
     */
    public static SemVerRange parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A range of versions has " + text.length() + " characters, at most " + MAX_LENGTH + " are read.");
        }
        List<List<RangePart>> alternatives = new ArrayList<>();
        for (String group : text.split("\\|\\|", -1)) {
            alternatives.add(RangeParser.parts(group));
        }
        return new SemVerRange(text.strip(), List.copyOf(alternatives));
    }

    /** Whether the version lies in the range. */
    public boolean contains(SemVer version) {
        return alternatives.stream().anyMatch(parts -> satisfies(version, parts));
    }

    private static boolean satisfies(SemVer version, List<RangePart> parts) {
        if (version.isPreRelease()
                && parts.stream().noneMatch(part -> part.bound().isPreRelease())) {
            return false;
        }
        return parts.stream().allMatch(part -> part.admits(version));
    }

    /** The range as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
