package dev.wigwag.bench;

import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import dev.wigwag.sandbox.github.RefChange;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Composes bodies of pushes to any repository, of any commit and size. The sandbox's stand-in for GitHub writes one push;
 * all others are that one under other names, with more commits in its list.
 */
public final class PushComposer {
    private static final String REPOSITORY = "acme/template";
    private static final String COMMITS = "\"commits\":[";
    /** GitHub lists no more commits than this, so a larger push has larger commits. */
    private static final int MOST_COMMITS = 2_000;

    private static final int LEAST_COMMIT = 1_000;
    private static final Instant PUSHED_AT = Instant.parse("2024-06-01T12:00:00Z");

    private final String text;
    private final String sha;

    private PushComposer(String text, String sha) {
        this.text = text;
        this.sha = sha;
    }

    /** A composer of pushes to the branch {@code main}. */
    public static PushComposer create() {
        try (GitForge forge = GitForge.create("acme", "template", Clock.systemUTC())) {
            RefChange change =
                    forge.commit("main", Map.of("apps/web.yaml", "replicas: 3\n"), "Raise replicas", Person.ANA);
            String text = new GitHubStandIn(forge, "unused", Clock.systemUTC())
                    .push(change, PUSHED_AT)
                    .text();
            return new PushComposer(text, change.after());
        }
    }

    /**
     * The JSON of one push.
     *
     * @param repository {@code owner/name}
     * @param commit 40 hex digits
     * @param bytes the size to fill up to by commits; a push cannot be smaller than with one commit, about 3 KB
     */
    public byte[] push(String repository, String commit, Instant pushedAt, int bytes) {
        String push = text.replace(REPOSITORY, repository)
                .replace(sha, commit)
                .replace(Long.toString(PUSHED_AT.getEpochSecond()), Long.toString(pushedAt.getEpochSecond()));
        int list = push.indexOf(COMMITS) + COMMITS.length();
        StringBuilder filled = new StringBuilder(Math.max(bytes, push.length()) + LEAST_COMMIT);
        filled.append(push, 0, list);
        int missing = bytes - push.length();
        int size = Math.max(LEAST_COMMIT, bytes / MOST_COMMITS);
        for (int i = 0; missing > 0; i++) {
            int before = filled.length();
            appendCommit(filled, i, Math.min(missing, size));
            missing -= filled.length() - before;
        }
        return filled.append(push, list, push.length()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A commit as GitHub lists it, with as many changed files as there is room for. */
    private static void appendCommit(StringBuilder json, int number, int size) {
        int end = json.length() + size;
        json.append("{\"id\":\"").append("%040x".formatted(number)).append("\",\"tree_id\":\"");
        json.append("%040x".formatted(~number & 0xffffffffL)).append("\",\"distinct\":true,\"message\":\"Change ");
        json.append(number).append("\",\"timestamp\":\"2024-06-01T11:59:00Z\",\"url\":\"https://github.com/");
        json.append(REPOSITORY).append("/commit/").append("%040x".formatted(number));
        json.append("\",\"author\":{\"name\":\"Ana\",\"email\":\"ana@acme.example\",\"username\":\"ana\"},");
        json.append("\"added\":[],\"removed\":[],\"modified\":[\"README.md\"");
        for (int file = 0; json.length() < end - 50; file++) {
            json.append(",\"apps/service-").append(file).append("/deployment.yaml\"");
        }
        json.append("]},");
    }
}
