package dev.wigwag.github;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.Mirror;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What GitHub shows of rollouts, for tests of the whole. */
public final class GitHubMirrors {
    private static final String TOKEN = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

    private GitHubMirrors() {}

    /** Lines and deployments of one commit of a repository, which gets both, and a token that may write them. */
    public static List<Mirror> of(GitHubApiStandIn github, String repository, String sha, Clock clock) {
        github.repository(repository, sha::equals);
        github.credentials().personalToken(TOKEN, "wigwag-bot", "statuses", "deployments");
        GitHubConfig config = TestSettings.of(
                GitHubConfig.class, Map.of("wigwag.github.token", TOKEN, "wigwag.github.repositories", repository));
        GitHubAccess access = new GitHubAccess(
                config,
                TestSettings.of(WigwagConfig.class, Map.of()),
                new ApiEndpoint(github.url(), "github.com"),
                new SecretsDirectory(Path.of("target/no-such-directory"), clock, Runnable::run),
                clock);
        return List.of(new StatusMirror(access, config), new DeploymentMirror(access, config, clock, time -> {}));
    }
}
