package dev.wigwag.github;

import dev.wigwag.http.CleanText;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.PayloadReader;
import dev.wigwag.http.Picked;
import java.io.InputStream;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads an {@code issue_comment} or {@code commit_comment} payload. What the payload says of the writer's standing
 * ({@code author_association}) is left unread: it does not tell who may write (reference: github.md §6).
 */
final class CommentPayload {
    /** Stands at the end of what we post ourselves, whatever account posts it. */
    static final String OWN = "<!-- wigwag -->";

    private static final String NUMBER = "/issue/number";
    private static final String PULL_REQUEST = "/issue/pull_request/url";
    private static final String MERGED = "/issue/pull_request/merged_at";
    private static final String SHA = "/comment/commit_id";
    private static final String BODY = "/comment/body";

    private static final Set<String> FIELDS = Stream.concat(
                    Stream.of(
                            "/action",
                            NUMBER,
                            PULL_REQUEST,
                            MERGED,
                            SHA,
                            BODY,
                            "/comment/id",
                            "/comment/user/login",
                            "/comment/user/type",
                            "/comment/performed_via_github_app/id"),
                    RepositoryFields.paths().stream())
            .collect(Collectors.toUnmodifiableSet());

    /** A first line that begins so, and no word that only begins alike; longer ones are nobody's command. */
    private static final Pattern COMMAND =
            Pattern.compile("\\s{0,100}/wigwag(?:[ \\t]([^\\r\\n]{0,1000}))?(?:\\R.*)?\\s*", Pattern.DOTALL);

    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,17}");

    private CommentPayload() {}

    /** What was found: a command, or in a few words why there is none. */
    record Read(String repository, Comment comment, String note) {}

    /**
     * Reads it.
     *
     * @throws Malformed if it is no such event as GitHub sends them
     */
    static Read read(InputStream json) throws Malformed {
        Picked payload = PayloadReader.pick(json, FIELDS);
        RepositoryFields repository = RepositoryFields.of(payload);
        String note = noCommand(payload);
        if (note != null) {
            return new Read(repository.fullName(), null, note);
        }
        Matcher command = COMMAND.matcher(payload.text(BODY));
        String line = command.matches() && command.group(1) != null ? command.group(1) : "";
        Comment comment = new Comment(
                RepositoryName.read(repository.fullName())
                        .orElseThrow(() -> new Malformed("repository.full_name is not owner/name")),
                repository.addresses(),
                number(payload, "/comment/id"),
                login(payload),
                CleanText.line(line, 1_000).strip(),
                place(payload));
        return new Read(repository.fullName(), comment, null);
    }

    private static String noCommand(Picked payload) {
        String body = payload.text(BODY);
        if (!"created".equals(payload.text("/action"))) {
            return "only a new comment can be a command; one that is edited or deleted is none";
        }
        if (body == null || !COMMAND.matcher(body).matches()) {
            return "the comment is no command; one begins with /wigwag";
        }
        if (!"User".equals(payload.text("/comment/user/type"))
                || payload.text("/comment/performed_via_github_app/id") != null
                || body.contains(OWN)) {
            return "only people command; this comment comes from a program";
        }
        if (payload.text(SHA) == null && payload.text(PULL_REQUEST) == null) {
            return "commands are taken on commits and on merged pull requests, not on issues";
        }
        if (payload.text(SHA) == null && payload.text(MERGED) == null) {
            return "this pull request is not merged, so nothing of it is on its way";
        }
        return null;
    }

    private static Comment.Place place(Picked payload) throws Malformed {
        String sha = payload.text(SHA);
        if (sha == null) {
            return new Comment.PullRequest(number(payload, NUMBER));
        }
        if (!COMMIT.matcher(sha).matches()) {
            throw new Malformed("comment.commit_id is not a commit id of 40 hex digits");
        }
        return new Comment.OnCommit(sha);
    }

    private static String login(Picked payload) throws Malformed {
        String login = payload.required("/comment/user/login");
        if (!LOGIN.matcher(login).matches()) {
            throw new Malformed("comment.user.login is no login");
        }
        return login;
    }

    private static long number(Picked payload, String path) throws Malformed {
        String text = payload.required(path);
        if (!DIGITS.matcher(text).matches()) {
            throw new Malformed(path.substring(1).replace('/', '.') + " is no number");
        }
        return Long.parseLong(text);
    }
}
