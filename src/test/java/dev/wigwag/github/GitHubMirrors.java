package dev.wigwag.github;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.Mirror;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** GitHub's commit page as a mirror of rollouts, for tests of the whole. */
public final class GitHubMirrors {
    private static final String TOKEN = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

    private GitHubMirrors() {}

    /** Commit statuses on one repository, which gets its commit and a token that may write them. */
    public static Mirror statuses(GitHubApiStandIn github, String repository, String sha, Clock clock) {
        github.repository(repository, sha::equals);
        github.credentials().personalToken(TOKEN, "wigwag-bot", "statuses");
        GitHubConfig config = TestSettings.of(
                GitHubConfig.class, Map.of("wigwag.github.token", TOKEN, "wigwag.github.repositories", repository));
        return new StatusMirror(
                new GitHubAccess(
                        config,
                        TestSettings.of(WigwagConfig.class, Map.of()),
                        new ApiEndpoint(github.url(), "github.com"),
                        new SecretsDirectory(Path.of("target/no-such-directory"), clock, Runnable::run),
                        clock),
                config);
    }
}
