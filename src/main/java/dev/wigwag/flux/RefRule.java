package dev.wigwag.flux;

import dev.wigwag.flux.RefVerdict.Moves;
import dev.wigwag.flux.RefVerdict.Stays;
import dev.wigwag.rollout.PushedRef;
import dev.wigwag.rollout.Revision;
import java.util.Locale;
import java.util.Optional;

/**
 * What a GitRepository follows: its {@code spec.ref}. Of several fields the first in the order below wins; with none
 * it is the branch {@code master} (Flux' GitRepository API, v1). Null and blank fields are absent.
 *
 * @param commit a commit to stay at; the branch, if given, is then only where it is looked for
 * @param name a full reference, {@code refs/pull/420/head}
 * @param semver a range of versions, of which the highest tag is taken
 * @param tag a tag's name
 * @param branch a branch's name
 */
public record RefRule(String commit, String name, String semver, String tag, String branch) {

    private static final String DEFAULT_BRANCH = "master";

    /** Makes blank fields absent ones. */
    public RefRule {
        commit = present(commit);
        name = present(name);
        semver = present(semver);
        tag = present(tag);
        branch = present(branch);
    }

    /** The rule of a source without {@code spec.ref}. */
    public static RefRule absent() {
        return new RefRule(null, null, null, null, null);
    }

    /**
     * Whether a push to the source's repository moves the source.
     *
     * @param current the revision the source is at, if it is known
     */
    public RefVerdict judge(PushedRef push, Optional<Revision> current) {
        if (commit != null) {
            return byCommit(push);
        }
        if (name != null) {
            return byReference(push, name, name, "reference " + name);
        }
        if (semver != null) {
            return push.tag()
                    .map(pushed -> byRange(push, pushed, current))
                    .orElseGet(() -> new Stays("follows tags in " + semver + ", the push was to " + push.shortForm()));
        }
        if (tag != null) {
            return byReference(push, "refs/tags/" + tag, tag, "tag " + tag);
        }
        String followed = branch == null ? DEFAULT_BRANCH : branch;
        return byReference(push, "refs/heads/" + followed, followed, "branch " + followed);
    }

    private RefVerdict byCommit(PushedRef push) {
        // Flux takes the commit as it is written, in full.
        return commit.toLowerCase(Locale.ROOT).equals(push.commit())
                ? new Moves(pinned(push.commit()))
                : new Stays("pinned to commit " + commit.substring(0, Math.min(7, commit.length())));
    }

    /** A branch that no repository can have is Flux' to refuse; the commit is right all the same. */
    private Revision pinned(String sha) {
        return Revision.read((branch == null ? "" : branch + "@") + "sha1:" + sha)
                .orElseGet(() -> Revision.ofCommit(null, sha));
    }

    private static RefVerdict byReference(PushedRef push, String ref, String pointer, String followed) {
        if (!push.ref().equals(ref)) {
            return new Stays("follows " + followed + ", the push was to " + push.shortForm());
        }
        return push.deleted()
                ? new Stays("the push deletes its " + followed)
                : new Moves(Revision.ofCommit(pointer, push.commit()));
    }

    private RefVerdict byRange(PushedRef push, String pushed, Optional<Revision> current) {
        SemVerRange range;
        try {
            range = SemVerRange.parse(semver);
        } catch (IllegalArgumentException malformed) {
            return new Stays("its semver cannot be read: " + malformed.getMessage());
        }
        Optional<SemVer> version = SemVer.of(pushed);
        if (version.isEmpty()) {
            return new Stays("follows tags in " + semver + ", and tag " + pushed + " is no version");
        }
        if (!range.contains(version.get())) {
            return new Stays(pushed + " is not in " + semver);
        }
        if (push.deleted()) {
            return new Stays("the push deletes tag " + pushed + ", and only Flux can tell which version is next");
        }
        Revision expected = Revision.ofCommit(pushed, push.commit());
        return current.flatMap(present -> whyNotAbove(version.get(), expected, present, range))
                .<RefVerdict>map(Stays::new)
                .orElseGet(() -> new Moves(expected));
    }

    /** Nothing if the source moves: also from a revision that the range no longer holds, or that is no version. */
    private Optional<String> whyNotAbove(SemVer version, Revision expected, Revision present, SemVerRange range) {
        if (expected.equals(present)) {
            return Optional.of("already at " + present.pointer());
        }
        // Of versions that differ only in build metadata Flux takes the younger tag, and this one was just pushed.
        return SemVer.of(present.pointer())
                .filter(at -> range.contains(at) && version.compareTo(at) < 0)
                .map(at -> expected.pointer() + " is in " + semver + " but not above the present " + present.pointer());
    }

    private static String present(String field) {
        return field == null || field.isBlank() ? null : field.strip();
    }
}
