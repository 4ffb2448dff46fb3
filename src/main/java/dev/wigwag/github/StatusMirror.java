package dev.wigwag.github;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.Mirror;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.rollout.GlobSet;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shows rollouts beside their commits on GitHub: the whole of each, and each of its canaries. Only where there is a token or an
 * App, and only on repositories that the rollout's namespace may speak to.
 */
@ApplicationScoped
class StatusMirror implements Mirror {
    private final ApiAddress address;
    private final AllowedRepositories allowed;
    private final CommitStatusText text;
    private final GitHubToken token;
    private final GitHubApi api;
    private final boolean configured;

    StatusMirror(
            GitHubConfig config, WigwagConfig wigwag, ApiEndpoint endpoint, SecretsDirectory secrets, Clock clock) {
        this.address = endpoint.address();
        this.allowed = AllowedRepositories.of(config.repositories().orElse(List.of()));
        this.text = new CommitStatusText(wigwag.cluster(), LinkTemplate.of(wigwag.link()));
        ApiCalls calls = new ApiCalls(ApiSettings.of(address), ProxyFromEnvironment.of(System.getenv()));
        this.token = token(config, secrets, calls, clock);
        this.api = new GitHubApi(calls, token, clock);
        this.configured = !allowed.isEmpty();
    }

    @Override
    public List<Face> faces(Rollout rollout, Optional<Rollout> heir) {
        return shown(rollout, () -> text.of(rollout, heir));
    }

    @Override
    public List<Face> samples(Rollout rollout) {
        boolean shown = !text.of(rollout, Optional.empty()).isEmpty();
        return shown ? shown(rollout, () -> List.of(text.sample(rollout))) : List.of();
    }

    private List<Face> shown(Rollout rollout, Supplier<List<CommitStatus>> lines) {
        if (!configured) {
            return List.of();
        }
        return RepositoryName.of(rollout.spec().repository(), address)
                .filter(name -> allowed.allows(rollout.key().namespace(), name))
                .map(name -> lines.get().stream()
                        .<Face>map(line -> StatusFace.of(api, token.credential(name), name, rollout, line))
                        .toList())
                .orElse(List.of());
    }

    private static GitHubToken token(GitHubConfig config, SecretsDirectory secrets, ApiCalls calls, Clock clock) {
        Optional<String> app = config.app().id().filter(id -> !id.isBlank());
        if (app.isEmpty()) {
            return new PersonalToken(secrets.secrets(
                    PersonalToken.PROPERTY,
                    config.token().orElse(List.of()),
                    globs -> GlobSet.ignoringCase(globs)::matches));
        }
        AppKey key = new AppKey(
                app.get(),
                secrets.secrets(AppKey.PROPERTY, config.app().privateKey().orElse(List.of()), globs -> name -> true),
                clock);
        return new InstallationTokens(calls, key, clock);
    }
}
