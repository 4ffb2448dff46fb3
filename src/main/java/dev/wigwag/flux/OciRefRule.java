package dev.wigwag.flux;

import dev.wigwag.flux.PackageVerdict.Moves;
import dev.wigwag.flux.PackageVerdict.Stays;
import dev.wigwag.rollout.PublishedVersion;
import dev.wigwag.rollout.Revision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an OCIRepository follows: its {@code spec.ref}. The digest wins over the range of versions, and that over the
 * tag; with none it is the tag {@code latest} (Flux' OCIRepository API, v1). Null and blank fields are absent.
 *
 * @param digest a digest to stay at
 * @param semver a range of versions, of which the highest tag is taken
 * @param semverFilter a regular expression that a tag must hold to be looked at for the range
 * @param tag a tag's name
 */
public record OciRefRule(String digest, String semver, String semverFilter, String tag) {

    private static final String DEFAULT_TAG = "latest";

    /** Makes blank fields absent ones. */
    public OciRefRule {
        digest = present(digest);
        semver = present(semver);
        semverFilter = present(semverFilter);
        tag = present(tag);
    }

    /** The rule of a source without {@code spec.ref}. */
    public static OciRefRule absent() {
        return new OciRefRule(null, null, null, null);
    }

    /**
     * Whether a version published to the source's repository moves the source.
     *
     * @param current the revision the source is at, if it is known
     */
    public PackageVerdict judge(PublishedVersion published, Optional<Revision> current) {
        if (digest != null) {
            return new Stays("pinned to digest " + digest.substring(0, Math.min(14, digest.length())));
        }
        if (published.tags().isEmpty()) {
            return new Moves(Optional.empty(), "the event names no tag, so the source may follow it");
        }
        if (semver != null) {
            return byRange(published, current);
        }
        String followed = tag == null ? DEFAULT_TAG : tag;
        return published.tags().contains(followed)
                ? new Moves(revision(followed, published), "follows tag " + followed)
                : new Stays("follows tag " + followed + ", published was " + shown(published.tags()));
    }

    private PackageVerdict byRange(PublishedVersion published, Optional<Revision> current) {
        SemVerRange range;
        try {
            range = SemVerRange.parse(semver);
        } catch (IllegalArgumentException malformed) {
            return new Stays("its semver cannot be read: " + malformed.getMessage());
        }
        TagFilter filter = TagFilter.of(semverFilter);
        List<String> kept = new ArrayList<>();
        for (String candidate : published.tags()) {
            if (SemVer.of(candidate).filter(range::contains).isEmpty()) {
                continue;
            }
            TagFilter.Answer answer = filter.ask(candidate);
            if (answer == TagFilter.Answer.UNCLEAR) {
                return new Moves(
                        Optional.empty(), "its semverFilter can only be read by Flux, so it may take " + candidate);
            }
            if (answer == TagFilter.Answer.KEEPS) {
                kept.add(candidate);
            }
        }
        return kept.stream()
                .max(Comparator.comparing(OciRefRule::version).thenComparing(Comparator.naturalOrder()))
                .map(highest -> against(
                        highest,
                        published,
                        current,
                        at -> range.contains(version(at)) && filter.ask(at) != TagFilter.Answer.DROPS))
                .orElseGet(() -> new Stays("no tag of " + shown(published.tags()) + " is in " + semver
                        + (semverFilter == null ? "" : " and kept by its semverFilter")));
    }

    /** The source moves also from a tag that it no longer follows, or that is no version. */
    private PackageVerdict against(
            String highest, PublishedVersion published, Optional<Revision> current, Predicate<String> followed) {
        Optional<Revision> expected = revision(highest, published);
        if (current.isPresent() && current.equals(expected)) {
            return new Stays("already at " + highest);
        }
        return current.map(Revision::pointer)
                .filter(at ->
                        SemVer.of(at).isPresent() && version(highest).compareTo(version(at)) < 0 && followed.test(at))
                .<PackageVerdict>map(at -> new Stays(highest + " is in " + semver + " but not above the present " + at))
                .orElseGet(() -> new Moves(expected, highest + " is in " + semver));
    }

    private static SemVer version(String tag) {
        return SemVer.of(tag).orElseThrow();
    }

    /** Without a digest, or with a tag that no registry can hold, there is no telling. */
    private static Optional<Revision> revision(String tag, PublishedVersion published) {
        return Optional.ofNullable(published.digest()).flatMap(known -> Revision.read(tag + "@" + known));
    }

    private static String shown(Iterable<String> tags) {
        List<String> sorted = new ArrayList<>();
        tags.forEach(sorted::add);
        sorted.sort(Comparator.naturalOrder());
        return String.join(", ", sorted);
    }

    private static String present(String field) {
        return field == null || field.isBlank() ? null : field.strip();
    }
}
