package dev.wigwag.rollout;

import java.util.Set;

/**
 * The paths that a push says it changes.
 *
 * @param paths added, removed or modified by any of its commits
 * @param doubt why there may be further ones; null if there are none
 */
public record PushedPaths(Set<String> paths, String doubt) {
    public PushedPaths {
        paths = Set.copyOf(paths);
    }

    /** None is known. */
    public static PushedPaths unknown(String why) {
        return new PushedPaths(Set.of(), why);
    }
}
