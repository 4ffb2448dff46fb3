package dev.wigwag.github;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.OutletBudget;
import dev.wigwag.rollout.Rollout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** One line beside a commit. To post the same again does no harm, so nothing has to be looked for. */
record StatusFace(GitHubApi api, String credential, RepositoryName repository, String sha, CommitStatus status)
        implements Face {
    static final String KIND = "github-status";

    /** A commit takes a thousand statuses of a context, and people read no more. */
    static final Duration PACE = Duration.ofSeconds(30);

    /**
     * GitHub's secondary limits: a second between writes, 80 a minute, 500 an hour
     * (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
     */
    static final OutletBudget BUDGET = new OutletBudget(Duration.ofSeconds(1), 500);

    static StatusFace of(
            GitHubApi api, String credential, RepositoryName repository, Rollout rollout, CommitStatus status) {
        return new StatusFace(
                api, credential, repository, rollout.spec().commit().sha(), status);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String target() {
        return repository + " " + status.context();
    }

    @Override
    public String digest() {
        String picture = sha + "\n" + status.state() + "\n" + status.description() + "\n" + status.targetUrl();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(picture.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which the platform guarantees", e);
        }
    }

    @Override
    public boolean isFinal() {
        return status.state() != CommitStatus.State.pending;
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    @Override
    public OutletBudget budget() {
        return BUDGET;
    }

    @Override
    public String words() {
        return status.state() + ": " + status.description();
    }

    @Override
    public String show(String ref) {
        try {
            api.postStatus(repository, sha, status);
            return null;
        } catch (GitHubApiException trouble) {
            throw trouble.outlet();
        }
    }

    @Override
    public Optional<String> find(Instant since) {
        return Optional.empty();
    }
}
