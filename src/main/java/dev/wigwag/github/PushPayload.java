package dev.wigwag.github;

import dev.wigwag.http.CleanText;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.PushedRef;
import dev.wigwag.rollout.RepositoryUrl;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a {@code push} payload. */
final class PushPayload {
    private static final Set<String> FIELDS = Set.of(
            "/ref",
            "/before",
            "/after",
            "/deleted",
            "/forced",
            "/compare",
            "/commits",
            "/head_commit/id",
            "/head_commit/message",
            "/head_commit/author/name",
            "/pusher/name",
            "/sender/login",
            "/repository/full_name",
            "/repository/html_url",
            "/repository/clone_url",
            "/repository/ssh_url",
            "/repository/git_url",
            "/repository/pushed_at");

    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern ZEROS = Pattern.compile("0+");
    private static final int MESSAGE = 1_000;
    private static final int NAME = 200;
    private static final int LINK = 2_000;

    private PushPayload() {}

    /**
     * Reads it.
     *
     * @param delivery GitHub's id of the delivery
     * @throws Malformed if it is not a push as GitHub sends them
     */
    static Push read(InputStream json, String delivery) throws Malformed {
        Picked payload = PayloadReader.pick(json, FIELDS);
        String ref = payload.required("/ref");
        boolean deleted = payload.isTrue("/deleted")
                || ZEROS.matcher(payload.required("/after")).matches();
        return new Push(
                delivery,
                payload.required("/repository/full_name"),
                addresses(payload),
                link(payload.text("/repository/html_url")),
                pushedRef(ref, deleted ? null : commit(payload), deleted),
                sha(payload, "/before"),
                sha(payload, "/after"),
                payload.isTrue("/forced"),
                CleanText.block(payload.text("/head_commit/message"), MESSAGE),
                CleanText.line(payload.text("/head_commit/author/name"), NAME),
                CleanText.line(pushedBy(payload), NAME),
                time(payload.text("/repository/pushed_at")),
                link(payload.text("/compare")),
                payload.size("/commits"));
    }

    private static PushedRef pushedRef(String ref, String commit, boolean deleted) throws Malformed {
        try {
            return new PushedRef(ref, commit, deleted);
        } catch (IllegalArgumentException e) {
            throw new Malformed("ref is no ref that Git would take");
        }
    }

    /** For an annotated tag {@code after} is the tag object; the commit it points at is in {@code head_commit}. */
    private static String commit(Picked payload) throws Malformed {
        String head = sha(payload, "/head_commit/id");
        String commit = head == null ? sha(payload, "/after") : head;
        if (commit == null) {
            throw new Malformed("the payload has neither head_commit.id nor after");
        }
        return commit;
    }

    /** Every address GitHub gives for the repository. */
    static Set<RepositoryUrl> addresses(Picked payload) throws Malformed {
        Set<RepositoryUrl> addresses = new HashSet<>();
        for (String field : new String[] {"html_url", "clone_url", "ssh_url", "git_url"}) {
            RepositoryUrl.of(payload.text("/repository/" + field)).ifPresent(addresses::add);
        }
        if (addresses.isEmpty()) {
            throw new Malformed("the payload names no address of the repository");
        }
        return addresses;
    }

    private static String pushedBy(Picked payload) {
        String login = payload.text("/sender/login");
        return login == null ? payload.text("/pusher/name") : login;
    }

    private static String sha(Picked payload, String path) throws Malformed {
        String sha = payload.text(path);
        if (sha != null && !SHA.matcher(sha).matches()) {
            throw new Malformed(path.substring(1).replace('/', '.') + " is not a commit id of 40 hex digits");
        }
        return sha;
    }

    private static String link(String url) {
        return url != null && url.length() <= LINK && (url.startsWith("https://") || url.startsWith("http://"))
                ? CleanText.line(url, LINK)
                : null;
    }

    /** In a push {@code pushed_at} is a number of seconds, in every other event a text (GitHub REST and webhook docs). */
    private static Instant time(String pushedAt) throws Malformed {
        if (pushedAt == null) {
            return null;
        }
        try {
            boolean seconds = pushedAt.chars().allMatch(c -> c >= '0' && c <= '9');
            return seconds ? Instant.ofEpochSecond(Long.parseLong(pushedAt)) : Instant.parse(pushedAt);
        } catch (NumberFormatException | DateTimeException e) {
            throw new Malformed("repository.pushed_at is no time");
        }
    }
}
