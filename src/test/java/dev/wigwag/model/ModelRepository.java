package dev.wigwag.model;

import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.PushedCommits;
import dev.wigwag.rollout.PushedRef;
import dev.wigwag.rollout.RepositoryUrl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A Git repository as its host sees it: commits, and the refs that point at them. */
final class ModelRepository {
    static final String BRANCH = "refs/heads/main";
    static final String STABLE = "refs/tags/stable";
    static final String NONE = "0".repeat(40);
    private static final String NAME = "acme/fleet";
    private static final String URL = "https://github.com/acme/fleet";

    private final List<String> commits = new ArrayList<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, String> refs = new TreeMap<>();
    /** The versions by their number, so that 10 comes after 9. */
    private final TreeMap<Integer, String> versions = new TreeMap<>();

    ModelRepository() {
        refs.put(BRANCH, commit(NONE));
    }

    Optional<String> at(String ref) {
        return Optional.ofNullable(refs.get(ref));
    }

    /** The number of the highest version; 0 if there is none. */
    int highest() {
        return versions.isEmpty() ? 0 : versions.lastKey();
    }

    static String version(int number) {
        return "v1." + number + ".0";
    }

    /** A new commit on the branch. */
    Push push(Instant at) {
        return move(BRANCH, commit(refs.get(BRANCH)), false, at);
    }

    /** The branch is put onto any commit there ever was, which may be the one it is at. */
    Push forcePush(Random random, Instant at) {
        String target = commits.get(random.nextInt(commits.size()));
        return move(BRANCH, target, !isAncestor(refs.get(BRANCH), target), at);
    }

    /** The tag that moves comes to the branch's tip. */
    Push moveTag(Instant at) {
        return move(STABLE, refs.get(BRANCH), refs.containsKey(STABLE), at);
    }

    /** The next version, which is the highest, or sometimes one below it. */
    Push tag(Random random, Instant at) {
        int number = highest() + (random.nextInt(4) == 0 ? -1 : 1 + random.nextInt(3));
        number = Math.max(1, number);
        versions.put(number, refs.get(BRANCH));
        return move("refs/tags/" + version(number), refs.get(BRANCH), false, at);
    }

    /** The highest version is taken back; the host tells nobody. */
    void untag() {
        versions.pollLastEntry();
    }

    private Push move(String ref, String commit, boolean forced, Instant at) {
        String before = refs.getOrDefault(ref, NONE);
        refs.put(ref, commit);
        return new Push(
                "guid",
                NAME,
                Set.of(RepositoryUrl.of(URL).orElseThrow()),
                URL,
                PushedRef.moved(ref, commit),
                before,
                commit,
                forced,
                "Change",
                "Ana",
                "ana@example.org",
                "ana",
                at,
                URL + "/compare/a...b",
                PushedCommits.NONE);
    }

    private String commit(String parent) {
        // Names are cut from the hash's beginning, so that is where commits have to differ.
        String sha = String.format("%08x", (commits.size() + 1) * 0x9e3779b1).repeat(5);
        commits.add(sha);
        parents.put(sha, parent);
        return sha;
    }

    private boolean isAncestor(String ancestor, String of) {
        for (String at = of; at != null; at = parents.get(at)) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }
}
