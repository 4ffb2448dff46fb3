package dev.wigwag.github;

import dev.wigwag.http.CleanText;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.PayloadReader;
import dev.wigwag.http.Picked;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.PushedRef;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a {@code push} payload. */
final class PushPayload {
    private static final Set<String> OWN_FIELDS = Set.of(
            "/ref",
            "/before",
            "/after",
            "/deleted",
            "/forced",
            "/compare",
            "/head_commit/id",
            "/head_commit/message",
            "/head_commit/author/name",
            "/head_commit/author/email",
            "/pusher/name",
            "/sender/login",
            "/repository/pushed_at");
    private static final Set<String> FIELDS = Stream.concat(OWN_FIELDS.stream(), RepositoryFields.paths().stream())
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern ZEROS = Pattern.compile("0+");
    /** The longest that SMTP carries is 254 (RFC 5321, 4.5.3.1.3). */
    private static final Pattern ADDRESS = Pattern.compile("(?=.{3,254}$)[!-~&&[^@<>]]+@[!-~&&[^@<>]]+");

    private static final int MESSAGE = 1_000;
    private static final int NAME = 200;

    /** The year 10000, which RFC 3339 cannot write any more; milliseconds taken for seconds lie far beyond it. */
    private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    private PushPayload() {}

    /**
     * Reads it.
     *
     * @param delivery GitHub's id of the delivery
     * @throws Malformed if it is not a push as GitHub sends them
     */
    static Push read(InputStream json, String delivery) throws Malformed {
        CommitList commits = new CommitList();
        Picked payload = PayloadReader.pick(json, FIELDS, commits);
        String ref = payload.required("/ref");
        RepositoryFields repository = RepositoryFields.of(payload);
        boolean deleted = payload.isTrue("/deleted") || isNone(payload.required("/after"));
        return new Push(
                delivery,
                repository.fullName(),
                repository.addresses(),
                repository.url(),
                pushedRef(ref, deleted ? null : commit(payload), deleted),
                sha(payload, "/before"),
                sha(payload, "/after"),
                payload.isTrue("/forced"),
                message(payload.text("/head_commit/message")),
                name(payload.text("/head_commit/author/name")),
                address(payload.text("/head_commit/author/email")),
                name(pushedBy(payload)),
                time(payload.text("/repository/pushed_at")),
                RepositoryFields.link(payload.text("/compare")),
                commits.commits(!payload.isTrue("/forced") && !isNone(payload.text("/before"))));
    }

    /** Whether it is a commit's id, 40 hex digits; null is none. */
    static boolean isSha(String text) {
        return text != null && SHA.matcher(text).matches();
    }

    private static boolean isNone(String sha) {
        return sha == null || ZEROS.matcher(sha).matches();
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

    private static String message(String text) {
        return text == null ? null : CleanText.block(text, MESSAGE);
    }

    private static String name(String text) {
        return text == null ? null : CleanText.line(text, NAME);
    }

    /** Git lets anything be an address; what nobody could write to is left out. */
    private static String address(String text) {
        return text != null && ADDRESS.matcher(text).matches() ? text : null;
    }

    private static String pushedBy(Picked payload) {
        String login = payload.text("/sender/login");
        return login == null ? payload.text("/pusher/name") : login;
    }

    private static String sha(Picked payload, String path) throws Malformed {
        String sha = payload.text(path);
        if (sha != null && !isSha(sha)) {
            throw new Malformed(path.substring(1).replace('/', '.') + " is not a commit id of 40 hex digits");
        }
        return sha;
    }

    /** In a push {@code pushed_at} is a number of seconds, in every other event a text (GitHub REST and webhook docs). */
    private static Instant time(String pushedAt) throws Malformed {
        if (pushedAt == null) {
            return null;
        }
        try {
            boolean seconds = pushedAt.chars().allMatch(c -> c >= '0' && c <= '9');
            Instant time = seconds ? Instant.ofEpochSecond(Long.parseLong(pushedAt)) : Instant.parse(pushedAt);
            // A time that never comes would make every later push an older one.
            if (!time.isBefore(Instant.EPOCH) && time.isBefore(END_OF_TIME)) {
                return time;
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw new Malformed("repository.pushed_at is no time");
        }
        throw new Malformed("repository.pushed_at is out of reach; seconds since 1970 are expected");
    }
}
