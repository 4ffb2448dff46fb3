package dev.wigwag.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A push to {@code acme/fleet}, to be varied by what a test is about. */
public record APush(
        String repository,
        String ref,
        String before,
        String after,
        String commit,
        Instant pushedAt,
        boolean forced,
        String delivery) {
    public static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    public static final String URL = "https://github.com/acme/fleet";

    /** One commit by Ana that changes one file. */
    public static final PushedCommits AS_LISTED = new PushedCommits(
            1,
            null,
            1,
            List.of(ListedCommit.of(sha('c'), "Raise replicas (#7)", "Ana")),
            new PushedPaths(Set.of("apps/shop/deployment.yaml"), null));

    /** A push of {@code commit} (one hex digit, repeated) to {@code main} at noon. */
    public static APush of(char commit) {
        return new APush("acme/fleet", "refs/heads/main", sha('0'), sha(commit), sha(commit), NOON, false, "guid-1");
    }

    /** A commit id made of one digit. */
    public static String sha(char digit) {
        return String.valueOf(digit).repeat(40);
    }

    /** Of another repository of acme. */
    public APush of(String name) {
        return new APush("acme/" + name, ref, before, after, commit, pushedAt, forced, delivery);
    }

    /** To another ref. */
    public APush to(String other) {
        return new APush(repository, other, before, after, commit, pushedAt, forced, delivery);
    }

    /** On top of another commit. */
    public APush over(char commitBefore) {
        return new APush(repository, ref, sha(commitBefore), after, commit, pushedAt, forced, delivery);
    }

    /** Of an annotated tag: the ref then points at a tag object. */
    public APush asTagObject(char object) {
        return new APush(repository, ref, before, sha(object), commit, pushedAt, forced, delivery);
    }

    /** So many seconds after noon. */
    public APush at(long second) {
        return at(NOON.plusSeconds(second));
    }

    /** At that time; null if the sender does not say. */
    public APush at(Instant time) {
        return new APush(repository, ref, before, after, commit, time, forced, delivery);
    }

    /** With history rewritten. */
    public APush byForce() {
        return new APush(repository, ref, before, after, commit, pushedAt, true, delivery);
    }

    /** Delivered under another GUID. */
    public APush deliveredAs(String guid) {
        return new APush(repository, ref, before, after, commit, pushedAt, forced, guid);
    }

    /** The signal. */
    public Push push() {
        String url = "https://github.com/" + repository;
        PushedRef pushed = commit == null ? PushedRef.deleted(ref) : PushedRef.moved(ref, commit);
        return new Push(
                delivery,
                repository,
                Set.of(RepositoryUrl.of(url).orElseThrow()),
                url,
                pushed,
                before,
                after,
                forced,
                "Raise replicas",
                "Ana",
                "ana@example.org",
                "ana",
                pushedAt,
                url + "/compare/a...b",
                AS_LISTED);
    }
}
