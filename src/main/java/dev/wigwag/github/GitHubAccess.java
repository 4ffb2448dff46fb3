package dev.wigwag.github;

import dev.wigwag.engine.LinkTemplate;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.ProxyFromEnvironment;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.rollout.GlobSet;
import dev.wigwag.rollout.Rollout;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** How this process speaks to GitHub's API, and of which rollouts it may speak to whom. Calls nobody by itself. */
@Singleton
class GitHubAccess {
    private final String cluster;
    private final LinkTemplate link;
    private final ApiAddress address;
    private final AllowedRepositories allowed;
    private final GitHubToken token;
    private final GitHubApi api;
    private final HookApi hooks;
    private final CommentApi comments;

    /** @throws IllegalArgumentException if a property cannot be read; it names which, and what to write instead */
    GitHubAccess(
            GitHubConfig config, WigwagConfig wigwag, ApiEndpoint endpoint, SecretsDirectory secrets, Clock clock) {
        this.cluster = wigwag.cluster();
        this.link = LinkTemplate.of(wigwag.link());
        this.address = endpoint.address();
        this.allowed = AllowedRepositories.of(config.repositories().orElse(List.of()));
        ApiCalls calls = new ApiCalls(ApiSettings.of(address), ProxyFromEnvironment.of(System.getenv()));
        Optional<AppKey> app = app(config, secrets, clock);
        this.token = app.<GitHubToken>map(key -> new InstallationTokens(calls, key, clock))
                .orElseGet(() -> personal(config, secrets));
        RepositoryCalls authorised = new RepositoryCalls(calls, token, clock);
        this.api = new GitHubApi(authorised);
        this.comments = new CommentApi(authorised);
        this.hooks = new HookApi(authorised, app.map(key -> new AppCalls(calls, key, clock)));
    }

    /** This cluster's name. */
    String cluster() {
        return cluster;
    }

    /** Where what is shown leads to. */
    LinkTemplate link() {
        return link;
    }

    /** What the calls are authorised by. */
    GitHubToken token() {
        return token;
    }

    /** The calls about commits. */
    GitHubApi api() {
        return api;
    }

    /** The calls about webhooks. */
    HookApi hooks() {
        return hooks;
    }

    /** The calls about comments. */
    CommentApi comments() {
        return comments;
    }

    /** Whether a source in this namespace may speak to this repository. */
    boolean allows(String namespace, RepositoryName repository) {
        return allowed.allows(namespace, repository);
    }

    /** The repository at this address; empty if it is none of GitHub's, or the namespace may not speak to it. */
    Optional<RepositoryName> repository(String namespace, String url) {
        return RepositoryName.of(url, address).filter(name -> allowed.allows(namespace, name));
    }

    /** The repository that a rollout may be shown on; empty if there is none, or its namespace may not speak to it. */
    Optional<RepositoryName> repository(Rollout rollout) {
        return allowed.isEmpty()
                ? Optional.empty()
                : RepositoryName.of(rollout.spec().repository(), address)
                        .filter(name -> allowed.allows(rollout.key().namespace(), name));
    }

    private static Optional<AppKey> app(GitHubConfig config, SecretsDirectory secrets, Clock clock) {
        return config.app()
                .id()
                .filter(id -> !id.isBlank())
                .map(id -> new AppKey(
                        id,
                        secrets.secrets(
                                AppKey.PROPERTY, config.app().privateKey().orElse(List.of()), globs -> name -> true),
                        clock));
    }

    private static PersonalToken personal(GitHubConfig config, SecretsDirectory secrets) {
        return new PersonalToken(secrets.secrets(
                PersonalToken.PROPERTY,
                config.token().orElse(List.of()),
                globs -> GlobSet.ignoringCase(globs)::matches));
    }
}
