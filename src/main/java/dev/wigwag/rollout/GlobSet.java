package dev.wigwag.rollout;

import java.util.Collection;
import java.util.List;

/**
 * Names allowed by globs such as {@code acme/*}, {@code team-?} or {@code **}: a repository a secret is bound to, a
 * namespace a token may see.
 *
 * <p>{@code ?} stands for one character and {@code *} for any number of them, neither for a slash; {@code **} stands for
 * anything. There are no other special characters. An empty set matches nothing.
 */
public final class GlobSet {

    /** Longest name that can match, in characters; what is longer is no name of a repository or namespace. */
    public static final int MAX_NAME_LENGTH = 1024;

    private final List<Glob> globs;

    private GlobSet(List<Glob> globs) {
        this.globs = globs;
    }

    /**
     * Globs that tell upper from lower case, as Kubernetes' names do.
     *
     * @throws IllegalArgumentException if a glob is blank, longer than 256 characters or holds a blank
     */
    public static GlobSet of(Collection<String> globs) {
        return new GlobSet(globs.stream().map(glob -> Glob.of(glob, false)).toList());
    }

    /**
     * Globs that do not tell upper from lower case, as GitHub's owners and repositories do not.
     *
     * @throws IllegalArgumentException if a glob is blank, longer than 256 characters or holds a blank
     */
    public static GlobSet ignoringCase(Collection<String> globs) {
        return new GlobSet(globs.stream().map(glob -> Glob.of(glob, true)).toList());
    }

    /** Whether one of the globs matches the whole name; an empty or over-long name matches none. */
    public boolean matches(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && globs.stream().anyMatch(glob -> glob.matches(name));
    }
}
