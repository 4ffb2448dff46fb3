package dev.wigwag.github;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.Mirror;
import dev.wigwag.engine.Pause;
import dev.wigwag.github.Deployment.State;
import dev.wigwag.http.CleanText;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Shows each attempt of a rollout as a GitHub deployment of its commit to this cluster: created once Flux has the commit, then
 * given its state, and once it is a success the earlier ones of the source are made inactive. Each is a step of its own.
 */
@ApplicationScoped
class DeploymentMirror implements Mirror {
    /** A rollout that goes to and fro says so in its commit statuses. */
    private static final Duration PACE = Duration.ofSeconds(30);

    private static final int ENVIRONMENT = 255;

    private final GitHubAccess access;
    private final Clock clock;
    private final Pause pause;
    private final Denials denials;
    private final boolean wanted;

    DeploymentMirror(GitHubAccess access, GitHubConfig config, Clock clock, Pause pause) {
        this.access = access;
        this.clock = clock;
        this.pause = pause;
        this.denials = new Denials(clock);
        this.wanted = config.deployments();
    }

    @Override
    public List<Face> faces(Rollout rollout, Optional<Rollout> heir) {
        if (!wanted || rollout.status() == null || !CommitStatusText.hasCommit(rollout)) {
            return List.of();
        }
        return access.repository(rollout)
                .filter(access.token()::isThereFor)
                .map(name -> place(name, rollout))
                .filter(place -> !denials.contains(place.credential(), place.repository()))
                .map(place -> faces(place, rollout))
                .orElse(List.of());
    }

    /** What GitHub is told the rollout is deployed to. */
    private String environment(Rollout rollout) {
        return CleanText.line(rollout.environment().orElse(access.cluster()), ENVIRONMENT);
    }

    private DeploymentPlace place(RepositoryName repository, Rollout rollout) {
        return new DeploymentPlace(
                access.api(),
                access.token().credential(repository),
                repository,
                environment(rollout),
                rollout.spec().commit().sha(),
                DeploymentMarker.of(access.cluster(), rollout),
                since(rollout));
    }

    /** The source's own stage tells; what Flux could not fetch has none that does, and is in force nowhere. */
    private static Instant since(Rollout rollout) {
        return rollout.status().stages().stream()
                .filter(stage -> stage.kind().equals(rollout.source().kind())
                        && stage.namespace().equals(rollout.source().namespace())
                        && stage.name().equals(rollout.source().name()))
                .map(Stage::since)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    private List<Face> faces(DeploymentPlace place, Rollout rollout) {
        Optional<Outlet> entry = Outlets.find(rollout, DeploymentPlace.KIND, place.target());
        Optional<String> known = entry.map(Outlet::ref).filter(ref -> ref.matches("[0-9]{1,18}"));
        boolean begun = known.isPresent() || entry.map(Outlet::claim).isPresent();
        String link = access.link().to(rollout, access.cluster());
        Optional<Deployment.Status> status = DeploymentText.of(rollout, begun, link);
        if (status.isEmpty()) {
            return List.of();
        }
        DeploymentCreation creation = new DeploymentCreation(
                place,
                CommitStatus.words(rollout.spec().source().name() + " " + rollout.shortRevision()),
                DeploymentPayload.of(place, rollout.spec()),
                rollout.phase().isFinal(),
                denials);
        State state = status.get().state();
        if (known.isEmpty() && state != State.inactive && state != State.error) {
            return List.of(creation);
        }
        boolean first = entry.map(Outlet::digest)
                .filter(DeploymentCreation.CREATED::equals)
                .isPresent();
        List<Face> faces = new ArrayList<>();
        faces.add(new DeploymentFace(creation, status.get(), first ? Duration.ZERO : PACE));
        if (state == State.success && isShown(entry.orElseThrow(), state)) {
            faces.add(new EarlierDeployments(place, Long.parseLong(known.get()), clock, pause));
        }
        return faces;
    }

    private static boolean isShown(Outlet entry, State state) {
        return state.name().equals(entry.digest()) && entry.error() == null;
    }
}
